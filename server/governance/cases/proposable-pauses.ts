import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { LONG_PAUSE_DAYS, PAUSE_DAYS } from '#shared/governance/posting-pauses.ts';

/**
 * Finds the days of the pauses that may be proposed for a member: none while one waits, and a longer one
 * alone while one holds. A long one needs two moderators and a jury, so a small community has none.
 */
export async function findProposablePauses(
  tx: Db,
  memberId: string,
  alone: boolean,
  now: Date,
): Promise<number[]> {
  const [row] = await tx.sql(
    statement(
      { waits: col.bool, longest: col.int },
      `SELECT EXISTS (SELECT 1 FROM posting_pause x
                JOIN moderation_case k ON k.subject = 'pause/' || x.id AND k.state <> 'closed'
               WHERE x.member_id = $1) AS waits,
              COALESCE((SELECT max(x.days) FROM posting_pause x WHERE x.member_id = $1
                AND x.hidden_by IS NOT NULL AND x.ends_at > $2::timestamptz), 0)::int AS longest`,
    ),
    [memberId, now.toISOString()],
  );
  if (row === undefined || row.waits) return [];
  return [PAUSE_DAYS, ...(alone ? [] : [LONG_PAUSE_DAYS])].filter((days) => days > row.longest);
}
