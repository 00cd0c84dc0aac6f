import { addDays, type Day } from '#shared/core/days.ts';
import type { Currency } from '#shared/core/money.ts';
import type { WorkbookEntry } from './workbook.ts';
import { computeWorkbookTotals, platformNameKeyInWorkbook } from './workbook-totals.ts';

const WEEKS = 4;
const HOUR_SECONDS = 3_600;

/**
 * Hours a week that the workbook has for the last four weeks, time of search included, rounded to whole
 * hours, at least 1; null without a time in them.
 */
export function weeklyHours(entries: readonly WorkbookEntry[], day: Day): number | null {
  const since = addDays(day, -7 * WEEKS);
  let seconds = 0;
  for (const entry of entries) {
    if (entry.kind !== 'task' && entry.kind !== 'search') continue;
    if (entry.day > since && entry.day <= day) seconds += entry.seconds ?? 0;
  }
  return seconds === 0 ? null : Math.max(1, Math.round(seconds / HOUR_SECONDS / WEEKS));
}

/** Her own hourly rate on each of the named platforms, all time counted; null without one. */
export function ownHourlyRates(
  entries: readonly WorkbookEntry[],
  names: readonly string[],
): readonly ({ readonly minor: number; readonly currency: Currency } | null)[] {
  const { platforms } = computeWorkbookTotals(entries);
  return names.map((name) => {
    const key = platformNameKeyInWorkbook(name);
    return platforms.find((total) => platformNameKeyInWorkbook(total.key) === key)?.hourly ?? null;
  });
}
