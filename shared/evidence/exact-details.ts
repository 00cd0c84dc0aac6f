import type { Language } from '#shared/core/languages.ts';
import {
  decimalsOf,
  parseAmount,
  roundPublished,
  toMajorUnits,
  type Currency,
} from '#shared/core/money.ts';

/**
 * Days and amounts in what somebody writes under her pseudonym: together they let a platform find her
 * payout in its books.
 */

/** Words and signs of currencies; codes of three letters stand for themselves. */
const CURRENCY_SIGNS: readonly (readonly [Currency, string])[] = [
  ['EUR', '€|euros?|eur'],
  ['USD', String.raw`us ?\$|\$|dollars?|usd`],
  ['GBP', '£|pounds?|livres?|gbp'],
  ['XOF', 'f ?cfa|cfa|xof|xaf'],
  ['MGA', 'ariary|mga|ar'],
  ['MAD', 'dirhams?|dhs?|mad'],
  ['DZD', 'dinars?|dzd|da'],
  ['CHF', 'francs suisses|chf'],
  ['CAD', 'cad'],
  ['INR', '₹|inr|rupees?'],
];
const SIGN = CURRENCY_SIGNS.map(([, sign]) => sign).join('|');
const NUMBER = String.raw`\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d{1,3})?|\d+(?:[.,]\d{1,3})?`;
/** Excludes rates such as "3,90 € de l’heure", which many share. */
const RATE = String.raw`(?!\s*(?:/|par\b|per\b|an hour|a task|de l['’]heure|la tâche))`;
const AMOUNT = new RegExp(
  String.raw`(?<![\p{L}\d.,])(?:(${NUMBER})[ \u00a0\u202f]?(?:${SIGN})(?![\p{L}\d])${RATE}|(?:[€$£₹])[ \u00a0]?(${NUMBER})(?![\d])${RATE})`,
  'giu',
);

const MONTHS: Readonly<Record<Language, readonly string[]>> = {
  fr: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(
    ' ',
  ),
  en: 'January February March April May June July August September October November December'.split(
    ' ',
  ),
};
const MONTH_NAME = String.raw`(?:janv(?:ier)?|f[ée]vr?(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|ao[ûu]t|sept(?:embre)?|oct(?:obre)?|nov(?:embre)?|d[ée]c(?:embre)?|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|dec)\.?`;
const YEAR = String.raw`(?:,? (\d{4}))?`;
const LEAD = String.raw`(?:(le|on|on the|the|du|au|depuis le|since) )?`;

type Found = { readonly start: number; readonly end: number; readonly instead: string };

/** Whether a text tells both a day and an amount. */
export function mentionsDayAndAmount(text: string, language: Language): boolean {
  return findDays(text, language).length > 0 && findAmounts(text).length > 0;
}

/** The text with rounded amounts, and the month in place of each day. */
export function roundDetails(text: string, language: Language): string {
  const found = [...findDays(text, language), ...findAmounts(text)].toSorted(
    (a, b) => b.start - a.start,
  );
  let rounded = text;
  let before = Infinity;
  for (const { start, end, instead } of found) {
    if (end > before) continue;
    rounded = rounded.slice(0, start) + instead + rounded.slice(end);
    before = start;
  }
  return rounded;
}

function findAmounts(text: string): Found[] {
  return [...text.matchAll(AMOUNT)].flatMap((match) => {
    const number = match[1] ?? match[2];
    const currency = currencyOf(match[0].toLowerCase());
    if (number === undefined || currency === null) return [];
    const minor = parseAmount(number.replaceAll(/[\u00a0\u202f]/g, ' '), currency);
    if (minor === null || minor === 0) return [];
    const start = match.index + match[0].indexOf(number);
    const instead = writeAmount(roundPublished(minor), currency, number);
    return [{ start, end: start + number.length, instead }];
  });
}

