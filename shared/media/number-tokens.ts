import { passagesOf } from './ocr-passages.ts';
import { findSpansToCover } from './redaction-rules.ts';
import { normalizeText, replaceLookAlikeWords } from './redaction-spans.ts';
import type { OcrWord } from './ocr-words.ts';

/** Minimum digits of a number: shorter ones are everywhere and identify nothing. */
const MIN_DIGITS = 3;
/** A year, or a month of a year, which is on many screens and identifies none. */
const MONTH = /^(?:20\d\d(?:0[1-9]|1[0-2])?|(?:0[1-9]|1[0-2])20\d\d)$/;

/**
 * Numbers of a picture that identify it when it comes again, resized or cropped; without
 * duplicates, and without those that identify a person or a transaction.
 */
export function numberTokens(words: readonly OcrWord[]): string[] {
  const tokens = new Set<string>();
  for (const { text } of passagesOf(words)) {
    const personal = findSpansToCover(text).filter(({ kind }) =>
      ['iban', 'card', 'email', 'phone', 'identifier', 'name'].includes(kind),
    );
    const digits = replaceLookAlikeWords(normalizeText(text));
    for (const match of digits.matchAll(/\d{1,3}(?:[ ]\d{3})+(?!\d)|\d+(?:[.,:/-]\d+)*/g)) {
      const end = match.index + match[0].length;
      if (personal.some((span) => match.index < span.end && end > span.start)) continue;
      // Read amounts also without decimals, which one of two pictures may have covered.
      for (const number of [match[0], match[0].replace(/[.,]\d{1,2}$/, '')]) {
        const token = number.replace(/\D/g, '');
        if (token.length >= MIN_DIGITS && !MONTH.test(token)) tokens.add(token);
      }
    }
  }
  return [...tokens];
}
