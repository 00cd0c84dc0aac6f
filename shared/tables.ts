import { z } from 'zod/mini';
import { country } from './countries.ts';
import { currency } from './fields.ts';
import { decimalsOf, type Currency } from './money.ts';

/** Dated tables that the operator can replace: gross minimum wages and exchange rates. */

export const minimumWage = z.object({
  country,
  currency,
  /** Gross, in the currency's main unit an hour; of a monthly wage, by its statutory hours. */
  hourly: z.number(),
  /** The month since which it holds, "2026-01". */
  asOf: z.string(),
  /** How sure the table is of it, in its own words. */
  status: z.string(),
});
export type MinimumWage = z.infer<typeof minimumWage>;

export const exchangeRate = z.object({
  currency,
  /** How many of the currency's main unit one euro is. */
  perEur: z.number(),
  asOf: z.string(),
  status: z.string(),
});
export type ExchangeRate = z.infer<typeof exchangeRate>;

export const tablesResponse = z.object({
  wages: z.array(minimumWage),
  rates: z.array(exchangeRate),
});
export type Tables = z.infer<typeof tablesResponse>;

/**
 * An amount in minor units of one currency, in minor units of another by the table's rates, not
 * rounded; null where the table lacks one of the two.
 */
export function convert(
  minor: number,
  from: Currency,
  to: Currency,
  rates: readonly ExchangeRate[],
): number | null {
  if (from === to) return minor;
  const perEur = (wanted: Currency): number | undefined =>
    rates.find((rate) => rate.currency === wanted)?.perEur;
  const [source, target] = [perEur(from), perEur(to)];
  if (source === undefined || target === undefined) return null;
  return ((minor / 10 ** decimalsOf(from)) * target * 10 ** decimalsOf(to)) / source;
}

/** What share of a country's gross minimum wage an hourly rate is, 1 = all of it; null without a rate. */
export function shareOfWage(
  hourly: { minor: number; currency: Currency },
  wage: MinimumWage,
  rates: readonly ExchangeRate[],
): number | null {
  const minor = convert(hourly.minor, hourly.currency, wage.currency, rates);
  return minor === null ? null : minor / 10 ** decimalsOf(wage.currency) / wage.hourly;
}
