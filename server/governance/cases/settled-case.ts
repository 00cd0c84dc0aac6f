import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import type { FlagReasonCode } from '#shared/governance/cases.ts';
import { findSettledReasons } from './settled-reasons.ts';

/**
 * Finds the last case that decided on an unchanged subject, e.g. `post/3k9…`, for a reason.
 * @returns the case's id; null when no case did, or when an open case can be joined.
 */
export async function findSettledCase(
  tx: Db,
  about: string,
  reason: FlagReasonCode,
): Promise<string | null> {
  const where = { subject: about, state: { not: 'closed' } };
  if ((await tx.moderationCase.findFirst({ where, select: { id: true } })) !== null) return null;
  if (!(await findSettledReasons(tx.sql, about)).includes(reason)) return null;
  const [row] = await tx.sql(
    statement(
      { id: col.text },
      `SELECT k.id FROM moderation_case k
      WHERE k.subject = $1 AND k.state = 'closed'
        AND EXISTS (SELECT 1 FROM decision d WHERE d.case_id = k.id)
        AND (k.reason = $2 OR EXISTS (SELECT 1 FROM flag f WHERE f.case_id = k.id AND f.reason = $2))
      ORDER BY k.closed_at DESC, k.id LIMIT 1`,
    ),
    [about, reason],
  );
  return row?.id ?? null;
}
