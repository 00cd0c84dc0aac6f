import { sqlIn, type Db } from '#server/db.ts';
import { FLAG_KEPT_DAYS } from '#shared/cases.ts';
import { withdrawAllAppeals } from './appeals.ts';
import { leaveSeats } from './jury-leave.ts';

const DAY_MS = 86_400_000;

/**
 * Forgets what flaggers and appellants wrote and who they were, a year after their case ended: by then nobody can
 * appeal, and no pause counts them.
 */
export async function forgetOldFlags(tx: Db, now: Date): Promise<void> {
  const before = new Date(now.getTime() - FLAG_KEPT_DAYS * DAY_MS).toISOString();
  const sql = sqlIn(tx);
  await sql(
    `UPDATE flag f SET sentence = '', member_id = NULL FROM moderation_case k
      WHERE k.id = f.case_id AND k.state = 'closed' AND k.closed_at < $1::timestamptz
        AND (f.sentence <> '' OR f.member_id IS NOT NULL)`,
    [before],
  );
  await sql(
    `UPDATE appeal a SET text = '', member_id = NULL FROM moderation_case k
      WHERE k.id = a.case_id AND k.state = 'closed' AND k.closed_at < $1::timestamptz
        AND (a.text <> '' OR a.member_id IS NOT NULL)`,
    [before],
  );
  await sql(
    `DELETE FROM case_party p USING moderation_case k
      WHERE k.id = p.case_id AND p.role <> 'author' AND k.state = 'closed'
        AND k.closed_at < $1::timestamptz`,
    [before],
  );
}

/**
 * What a member leaves open when her account is deleted: what she proposed as a moderator is dropped
 * and others take her cases; her seats in juries are free, and her appeals that no jury sits on end.
 */
export async function dropOpenWork(tx: Db, memberId: string, now: Date): Promise<void> {
  const sql = sqlIn(tx);
  await sql(
    `WITH dropped AS (UPDATE case_proposal SET state = 'dropped'
       WHERE member_id = $1 AND state = 'open' RETURNING case_id)
     UPDATE moderation_case k SET state = 'open' FROM dropped
      WHERE k.id = dropped.case_id AND k.state = 'proposed'`,
    [memberId],
  );
  await sql(`UPDATE moderation_case SET taken_by = NULL, taken_until = NULL WHERE taken_by = $1`, [
    memberId,
  ]);
  await leaveSeats(tx, memberId, null);
  await withdrawAllAppeals(tx, memberId, now);
}
