import { addDays, middleOfMonth, monthOf } from '#shared/core/days.ts';

/** Number of months offered; people do not remember older ones. */
const MONTHS_OFFERED = 60;

/**
 * The months that a review can name, newest first; an older month of the edited review is added.
 */
export function monthOptionsUpTo(current: string, chosen: string | undefined): string[] {
  const months = [current];
  for (let month = current; months.length < MONTHS_OFFERED; months.push(month)) {
    month = monthOf(addDays(middleOfMonth(month), -30));
  }
  return chosen === undefined || months.includes(chosen) ? months : [...months, chosen];
}
