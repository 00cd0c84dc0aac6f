/**
 * SQL: whether payouts of an author (`author` or `author_weight`) count for the standing and for
 * crowds. Of a member who left, only proofs stay, each with an author of its own: they would count as
 * a member each.
 */
export function doPayoutsCountSql(author: string): string {
  return `(${author}.member_id IS NOT NULL OR ${author}.brought)`;
}

/** SQL: the day from which a payout counts; rows from before it was drawn have the day of posting. */
export function countsFromSql(payout: string): string {
  return `COALESCE(${payout}.counting_on, ${payout}.published_on)`;
}
