import { LOCALES, type Language } from './languages.ts';

// Decimals as people write them rather than those of ISO 4217: nobody quotes an ariary in
// hundredths.
const DECIMALS = {
  EUR: 2,
  USD: 2,
  GBP: 2,
  CHF: 2,
  CAD: 2,
  MAD: 2,
  DZD: 2,
  TND: 3,
  XOF: 0,
  XAF: 0,
  MGA: 0,
  INR: 2,
  BRL: 2,
  MXN: 2,
  KES: 2,
  NGN: 2,
  PHP: 2,
  ARS: 2,
  AUD: 2,
  BDT: 2,
  COP: 0,
  EGP: 2,
  GHS: 2,
  GNF: 0,
  IDR: 0,
  MUR: 2,
  PKR: 2,
  PLN: 2,
  RON: 2,
  RWF: 0,
  TRY: 2,
  UAH: 2,
  VES: 2,
  VND: 0,
  ZAR: 2,
} as const;

/** ISO 4217 code of a supported currency. */
export type Currency = keyof typeof DECIMALS;

/** Whether a text is the code of a listed currency. */
export function isCurrency(text: string): text is Currency {
  return Object.hasOwn(DECIMALS, text);
}

/** All supported currency codes, most frequent first. */
export const CURRENCIES: readonly Currency[] = Object.keys(DECIMALS).filter(isCurrency);

/** The largest amount accepted, in minor units. */
export const MAX_AMOUNT_MINOR = 1_000_000_000;

// Spaces (plain, no-break, thin, narrow no-break) only between groups of three digits; one comma or
// point before decimals. "1,234.50" is refused as ambiguous.
const AMOUNT = /^(\d+|\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+)(?:[.,](\d+))?$/;

/** Number of decimals of a currency in everyday use, 0 to 3. */
export function decimalsOf(currency: Currency): number {
  return DECIMALS[currency];
}

/**
 * Parses a typed amount into minor units from 0 to MAX_AMOUNT_MINOR; null unless it is an unsigned
 * number with at most the currency's decimals.
 */
export function parseAmount(text: string, currency: Currency): number | null {
  const match = AMOUNT.exec(text.trim());
  if (match === null) return null;
  const whole = (match[1] ?? '').replace(/\D/g, '');
  const fraction = match[2] ?? '';
  const decimals = DECIMALS[currency];
  if (fraction.length > decimals) return null;
  // Joined as text: 27.15 × 100 is not 2715 in floating point.
  const minor = Number(whole + fraction.padEnd(decimals, '0'));
  return minor <= MAX_AMOUNT_MINOR ? minor : null;
}

/** An amount in minor units (0 or more) rounded to two significant digits, ties up. */
export function roundPublished(minor: number): number {
  let step = 1;
  while (minor >= step * 100) step *= 10;
  return Math.floor((minor + step / 2) / step) * step;
}

/** An amount in minor units as a number of the currency's main unit. */
export function toMajorUnits(minor: number, currency: Currency): number {
  return minor / 10 ** DECIMALS[currency];
}

/** An amount in minor units as people type it in a language: "27,50" in French, "27.50" in English. */
export function formatTypedAmount(minor: number, currency: Currency, language: Language): string {
  const text = toMajorUnits(minor, currency).toFixed(decimalsOf(currency));
  return language === 'fr' ? text.replace('.', ',') : text;
}

const formats = new Map<string, Intl.NumberFormat>();

/** Formats minor units, without decimals when the amount is whole. */
export function formatMoney(minor: number, currency: Currency, lang: Language): string {
  const major = toMajorUnits(minor, currency);
  const digits = Number.isInteger(major) ? 0 : DECIMALS[currency];
  const key = `${lang} ${currency} ${digits}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(LOCALES[lang], {
      style: 'currency',
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    formats.set(key, format);
  }
  return format.format(major);
}
