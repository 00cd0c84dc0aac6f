/** A calendar day in UTC, 'YYYY-MM-DD'; two days compare as strings. */
export type Day = string;

/** The earliest day accepted: no platform is older, so an earlier day is a typing error. */
export const EARLIEST_DAY: Day = '2000-01-01';

const MS_PER_DAY = 86_400_000;

/** Cache of days in milliseconds: the rules convert few different days, a million times. */
const known = new Map<Day, number>();
const MOST_KNOWN = 20_000;

// Date.UTC and slices are faster than Intl or Date parsing.
function toUtc(day: Day): number {
  const kept = known.get(day);
  if (kept !== undefined) return kept;
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  const utc = Date.UTC(year, month - 1, Number(day.slice(8, 10)));
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(day, utc);
  return utc;
}

/** The UTC day of an instant. */
export function today(now: Date): Day {
  return now.toISOString().slice(0, 10);
}

/** The day `count` days after `day`; a negative count goes back. */
export function addDays(day: Day, count: number): Day {
  return new Date(toUtc(day) + count * MS_PER_DAY).toISOString().slice(0, 10);
}

/** Whole days from `from` to `to`; negative when `to` is the earlier one. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((toUtc(to) - toUtc(from)) / MS_PER_DAY);
}

/** The last Monday at or before a day. */
export function mondayOf(day: Day): Day {
  return addDays(day, -((new Date(toUtc(day)).getUTCDay() + 6) % 7));
}

/** The calendar month of a day, 'YYYY-MM'. */
export function monthOf(day: Day): string {
  return day.slice(0, 7);
}

/** Whole months from `from` to `to`, both 'YYYY-MM'; negative when `to` is the earlier one. */
export function monthsBetween(from: string, to: string): number {
  return monthNumber(to) - monthNumber(from);
}

/** The month `count` months after `month`; a negative count goes back. */
export function addMonths(month: string, count: number): string {
  const number = monthNumber(month) + count;
  return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`;
}

/** A month's number since the year 0, of 'YYYY-MM' or of a day of it. */
export function monthNumber(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
}

/** The 15th of a month 'YYYY-MM': the day published in place of an exact one. */
export function middleOfMonth(month: string): Day {
  return `${month}-15`;
}

/** The last day of a month 'YYYY-MM'. */
export function endOfMonth(month: string): Day {
  return addDays(`${monthOf(addDays(middleOfMonth(month), 31))}-01`, -1);
}

/** Whether a text is an existing calendar day 'YYYY-MM-DD', from the year 1000 on. */
export function isDay(text: string): boolean {
  if (!/^[1-9]\d{3}-\d{2}-\d{2}$/.test(text)) return false;
  return new Date(toUtc(text)).toISOString().slice(0, 10) === text;
}
