/** SQL: whether the members `who` and `other`, SQL expressions of their ids, share a voice. */
export function sharesVoiceSql(who: string, other: string): string {
  return `EXISTS (SELECT 1 FROM same_voice
    WHERE same_voice.member_id = ${who} AND same_voice.other_id = ${other})`;
}
