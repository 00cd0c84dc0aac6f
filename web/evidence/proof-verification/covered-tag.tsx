import type { OwnPayout } from '#shared/evidence/payouts.ts';
import { usePage } from '#web/page-context.ts';

/** Tag in a member's own list that a picture is covered, linked to what she can do. */
export function PictureCoveredTag({ payout }: { payout: OwnPayout }) {
  const { t, href, now } = usePage();
  const { coveredUntil, coverHeld, id } = payout;
  const covered = coverHeld || (coveredUntil !== null && new Date(coveredUntil) > now);
  if (!covered) return null;
  return (
    <p className="covered-tag">
      <span className="tag doubt">{t.checks.cover.tag}</span>{' '}
      <a href={href('proof', { id })}>{t.checks.cover.why}</a>
    </p>
  );
}
