import { addDays, middleOfMonth, monthOf } from '#shared/core/days.ts';

/** How far back the list of months goes: further, nobody remembers marks. */
const MONTHS_OFFERED = 60;

/** The newest first; an older month that stands in her review stays on offer. */
export function monthsUpTo(current: string, chosen: string | undefined): string[] {
  const months = [current];
  for (let month = current; months.length < MONTHS_OFFERED; months.push(month)) {
    month = monthOf(addDays(middleOfMonth(month), -30));
  }
  return chosen === undefined || months.includes(chosen) ? months : [...months, chosen];
}
