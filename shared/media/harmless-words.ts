import {
  HARMLESS_WORDS,
  NAMES_LIKE_WORDS,
  STATE_PHRASES,
  STATE_WORDS,
} from './harmless-word-list.ts';
import type { OcrWord } from './ocr-words.ts';

const NAMES: ReadonlySet<string> = new Set(NAMES_LIKE_WORDS.split(' '));
/** Lowest confidence of a reading that counts as harmless; short words are often misread noise. */
const MIN_CONFIDENCE = 45;
const MIN_SHORT_CONFIDENCE = 70;
const SHORT_LETTERS = 3;
/** Widths of a letter, in heights of its word, outside of which a reading is no word. */
const LETTER_WIDTHS = { least: 0.18, most: 1.7 };
/** Letters from which one OCR slip between look-alikes is tolerated, and from which any. */
const LETTERS_FOR_LOOK_ALIKES = 5;
const LETTERS_FOR_ANY_SLIP = 8;

/** Letters without accents, in lower case. */
export function foldLetters(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\p{M}\u0640]/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss');
}

/** Whether a word has so few letters that noise is often read as it. */
export function isShort({ text }: OcrWord): boolean {
  return text.replace(/[^\p{L}]/gu, '').length <= SHORT_LETTERS;
}

/** The words of platforms' names. */
export function keptWords(keep: readonly string[]): ReadonlySet<string> {
  return new Set(keep.flatMap((name) => foldLetters(name).split(/\s+/)));
}

/**
 * Whether a word, or the part of it that no other rule claims, is a platform's name (`keep`) or an
 * interface word of the list: label, state, currency.
 */
export function isHarmless(word: OcrWord, part: string, keep: ReadonlySet<string>): boolean {
  if (/^\p{Sc}$/u.test(part)) return (word.confidence ?? 100) >= MIN_SHORT_CONFIDENCE;
  return isLikelyRead(word, part) && isHarmlessText(part, keep);
}

/** Whether a part of a word was read with confidence, with letters that fill its box. */
export function isLikelyRead({ confidence = 100, box, text }: OcrWord, part: string): boolean {
  const letters = part.replace(/[^\p{L}\p{N}]/gu, '').length;
  if (confidence < (letters <= SHORT_LETTERS ? MIN_SHORT_CONFIDENCE : MIN_CONFIDENCE)) return false;
  const width = box.width / box.height / text.length;
  return width >= LETTER_WIDTHS.least && width <= LETTER_WIDTHS.most;
}

export function isHarmlessText(text: string, keep: ReadonlySet<string> = new Set()): boolean {
  const folded = foldLetters(text).replace(/[’ʼ´`]/g, "'");
  const whole = folded.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
  if (keep.has(whole)) return true;
  // "l'envoi", "d'attente", but not initials.
  const parts = whole.replace(/^(?:[ldnsjmtc]|qu)'(?=\p{L}{3})/u, '').split(/[^\p{L}\p{N}|!]+/u);
  return parts.every((part) => keep.has(part) || isIn(KNOWN, part) || isNearName(part, keep));
}

/** Whether a text is a word of a payment's state. */
export function isStateWord(text: string): boolean {
  return isIn(STATES, bareOf(text));
}

/** The states of two words and more, as words without accents in lower case. */
const PHRASES = STATE_PHRASES.split('|').map((phrase) => phrase.split(' '));

/** How many of the words from the first on are a state of two words and more: "on hold"; 0 if none. */
export function statePhraseLength(texts: readonly string[]): number {
  const bare = texts.map(bareOf);
  return PHRASES.find((phrase) => phrase.every((word, at) => word === bare[at]))?.length ?? 0;
}

function bareOf(text: string): string {
  return foldLetters(text).replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
}

/** Words of a list, the shapes of its letters, and its long words. */
type WordList = {
  readonly words: ReadonlySet<string>;
  readonly shapes: ReadonlySet<string>;
  readonly long: readonly string[];
};

function listOf(words: readonly string[]): WordList {
  return {
    words: new Set(words),
    shapes: new Set(words.map(shapeOf)),
    long: words.filter(({ length }) => length >= LETTERS_FOR_ANY_SLIP),
  };
}

/** Whether a text is a word of a list, with letters that look alike, or with one slip in a long one. */
function isIn({ words, shapes, long }: WordList, part: string): boolean {
  if (NAMES.has(part)) return false;
  if (words.has(part)) return true;
  if (part.length >= LETTERS_FOR_LOOK_ALIKES && shapes.has(shapeOf(part))) return true;
  const isLong = part.length >= LETTERS_FOR_ANY_SLIP && !/\d/.test(part);
  return isLong && long.some((word) => differsByOne(part, word));
}

/** One shape for the letters and digits that OCR confuses; feh and qaf differ by a dot. */
function shapeOf(word: string): string {
  return word
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
    .replace(/[1i|!]/g, 'l')
    .replaceAll('0', 'o')
    .replaceAll('5', 's')
    .replaceAll('ف', 'ق');
}

const STATES = listOf(STATE_WORDS.split(' '));
const KNOWN = listOf([...HARMLESS_WORDS.split(' '), ...STATE_WORDS.split(' ')]);

/** Whether one letter is all that differs from a platform's name. */
function isNearName(part: string, keep: ReadonlySet<string>): boolean {
  if (/\d/.test(part) || NAMES.has(part) || part.length < LETTERS_FOR_LOOK_ALIKES) return false;
  return [...keep].some(
    (name) => name.length >= LETTERS_FOR_LOOK_ALIKES && differsByOne(part, name),
  );
}

/** Whether two words differ by at most one letter: changed, added or left out. */
export function differsByOne(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  const least = Math.min(a.length, b.length) - start;
  while (end < least && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return Math.max(a.length, b.length) - start - end <= 1;
}
