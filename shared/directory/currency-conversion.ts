import { decimalsOf, type Currency } from '#shared/core/money.ts';
import type { ExchangeRate, MinimumWage } from './reference-data.ts';

// Import no schemas here: scripts of forms convert too, and would have to load them.

/**
 * Converts minor units of one currency to another by the table's rates, not rounded; null when the
 * table lacks one of the two.
 */
export function convertCurrency(
  minor: number,
  from: Currency,
  to: Currency,
  rates: readonly Pick<ExchangeRate, 'currency' | 'perEur'>[],
): number | null {
  if (from === to) return minor;
  const perEur = (wanted: Currency): number | undefined =>
    rates.find((rate) => rate.currency === wanted)?.perEur;
  const [source, target] = [perEur(from), perEur(to)];
  if (source === undefined || target === undefined) return null;
  return ((minor / 10 ** decimalsOf(from)) * target * 10 ** decimalsOf(to)) / source;
}

/**
 * An hourly rate as a share of a country's gross minimum wage, 1 = all of it; null without a rate.
 */
export function shareOfMinimumWage(
  hourly: { minor: number; currency: Currency },
  wage: MinimumWage,
  rates: readonly ExchangeRate[],
): number | null {
  const minor = convertCurrency(hourly.minor, hourly.currency, wage.currency, rates);
  return minor === null ? null : minor / 10 ** decimalsOf(wage.currency) / wage.hourly;
}
