/** SQL: whether member `who` shares a voice with another one, an expression. */
export function sharesVoiceSql(who: string, other: string): string {
  return `EXISTS (SELECT 1 FROM same_voice
    WHERE same_voice.member_id = ${who} AND same_voice.other_id = ${other})`;
}

/** SQL: whether a member, an expression, is a moderator on a day, another expression. */
export function isModeratorOnSql(member: string, day: string): string {
  return `EXISTS (SELECT 1 FROM moderator_term
    WHERE moderator_term.member_id = ${member} AND moderator_term.ends_on > ${day})`;
}
