/** SQL: the quarter of a month ('YYYY-MM'), such as '2026-Q4'. */
export function quarterSql(month: string): string {
  return `to_char((${month} || '-01')::date, 'YYYY-"Q"Q')`;
}

/** SQL: the month ('YYYY-MM') in the middle of a quarter. */
export function middleMonthOfQuarterSql(quarter: string): string {
  return `(left(${quarter}, 4) || '-' || lpad((right(${quarter}, 1)::int * 3 - 1)::text, 2, '0'))`;
}
