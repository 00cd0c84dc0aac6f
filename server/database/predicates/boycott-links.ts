/** SQL: whether organisers of both boycotts of `link` say that they make the same demand. */
export function isMutualLinkSql(link: string): string {
  return `EXISTS (SELECT 1 FROM boycott_link ml
    WHERE ml.boycott_id = ${link}.other_id AND ml.other_id = ${link}.boycott_id)`;
}
