import type { Db } from '#server/database/db.ts';
import { isModeratorOnSql } from '#server/database/predicates/moderators.ts';
import { today } from '#shared/core/days.ts';

/**
 * Drops the open proposals of a member who is no longer a moderator, and releases the cases that
 * she has taken.
 */
export async function dropModeratorWork(tx: Db, memberId: string): Promise<void> {
  await drop(tx, 'p.member_id = $1', 'taken_by = $1', memberId);
}

/**
 * Drops the open proposals of all whose role ended, or who became a party or share a voice with
 * one, and releases the cases of former moderators.
 */
export async function dropWorkOfFormerModerators(tx: Db, now: Date): Promise<void> {
  const isFormer = (member: string) => `NOT ${isModeratorOnSql(member, '$1::date')}`;
  const day = today(now);
  await drop(
    tx,
    `(${isFormer('p.member_id')} OR ${IS_CONCERNED})`,
    `state = 'open' AND ${isFormer('taken_by')}`,
    day,
  );
}

const IS_CONCERNED = `EXISTS (SELECT 1 FROM case_party cq JOIN member cp ON cp.id = p.member_id
  JOIN member co ON co.id = cq.member_id
 WHERE cq.case_id = p.case_id AND (co.id = cp.id OR co.voice = cp.voice))`;

async function drop(tx: Db, proposals: string, cases: string, value: string): Promise<void> {
  const { sql } = tx;
  // Lock the cases first, in the order of their ids: this waits for whoever is acting on one.
  await sql(
    `SELECT 1 FROM moderation_case k JOIN case_proposal p ON p.case_id = k.id
      WHERE p.state = 'open' AND ${proposals} ORDER BY k.id FOR UPDATE OF k`,
    [value],
  );
  await sql(
    `WITH dropped AS (UPDATE case_proposal p SET state = 'dropped'
       WHERE p.state = 'open' AND ${proposals} RETURNING p.case_id)
     UPDATE moderation_case k SET state = 'open', taken_by = NULL, taken_until = NULL FROM dropped
      WHERE k.id = dropped.case_id AND k.state = 'proposed'`,
    [value],
  );
  await sql(
    `UPDATE moderation_case SET taken_by = NULL, taken_until = NULL
      WHERE taken_by IS NOT NULL AND ${cases}`,
    [value],
  );
}
