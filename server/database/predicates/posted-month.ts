/**
 * SQL: the month in which a row of alias `row` was posted. Lists are ordered by it and, within a month,
 * by random ids, so that the order does not reveal the day. Indexes use exactly this expression.
 */
export function postedMonthSql(row: string): string {
  return `date_trunc('month', ${row}.published_on::timestamp)`;
}
