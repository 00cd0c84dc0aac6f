/**
 * Lines in words on a platform's page, such as "several members were paid these two weeks". They
 * tell no number, and are computed once a day from all reports whose counting day has come.
 */

/** Established members whom a line needs at least. */
export const LINE_MIN_MEMBERS = 3;
/** Beyond them, 0 to so many, drawn in secret for each platform, line and month. */
export const LINE_DRAWN_MEMBERS = 3;

const COUNTING_DAYS_OF_MANY = 7;
const COUNTING_DAYS = 14;
const MANY_WORKERS = 10_000;

/**
 * Days among which the counting day of a report is drawn, from the day of posting on. Somebody's
 * report is always the one that makes a line appear: among few workers, few had the same news in
 * one week.
 */
export function countingDays(workers: number): number {
  return workers >= MANY_WORKERS ? COUNTING_DAYS_OF_MANY : COUNTING_DAYS;
}
