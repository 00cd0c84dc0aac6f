import { usePage } from '#web/page-context.ts';
import type { PageContext } from '#web/page.ts';

/** Number of payouts that wait for an answer of the member, on an icon. */
export function AskedCount({ count }: { count: number }) {
  const { t } = usePage();
  return (
    <span className="count-badge">
      <span aria-hidden="true">{count}</span>
      <span className="hidden-visually">{t.claims.asked({ count })}</span>
    </span>
  );
}

/** Props of what shows this count (`OwnValues`); null where no payout waits. */
export function askedOf({ askedClaims }: PageContext): { count: number } | null {
  return askedClaims === 0 ? null : { count: askedClaims };
}
