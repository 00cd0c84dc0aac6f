import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { lockCase } from './load-case.ts';

/**
 * Frees the seats of a member, in one case or in all, who can no longer be a juror: a vote that is not
 * counted yet goes with her, and the next of the draw is asked within a minute.
 */
export async function leaveSeats(tx: Db, memberId: string, caseId: string | null): Promise<void> {
  const { sql } = tx;
  const seats = await sql(
    statement(
      { caseId: col.text },
      `SELECT u.case_id AS "caseId" FROM juror r JOIN jury u ON u.id = r.jury_id
      WHERE r.member_id = $1 AND r.state IN ('asked', 'voted') AND u.state = 'sitting'
        AND ($2::text IS NULL OR u.case_id = $2) ORDER BY u.case_id`,
    ),
    [memberId, caseId],
  );
  // The last vote of such a jury may be counted at this moment: then hers is, too.
  for (const seat of seats) await lockCase(sql, seat.caseId);
  if (seats.length === 0) return;
  await sql(
    `UPDATE juror r SET state = 'passed-over', vote = NULL, rule = NULL, reason = NULL
       FROM jury u WHERE u.id = r.jury_id AND u.state = 'sitting' AND r.member_id = $1
        AND r.state IN ('asked', 'voted') AND ($2::text IS NULL OR u.case_id = $2)`,
    [memberId, caseId],
  );
}
