import { decimalsOf, formatMoney, type Currency } from '#shared/core/money.ts';
import { shareOfMinimumWage } from '#shared/directory/currency-conversion.ts';
import type { MinimumWage, ReferenceData } from '#shared/directory/reference-data.ts';
import { formatCountry, formatMonth, formatShare } from '#web/format.ts';
import type { PageContext } from '#web/page.ts';

/** An hourly rate, minor units of its currency. */
export type HourlyRate = { readonly minor: number; readonly currency: Currency };

type Words = Pick<PageContext, 'language' | 't'>;

/** Default country of comparisons: most readers live there. */
export const DEFAULT_WAGE_COUNTRY = 'FR';

/** An hourly rate in short: "3,10 €/h". */
export function formatPerHour({ minor, currency }: HourlyRate, { t, language }: Words): string {
  return t.wages.perHour({ amount: formatMoney(Math.round(minor), currency, language) });
}

/** An hourly rate in words: "3,10 € de l'heure". */
export function hourlyRateInWords({ minor, currency }: HourlyRate, { t, language }: Words): string {
  return t.wages.hourly({ amount: formatMoney(Math.round(minor), currency, language) });
}

/** "26 % du SMIC brut (12,02 €, janvier 2026)"; null where the currencies cannot be compared. */
export function shareOfWageInWords(
  hourly: HourlyRate,
  wage: MinimumWage,
  { rates }: ReferenceData,
  words: Words,
): string | null {
  const share = shareOfMinimumWage(hourly, wage, rates);
  return share === null
    ? null
    : shareOfWageSentence(formatShare(share, words.language), wage, words);
}

/** Does the same as `shareOfWageInWords` for a share that is a text already. */
export function shareOfWageSentence(
  share: string,
  wage: MinimumWage,
  { t, language }: Words,
): string {
  const amount = wageInWords(wage, language);
  const month = formatMonth(wage.asOf, language);
  return wage.country === DEFAULT_WAGE_COUNTRY
    ? t.wages.named({ share, wage: amount, month })
    : t.wages.unnamed({
        share,
        country: formatCountry(wage.country, language),
        wage: amount,
        month,
      });
}

/** The gross hourly minimum wage of a country: "12,02 €". */
export function wageInWords(
  { hourly, currency }: MinimumWage,
  language: Words['language'],
): string {
  return formatMoney(Math.round(hourly * 10 ** decimalsOf(currency)), currency, language);
}

/** The table's certainty in the reader's language, if it is one of our standard phrases. */
export function wageStatusInWords({ status }: MinimumWage, { t }: Words): string {
  if (status.startsWith('to be verified')) return t.wages.toVerify;
  return status === 'federal' ? t.wages.federal : status;
}
