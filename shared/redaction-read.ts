import { isDay } from './days.ts';
import type { Currency } from './money.ts';
import { readAmounts } from './redaction-amounts.ts';
import { passagesOf } from './redaction-layout.ts';
import { readDates } from './redaction-moments.ts';
import { plain, withDigits } from './redaction-spans.ts';
import type { OcrWord } from './redaction-words.ts';

/** What a picture or a message offers to fill the form with, the likeliest first. */
export type Offer = {
  /** Digits with a point before the decimals, such as 1234.50. */
  amounts: { text: string; currency: Currency | null }[];
  /** 'YYYY-MM-DD'. */
  days: string[];
};

/** The amounts and days that a picture's words or a message name. */
export function readAmountAndDay(source: readonly OcrWord[] | string): Offer {
  const texts =
    typeof source === 'string' ? [source] : passagesOf(source).map((passage) => passage.text);
  const read = texts.map((text) => withDigits(plain(text)));
  const amounts = read.flatMap((text) =>
    readAmounts(text).map(({ text: number, currency }) => ({ text: number, currency })),
  );
  const days = read.flatMap((text) =>
    readDates(text, true).flatMap(({ day }) => (day !== null && isDay(day) ? [day] : [])),
  );
  const seen = new Map(amounts.map((amount) => [`${amount.text} ${amount.currency}`, amount]));
  return { amounts: [...seen.values()], days: [...new Set(days)] };
}
