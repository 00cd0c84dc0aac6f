import type { Database } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { isProofShownSql } from '#server/database/predicates/content-visibility.ts';
import { notFoundOrWithdrawn } from '#server/transparency-log/not-found-or-withdrawn.ts';
import type { PayoutHistory } from '#shared/evidence/payouts.ts';

/**
 * Finds the public record of a proof, its confirmations and checks: kinds of acts by month, oldest
 * first. Contains no day and no secret entry.
 * @throws AppError withdrawn or not-found.
 */
export async function findPayoutHistory(
  { prisma, sql }: Database,
  id: string,
): Promise<PayoutHistory> {
  const there = await sql(`SELECT 1 FROM payout y WHERE y.id = $1 AND ${isProofShownSql('y')}`, [
    id,
  ]);
  if (there === 0) throw await notFoundOrWithdrawn(prisma, `payout/${id}`);
  return { acts: await sql(ACTS_OF_PAYOUT, [id]) };
}

// Counts the acts of one kind in one month, since a day is never published.
const ACTS_OF_PAYOUT = statement(
  { month: col.text, kind: col.text, times: col.int },
  `
  SELECT to_char(e.day, 'YYYY-MM') AS month, e.kind, count(*)::int AS times
    FROM record_entry e
   WHERE e.subject = ANY (ARRAY(
     SELECT 'payout/' || $1::text
      UNION ALL SELECT 'check/' || c.id FROM proof_check c WHERE c.payout_id = $1
      UNION ALL SELECT 'voice/' || v.id FROM proof_voice v WHERE v.payout_id = $1))
   GROUP BY 1, 2 ORDER BY 1, min(e.id)`,
);
