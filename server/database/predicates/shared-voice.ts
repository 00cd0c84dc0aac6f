/** SQL: whether the members `who` and `other`, SQL expressions of their ids, share a voice. */
export function sharesVoiceSql(who: string, other: string): string {
  return `EXISTS (SELECT 1 FROM same_voice
    WHERE same_voice.member_id = ${who} AND same_voice.other_id = ${other})`;
}

/** SQL: whether a member is a moderator on a day; both are SQL expressions. */
export function isModeratorOnSql(member: string, day: string): string {
  return `EXISTS (SELECT 1 FROM moderator_term
    WHERE moderator_term.member_id = ${member} AND moderator_term.ends_on > ${day})`;
}
