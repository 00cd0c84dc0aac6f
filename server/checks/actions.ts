import { sqlIn, type Db } from '#server/db.ts';
import { newId } from '#server/ids.ts';
import { record } from '#server/record/record.ts';
import type { CheckOrigin, DoubtReason } from '#shared/checks.ts';
import { today } from '#shared/days.ts';

export type Question = {
  readonly payoutId: string;
  /** The picture that it is about. */
  readonly imageKey: string;
  readonly reason: DoubtReason;
  readonly origin: CheckOrigin;
  /** The earlier proof that its picture looks like. */
  readonly matchPayoutId?: string;
  /** Share of the numbers that both pictures carry, 0 to 1. */
  readonly similarity?: number;
};

/**
 * Opens a question about a proof; where the same one is open already, nothing happens. Who calls it
 * settles the author's evidence afterwards: an open question is part of it.
 * @returns whether it was opened now.
 */
export async function openCheck(tx: Db, question: Question, now: Date): Promise<boolean> {
  const id = newId();
  const { payoutId, imageKey, reason, origin, matchPayoutId, similarity } = question;
  const opened = await sqlIn(tx)(
    `INSERT INTO proof_check
       (id, payout_id, image_key, reason, origin, match_payout_id, similarity, state, opened_on)
     VALUES ($1, $2, $3, $4, $5, $6, $7::float8, 'open', $8::date)
     ON CONFLICT (payout_id, reason) WHERE state = 'open' DO NOTHING RETURNING id`,
    [id, payoutId, imageKey, reason, origin, matchPayoutId ?? null, similarity ?? null, today(now)],
  );
  if (opened.length === 0) return false;
  const content = { payout: payoutId, image: imageKey, reason, origin };
  await record(tx, now, { kind: 'check-opened', subject: `check/${id}`, content });
  return true;
}
