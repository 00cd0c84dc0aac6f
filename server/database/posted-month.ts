/**
 * SQL: the month in which a row of alias `row` was posted. Lists are in this order, and within a month
 * by random ids, so that the order tells no day; the indexes have it word for word.
 */
export function postedMonth(row: string): string {
  return `date_trunc('month', ${row}.published_on::timestamp)`;
}
