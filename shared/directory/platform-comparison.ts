import { decimalsOf, type Currency } from '#shared/core/money.ts';
import { convertCurrency } from './currency-conversion.ts';
import type { ExchangeRate } from './reference-data.ts';

// Import no schemas here: the calculator's script computes too, and would have to load them.

/** How many platforms stand side by side. */
export const MAX_COMPARED = 3;

/** Hours a week that the calculator offers. */
export const WEEKLY_HOURS = [5, 10, 20, 35] as const;
export const DEFAULT_WEEKLY_HOURS = 10;
/** A week has no more hours. */
export const MAX_WEEKLY_HOURS = 168;

const WEEKS_A_MONTH = 52 / 12;

/**
 * Which values are the best: none where fewer than two are known or all known ones are equal; several
 * where they share the first place.
 */
export function findBest(
  values: readonly (number | null)[],
  better: 'high' | 'low',
): readonly boolean[] {
  const known = values.filter((value) => value !== null);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const best = known.length < 2 || low === high ? null : better === 'high' ? high : low;
  return values.map((value) => value !== null && value === best);
}

/** Hours a week as typed, "12" or "7,5"; null unless more than 0 and no more than a week has. */
export function parseWeeklyHours(typed: string): number | null {
  const text = typed.trim().replace(',', '.');
  const hours = /^\d{1,3}(\.\d{1,2})?$/.test(text) ? Number(text) : 0;
  return hours > 0 && hours <= MAX_WEEKLY_HOURS ? hours : null;
}

export type MoneyPerHour = { readonly minor: number; readonly currency: Currency };
export type MonthlyEarnings = {
  /** Whole units of the currency, in minor ones. */
  readonly minor: number;
  readonly currency: Currency;
  /** Share of the largest sum, 0 to 1, as long as the sums are in one currency; else null. */
  readonly part: number | null;
};

/**
 * What a month (a twelfth of 52 weeks) of so many hours brings on each platform, by the hourly rate, in
 * which unpaid time is counted, less the share of payouts that are not received; the last one is the
 * minimum wage. In the wage's currency where the table has the rates, else in the platform's own; null
 * without a rate.
 */
export function estimateMonth(
  hours: number,
  earners: readonly {
    readonly hourly: MoneyPerHour | null;
    readonly shareReceived: number | null;
  }[],
  wage: MoneyPerHour | null,
  rates: readonly Pick<ExchangeRate, 'currency' | 'perEur'>[],
): readonly (MonthlyEarnings | null)[] {
  const months = [...earners, { hourly: wage, shareReceived: 1 }].map(
    ({ hourly, shareReceived }) => {
      if (hourly === null) return null;
      const minor = hourly.minor * hours * WEEKS_A_MONTH * (shareReceived ?? 1);
      const converted =
        wage === null ? null : convertCurrency(minor, hourly.currency, wage.currency, rates);
      return converted === null || wage === null
        ? wholeUnits(minor, hourly.currency)
        : wholeUnits(converted, wage.currency);
    },
  );
  const known = months.filter((month) => month !== null);
  const comparable = new Set(known.map(({ currency }) => currency)).size === 1;
  const most = Math.max(...known.map(({ minor }) => minor));
  return months.map((month) =>
    month === null ? null : { ...month, part: comparable && most > 0 ? month.minor / most : null },
  );
}

function wholeUnits(minor: number, currency: Currency): { minor: number; currency: Currency } {
  const unit = 10 ** decimalsOf(currency);
  return { minor: Math.round(minor / unit) * unit, currency };
}