function currencyOf(amount: string): Currency | null {
  const sign = amount.replaceAll(/[\d.,\s]/g, '');
  const found = CURRENCY_SIGNS.find(([, signs]) =>
    new RegExp(`^(?:${signs.replaceAll(' ?', '').replaceAll(' ', '')})$`, 'u').test(sign),
  );
  return found?.[0] ?? null;
}

/**
 * Formats an amount in the style of the typed one: its decimal sign, and its spaces between
 * thousands.
 */
function writeAmount(minor: number, currency: Currency, typed: string): string {
  const major = toMajorUnits(minor, currency);
  const plain = Number.isInteger(major) ? String(major) : major.toFixed(decimalsOf(currency));
  const [whole = '', decimals] = plain.split('.');
  const gap = /[ \u00a0\u202f]/.exec(typed)?.[0] ?? '';
  const spaced = gap === '' ? whole : whole.replaceAll(/\B(?=(?:\d{3})+$)/g, gap);
  return decimals === undefined ? spaced : `${spaced}${typed.includes('.') ? '.' : ','}${decimals}`;
}

function findDays(text: string, language: Language): Found[] {
  const day = String.raw`(?:[12]\d|3[01]|0?[1-9])`;
  const found: Found[] = [];
  const add = (pattern: string, instead: (match: RegExpExecArray) => string | null): void => {
    for (const match of text.matchAll(
      new RegExp(String.raw`(?<![\p{L}\d/])${pattern}(?![\p{L}\d/])`, 'giu'),
    )) {
      const words = instead(match);
      if (words !== null)
        found.push({ start: match.index, end: match.index + match[0].length, instead: words });
    }
  };
  const inMonth = (lead: string | undefined, month: string, year: string | undefined): string => {
    const named = year === undefined ? month : `${month} ${year}`;
    if (lead === undefined) return named;
    if (/^du$/i.test(lead)) return `${/^[aeioué]/i.test(month) ? 'd’' : 'de '}${named}`;
    if (/since|depuis/i.test(lead)) return `${language === 'fr' ? 'depuis' : 'since'} ${named}`;
    const within = language === 'fr' ? 'en' : 'in';
    return `${/^\p{Lu}/u.test(lead) ? within[0]?.toUpperCase() + within.slice(1) : within} ${named}`;
  };
  // Matches "le 24 novembre 2026" and "on the 24th of November".
  add(
    String.raw`${LEAD}${day}(?:er|st|nd|rd|th)? (?:of )?(${MONTH_NAME})${YEAR}`,
    ([, lead, month = '', year]) => inMonth(lead, month, year),
  );
  // Matches "on November 24th, 2026".
  add(
    // No amount after a month: "en avril 12,30 €", "en mars 45 000 F CFA".
    String.raw`${LEAD}(${MONTH_NAME}) ${day}(?:st|nd|rd|th)?(?![.,]\d|[ \u00a0\u202f]\d{3}(?!\d)|[ \u00a0\u202f]?(?:${SIGN}))${YEAR}`,
    ([, lead, month = '', year]) => inMonth(lead, month, year),
  );
  // Matches "2026-11-24".
  add(String.raw`${LEAD}(\d{4})-(\d\d)-${day}`, ([, lead, year, month]) => {
    const name = MONTHS[language][Number(month) - 1];
    return name === undefined ? null : inMonth(lead, name, year);
  });
  // "24/11/2026"; without a year only after "le", "on" …: "4/5" may be a mark.
  add(
    String.raw`${LEAD}(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}|\d{2}))?`,
    ([, lead, first, second, year]) => {
      if (lead === undefined && year === undefined) return null;
      const [one, two] = [Number(first), Number(second)];
      const [dayOfMonth, month] = two > 12 ? [two, one] : [one, two];
      const name = MONTHS[language][month - 1];
      if (name === undefined || dayOfMonth < 1 || dayOfMonth > 31) return null;
      return inMonth(lead, name, year?.length === 2 ? `20${year}` : year);
    },
  );
  return found;
}
