import { differsByOne, foldLetters } from './harmless-words.ts';
import { replaceLookAlikeWords, normalizeText } from './redaction-spans.ts';

type OwnSpan = { kind: 'own'; start: number; end: number };

const MIN_LETTERS = 2;
/** Letters from which one OCR slip is tolerated. */
const LETTERS_FOR_A_SLIP = 5;
/** Last digits of a phone number that are compared: the country code may be written or not. */
const PHONE_DIGITS = 7;

/** Where a text shows one of its owner's words, in any case and spelling. */
export function findOwnWords(text: string, ownWords: readonly string[]): OwnSpan[] {
  const words = new Set(ownWords.flatMap(wordsOf));
  const numbers = ownWords
    .map((word) => word.replace(/\D/g, ''))
    .filter((digits) => digits.length >= PHONE_DIGITS);
  if (words.size + numbers.length === 0) return [];
  const spans = [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)]
    .filter(({ 0: word }) => isOwn(foldLetters(word), words))
    .map((match): OwnSpan => ({
      kind: 'own',
      start: match.index,
      end: match.index + match[0].length,
    }));
  const digits = replaceLookAlikeWords(normalizeText(text));
  return [...spans, ...numbers.flatMap((number) => placesOfNumber(digits, number))];
}

/** Words of at least two letters. Numbers are covered anyway; phone numbers are compared whole. */
function wordsOf(text: string): string[] {
  return foldLetters(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= MIN_LETTERS && /\D/.test(word));
}

function isOwn(word: string, words: ReadonlySet<string>): boolean {
  if (words.has(word)) return true;
  return (
    word.length >= LETTERS_FOR_A_SLIP - 1 &&
    [...words].some((own) => own.length >= LETTERS_FOR_A_SLIP && differsByOne(own, word))
  );
}

function placesOfNumber(text: string, number: string): OwnSpan[] {
  const form = new RegExp(
    number
      .slice(-PHONE_DIGITS)
      .split('')
      .join(String.raw`[ .()/\n-]{0,3}`),
    'g',
  );
  return [...text.matchAll(form)].map((match) => ({
    kind: 'own',
    start: match.index - (/\S*$/.exec(text.slice(0, match.index))?.[0].length ?? 0),
    end: match.index + match[0].length,
  }));
}
