import { sqlIn, type Db } from '#server/db.ts';

/**
 * Frees the seats of a member, in one case or in all, who can no longer be a juror: a vote that is not
 * counted yet goes with her, and the next of the draw is asked within a minute.
 */
export async function leaveSeats(tx: Db, memberId: string, caseId: string | null): Promise<void> {
  await sqlIn(tx)(
    `UPDATE juror r SET state = 'passed-over', vote = NULL, rule = NULL, reason = NULL
       FROM jury u WHERE u.id = r.jury_id AND u.state = 'sitting' AND r.member_id = $1
        AND r.state IN ('asked', 'voted') AND ($2::text IS NULL OR u.case_id = $2)`,
    [memberId, caseId],
  );
}
