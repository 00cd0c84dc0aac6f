import { daysBetween, today, type Day } from '#shared/core/days.ts';

/** Hours (UTC) in which few people are there: early morning in France, night in West Africa. */
const QUIET_HOURS = [2, 3, 4];
/** A site that is never up at night gets its dump by day, from so many days without one on. */
const DAYS_WITHOUT = 2;

/** Whether today's dump should be written now; `latest` is the day of the one there is. */
export function isDumpDue(latest: Day | null, now: Date): boolean {
  if (latest === null) return true;
  const age = daysBetween(latest, today(now));
  return age >= DAYS_WITHOUT || (age >= 1 && QUIET_HOURS.includes(now.getUTCHours()));
}
