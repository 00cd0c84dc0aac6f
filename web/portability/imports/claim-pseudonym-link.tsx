import type { ImportsResponse } from '#shared/portability/imports.ts';
import { usePage } from '#web/page-context.ts';

/** Link for members of an imported site to claim their pseudonym; nothing without sources. */
export function ClaimPseudonymLink({ sources }: ImportsResponse) {
  const { t, href } = usePage();
  if (sources.length === 0) return null;
  const names = sources.map(({ name }) => name).join(', ');
  return (
    <p className="with-link">
      {t.imports.from({ names })} <a href={href('claimPseudonym')}>{t.imports.claim}</a>
    </p>
  );
}
