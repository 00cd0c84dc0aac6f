import type { Sql } from '#server/db.ts';
import type { FlagReason } from '#shared/cases.ts';

/** SQL: the kinds of the record by which an author changed her thing. */
export const CHANGED = `'post-edited', 'payout-corrected', 'incident-corrected', 'review-edited',
  'client-review-edited', 'task-report-corrected'`;

// The record tells the order of acts to the row, where their columns tell a day.
const SETTLED = `
  SELECT DISTINCT r.reason FROM moderation_case k
    JOIN LATERAL (SELECT k.reason UNION ALL SELECT f.reason FROM flag f WHERE f.case_id = k.id) r
      ON true
   WHERE k.subject = $1 AND k.state = 'closed'
     AND EXISTS (SELECT 1 FROM decision d WHERE d.case_id = k.id)
     AND NOT EXISTS (
       SELECT 1 FROM record_entry changed WHERE changed.subject = $1 AND changed.kind IN (${CHANGED})
          AND changed.id > (SELECT max(e.id) FROM record_entry e WHERE e.subject = 'case/' || k.id))`;

/**
 * The reasons for which a thing was decided on, while it says what it said then: nobody asks for the
 * same again but by an appeal.
 */
export async function settledReasons(sql: Sql, subject: string): Promise<FlagReason[]> {
  const rows = await sql<{ reason: FlagReason }>(SETTLED, [subject]);
  return rows.map(({ reason }) => reason);
}
