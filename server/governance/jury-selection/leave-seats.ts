import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { lockCase } from '#server/governance/cases/load-case.ts';

/**
 * Frees a member's jury seats, in one case or in all, when she can no longer be a juror: a vote not
 * counted yet is discarded, and the next candidate is invited within a minute.
 */
export async function leaveJurySeats(
  tx: Db,
  memberId: string,
  caseId: string | null,
): Promise<void> {
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
  // Lock the cases: the jury's last vote may be counted right now, and then her vote counts too.
  for (const seat of seats) await lockCase(sql, seat.caseId);
  if (seats.length === 0) return;
  await sql(
    `UPDATE juror r SET state = 'passed-over', vote = NULL, rule = NULL, reason = NULL
       FROM jury u WHERE u.id = r.jury_id AND u.state = 'sitting' AND r.member_id = $1
        AND r.state IN ('asked', 'voted') AND ($2::text IS NULL OR u.case_id = $2)`,
    [memberId, caseId],
  );
}
