import type { Db } from '#server/database/db.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';

/** Uncovers a picture that was covered on a member's report. */
export async function uncoverPicture(tx: Db, payoutId: string, now: Date): Promise<void> {
  const { count } = await tx.screenshot.updateMany({
    where: { payoutId, coveredUntil: { gt: now } },
    data: { coveredUntil: null },
  });
  if (count > 0) await recordPictureCover(tx, payoutId, 'picture-uncovered', now);
}

/** Records that a picture was covered, or uncovered. */
export async function recordPictureCover(
  tx: Db,
  payoutId: string,
  kind: 'picture-covered' | 'picture-uncovered',
  now: Date,
): Promise<void> {
  await appendEntry(tx, now, {
    kind,
    subject: `payout/${payoutId}`,
    content: { payout: payoutId },
  });
}
