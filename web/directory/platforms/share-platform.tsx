import type { PlatformResponse } from '#shared/directory/platforms.ts';
import { usePage } from '#web/page-context.ts';
import { Icon } from '#web/ui/icon.tsx';

/** Sends the question and the address of its answer by WhatsApp. */
export function SharePlatform({ platform: { slug, name } }: { platform: PlatformResponse }) {
  const { t, href, origin } = usePage();
  const text = `${t.platforms.question({ name })} ${origin}${href('platform', { slug })}`;
  return (
    <p>
      <a
        className="button quiet"
        href={`https://wa.me/?${new URLSearchParams({ text })}`}
        rel="nofollow noopener noreferrer"
      >
        <Icon name="share" />
        {t.answer.share}
      </a>
    </p>
  );
}
