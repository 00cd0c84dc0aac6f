import { daysBetween, isDay, type Day } from '#shared/core/days.ts';
import { roundDelay } from '#shared/evidence/publication/rounded-payout.ts';

/**
 * Returns the delay that is sent in place of the day on which a claim was settled, in days, rounded to
 * its class; null where the field has no day between the one asked and `now`.
 */
export function delayInPlaceOf(on: string, asked: Day, now: Day): number | null {
  return isDay(on) && on >= asked && on <= now ? roundDelay(daysBetween(asked, on)) : null;
}
