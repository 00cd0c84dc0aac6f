import { usePage } from '#web/page-context.ts';
import { platformQrPath } from '#web/site/share/image-path.ts';
import { ShareActions } from '#web/site/share/share-actions.tsx';

/** Sends the question and the address of its answer; nothing of who sends it. */
export function SharePlatform({ slug, name }: { slug: string; name: string }) {
  const { t, href, language } = usePage();
  const path = href('platform', { slug });
  return (
    <ShareActions
      path={path}
      text={t.platforms.question({ name })}
      qr={platformQrPath(slug, language)}
    />
  );
}
