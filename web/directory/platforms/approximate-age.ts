import { daysBetween, today, type Day } from '#shared/core/days.ts';
import type { Messages } from '#web/i18n/messages.ts';

const HALF_MONTH_DAYS = 15;
const MONTH_DAYS = 30.44;
const MAX_MONTHS = 23;

/**
 * How long ago a published day was. It stands for a whole month (its middle, plus the delay), so
 * nothing finer than "less than a month ago" would be true.
 */
export function approximateAgeInWords(day: Day, now: Date, t: Messages): string {
  const days = Math.max(0, daysBetween(day, today(now)));
  if (days <= HALF_MONTH_DAYS) return t.answer.agoLessThanMonth;
  const months = Math.max(1, Math.round(days / MONTH_DAYS));
  if (months <= MAX_MONTHS) return t.answer.agoMonths({ count: months });
  return t.answer.agoYears({ count: Math.round(months / 12) });
}
