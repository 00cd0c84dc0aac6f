import type { Crowd } from './meter.ts';

/**
 * The days from which a report counts for the stamp and for the lines in words. They are drawn, so that
 * a change of either does not reveal the day of posting.
 */

/**
 * Fewest and most days among which the day is drawn on which a report begins to count for the stamp.
 */
export const STAMP_COUNTING_DAYS = { fewest: 5, most: 14 } as const;
/**
 * Minimum number of workers with bad news within the counting days of the stamp: the crowd that hides
 * the author whose report turns it.
 */
const STAMP_MIN_CROWD = 40;
const MONTH_DAYS = 30;

/** Days among which the counting day of a report is drawn: the more, the fewer workers have bad news. */
export function stampCountingDays(crowd: Crowd): number {
  const { fewest, most } = STAMP_COUNTING_DAYS;
  const days = Math.ceil(STAMP_MIN_CROWD / workersWithBadNews(crowd, 1));
  return Math.min(most, Math.max(fewest, days));
}

/**
 * Expected number of workers who have bad news within so many days, if each has one payout a month.
 */
export function workersWithBadNews({ workers, badShare }: Crowd, days: number): number {
  return (workers * badShare * days) / MONTH_DAYS;
}

/**
 * Number of days among which the first day of counting for a line is drawn; more than for the stamp,
 * since few workers have the same news in one week.
 */
export const LINE_COUNTING_DAYS = 14;

/**
 * Draws after how many days a report counts, from 1 to `days`: nothing that is computed on the day of
 * posting counts it. `draw` returns a uniform integer from 0 to below its argument.
 */
export function drawCountingDelay(days: number, draw: (below: number) => number): number {
  return 1 + draw(days);
}
