import { daysBetween, today, type Day } from '#shared/core/days.ts';

/** Hours (UTC) in which a dump is published: early morning in France, night in West Africa. */
const QUIET_HOURS = [2, 3, 4];
/** Days without a dump after which a site that is never up at night publishes by day. */
const DAYS_WITHOUT = 2;

/** Whether today's dump is due; `latest` is the day of the latest dump. */
export function isDumpDue(latest: Day | null, now: Date): boolean {
  if (latest === null) return true;
  const age = daysBetween(latest, today(now));
  return age >= DAYS_WITHOUT || (age >= 1 && QUIET_HOURS.includes(now.getUTCHours()));
}
