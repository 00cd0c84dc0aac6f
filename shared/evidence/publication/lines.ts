/**
 * Lines in words on a platform's page, such as "several members were paid these two weeks". They
 * tell no number, and are computed once a day from all reports whose counting day has come. Somebody's
 * report is always the one that makes a line appear.
 */

/** Minimum number of established members that a line needs. */
export const LINE_MIN_MEMBERS = 3;
/**
 * Maximum of the further members required, 0 to this many, drawn in secret for each platform, line
 * and month.
 */
export const LINE_DRAWN_MEMBERS = 3;

/** Days among which the day is drawn on which a report begins to count for the stamp. */
export const STAMP_COUNTING_DAYS = 7;
/**
 * Days among which the day is drawn on which a report begins to count for a line; more than for the
 * stamp, since few workers had the same news in one week.
 */
export const LINE_COUNTING_DAYS = 14;

/** Workers with the same news in the days of the draw, below whom a line is not shown. */
const LINE_MIN_CROWD = 20;
const MONTH_DAYS = 30;

/**
 * Whether a line of bad news may be shown at all: in a quiet month whoever has some is found out.
 *
 * @param workers paid workers, about as many as payouts of a month: see `crowdSize`
 * @param badShare share of bad news among the established members' reports of 90 days
 */
export function mayTellBadNews(workers: number, badShare: number): boolean {
  return (workers * badShare * LINE_COUNTING_DAYS) / MONTH_DAYS >= LINE_MIN_CROWD;
}
