import { z } from 'zod/mini';
import { country } from '#shared/identity/countries.ts';
import { currency } from '#shared/core/form-fields.ts';

/** Dated reference tables that the operator can replace: gross minimum wages and exchange rates. */

export const minimumWage = z.object({
  country,
  currency,
  /**
   * Gross, in the currency's main unit an hour; monthly wages are divided by the statutory hours.
   */
  hourly: z.number(),
  /** The month since which it applies, "2026-01". */
  asOf: z.string(),
  /** The table's own statement of its certainty. */
  status: z.string(),
});
export type MinimumWage = z.infer<typeof minimumWage>;

export const exchangeRate = z.object({
  currency,
  /** Units of the currency per euro. */
  perEur: z.number(),
  asOf: z.string(),
  status: z.string(),
});
export type ExchangeRate = z.infer<typeof exchangeRate>;

export const referenceDataResponse = z.object({
  wages: z.array(minimumWage),
  rates: z.array(exchangeRate),
});
export type ReferenceData = z.infer<typeof referenceDataResponse>;
