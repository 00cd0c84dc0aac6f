import { utcTimestampSql } from '#server/database/db.ts';

/** SQL: the pause from posting that holds for a member at `now`, as JSON of `postingPause`, else null. */
export function postingPauseSql(member: string, now: string): string {
  return `(SELECT json_build_object('until', ${utcTimestampSql('x.ends_at')}, 'rule', d.rule,
      'reason', d.reason, 'decision', d.id)
    FROM posting_pause x JOIN decision d ON d.id = x.hidden_by
   WHERE x.member_id = ${member} AND x.ends_at > ${now}::timestamptz
   ORDER BY x.ends_at DESC, x.id LIMIT 1)`;
}

/**
 * SQL: whether case `k` is about a pause proposed for posts that member `who`, or an account of her
 * voice, reported: she asked for it, and does not decide it.
 */
export function reportedPausedPostsSql(who: string): string {
  return `(k.subject LIKE 'pause/%' AND EXISTS (SELECT 1 FROM posting_pause rx
      JOIN moderation_case ro ON ro.subject LIKE 'post/%' AND rx.posts ? split_part(ro.subject, '/', 2)
      JOIN case_party rp ON rp.case_id = ro.id AND rp.role <> 'author'
     WHERE rx.id = split_part(k.subject, '/', 2) AND (rp.member_id = ${who} OR EXISTS (
       SELECT 1 FROM same_voice rv WHERE rv.member_id = ${who} AND rv.other_id = rp.member_id))))`;
}
