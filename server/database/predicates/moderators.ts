/** SQL: whether a member is a moderator on a day; both are SQL expressions. */
export function isModeratorOnSql(member: string, day: string): string {
  return `EXISTS (SELECT 1 FROM moderator_term
    WHERE moderator_term.member_id = ${member} AND moderator_term.ends_on > ${day})`;
}
