import { isDay } from '#shared/core/days.ts';
import type { Currency } from '#shared/core/money.ts';
import { readAmounts } from './redaction-amounts.ts';
import { boxesOfRange, passagesOf } from './ocr-passages.ts';
import { isDayFirst, readDates } from './redaction-dates.ts';
import { findSpansToCover } from './redaction-rules.ts';
import { normalizeText, replaceLookAlikeWords } from './redaction-spans.ts';
import type { OcrWord } from './ocr-words.ts';

/** Values from a picture or message to fill in a form, most likely first. */
export type AmountAndDayOffer = {
  /** Digits with a point before the decimals, such as 1234.50. */
  amounts: { text: string; currency: Currency | null }[];
  /** Days as 'YYYY-MM-DD'. */
  days: string[];
};

type Ranked = { text: string; currency: Currency | null; rank: number };

/** Number of characters before an amount in which words tell what it is. */
const WORDS_BEFORE = 28;
const PAID =
  /montant|amount|recu|received|paid|paye|verse|virement|transfer|paiement|payment|total|\bnet\b/i;
const NOT_PAID = /solde|balance|frais|fee|seuil|threshold|minimum|commission|reste/i;

export function readAmountAndDay(source: readonly OcrWord[] | string): AmountAndDayOffer {
  const passages = typeof source === 'string' ? [{ text: source, places: [] }] : passagesOf(source);
  const dayFirst = isDayFirst(normalizeText(passages.map(({ text }) => text).join('\n')));
  const best = new Map<string, Ranked>();
  const days = new Set<string>();
  for (const passage of passages) {
    const personal = findSpansToCover(passage.text).filter(({ kind }) => kind !== 'cents');
    const read = replaceLookAlikeWords(normalizeText(passage.text));
    for (const { start, end, text, currency } of readAmounts(read)) {
      if (personal.some((span) => start < span.end && end > span.start)) continue;
      const rank =
        rankOf(read.slice(Math.max(0, start - WORDS_BEFORE), start)) +
        Math.max(0, ...boxesOfRange(passage, start, end).map((box) => box.height)) / 1000;
      const key = `${text} ${currency}`;
      if ((best.get(key)?.rank ?? -Infinity) < rank) best.set(key, { text, currency, rank });
    }
    for (const { day } of readDates(read, dayFirst)) if (day !== null && isDay(day)) days.add(day);
  }
  const amounts = [...best.values()]
    .toSorted((a, b) => b.rank - a.rank)
    .map(({ text, currency }) => ({ text, currency }));
  return { amounts, days: [...days] };
}

/** Ranks an amount by the nearest word before it. */
function rankOf(before: string): number {
  const words = before.split(/(?<=[.\n])\s/).at(-1) ?? '';
  if (NOT_PAID.test(words)) return -1;
  return PAID.test(words) ? 1 : 0;
}
