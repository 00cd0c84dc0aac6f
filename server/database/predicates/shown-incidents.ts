/** SQL of the values that an incident shows, over the alias of `incident`: those that its author chose. */

/** SQL: the month; null unless its author shows it. */
export function shownIncidentMonthSql(incident: string): string {
  return `(CASE WHEN ${incident}.shows_month THEN ${incident}.happened_month END)`;
}

/** SQL: a rounded sum, `lost` or the `reward` of a task; null unless its author shows it. */
export function shownSumSql(incident: string, sum: 'lost' | 'reward'): string {
  return `(CASE WHEN ${incident}.shows_amount THEN ${incident}.${sum}_rounded END)`;
}

/** SQL: a shown sum as JSON, null without one. */
export function shownSumJsonSql(incident: string, sum: 'lost' | 'reward'): string {
  return `(CASE WHEN ${shownSumSql(incident, sum)} IS NOT NULL THEN json_build_object(
    'minor', ${incident}.${sum}_rounded, 'currency', ${incident}.currency) END)`;
}

/** SQL: the reason given, or what an appeal brought; null unless its author shows them. */
export function shownReasonSql(incident: string, column: 'reason' | 'appeal'): string {
  return `(CASE WHEN ${incident}.shows_reason THEN ${incident}.${column} END)`;
}
