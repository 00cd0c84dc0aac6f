import { isHarmlessText } from './harmless-words.ts';
import type { OtherScript } from './device-scripts.ts';
import { letterShapes } from './letter-shapes.ts';
import { darkOnWhiteOf } from './ocr-preprocessing.ts';
import {
  bestReading,
  countReadWords,
  isReadable,
  turnGrey,
  type GreyPixels,
  type OcrReading,
  type Turn,
} from './ocr-reading.ts';
import type { OcrScript } from './ocr-settings.ts';
import type { OcrWord } from './ocr-words.ts';
import { overlapsByHalf, type Box } from './box.ts';

/** Runs OCR in one script on a picture of dark text on white. */
export type ReadDark = (dark: GreyPixels, script: OcrScript) => Promise<readonly OcrWord[]>;

export type ReadOptions = {
  /** The orientations that are tried, in this order. */
  readonly turns: readonly Turn[];
  /** The non-Latin scripts of the device's languages. */
  readonly ofDevice?: readonly OtherScript[];
};

/** Letters from which a reading tells its language; shorter ones are often noise. */
const LETTERS = 4;
/** A word with no more letters can look alike in two scripts. */
const SHORT_LETTERS = 3;
/** Confidence from which a Latin word stays, whatever another script makes of it. */
const CERTAIN = 85;
/** Known interface words that a picture in Latin script has at least. */
const KNOWN_WORDS = 2;
/** Words, names and numbers, that are read well on a picture of a screen in any script. */
const READ_WORDS = 2;
/** Confidence, 0 to 100, below which a word may be in another script. */
const DOUBTED = 60;
/** Minimum share of a word's width that stays clear of numbers and currencies; below it, its reading is dropped. */
const MIN_CLEAR = 0.6;
/**
 * Minimum share of the width of all shapes that wide ones have in a script with joined letters, such as
 * Arabic; and the width of a wide shape, as a multiple of its height.
 */
const JOINED_SHARE = 0.3;
const WIDE = 1.4;

const OWN_LETTERS: Readonly<Record<OtherScript, RegExp>> = {
  Arabic: /\p{scx=Arabic}/u,
  Cyrillic: /\p{scx=Cyrillic}/u,
};

/**
 * Reads a picture in Latin script, in the orientations that are tried until one is readable. Where
 * hardly a word is known then, what was read badly is read again in another script.
 */
export async function readInScripts(
  grey: GreyPixels,
  read: ReadDark,
  { turns, ofDevice = [] }: ReadOptions,
): Promise<OcrReading[]> {
  const readings: OcrReading[] = [];
  for (const turn of turns) {
    const dark = darkOf(turnGrey(grey, turn));
    const words = await read(dark, 'Latin');
    readings.push({ words, turn, width: dark.width, height: dark.height });
    if (readings.some(isReadable)) break;
  }
  const best = bestReading(readings);
  if (best === undefined) return readings;
  const dark = darkOf(turnGrey(grey, best.turn));
  const words = await withOtherScripts(best, dark, read, ofDevice);
  return readings.map((reading) => (reading === best ? { ...best, words } : reading));
}

function darkOf({ data, width, height }: GreyPixels): GreyPixels {
  return { data: darkOnWhiteOf(data, width, height), width, height };
}

/** Merges the reading in the script of which most words are known: names on a page may be in another one. */
async function withOtherScripts(
  best: OcrReading,
  dark: GreyPixels,
  read: ReadDark,
  ofDevice: readonly OtherScript[],
): Promise<readonly OcrWord[]> {
  let found: { words: readonly OcrWord[]; known: number } | null = null;
  for (const script of otherScripts(best, dark, ofDevice)) {
    const ownLetters = OWN_LETTERS[script];
    const words = (await read(dark, script)).filter(({ text }) => ownLetters.test(text));
    if (!words.some((word) => !isDoubtful(word) && countLetters(word) >= LETTERS)) continue;
    const known = words.filter(isKnown).length;
    if (found === null || known > found.known) found = { words, known };
    if (known > 0) break;
  }
  return found === null ? best.words : merged(best.words, found.words);
}

/** The scripts that a picture may be in, the likely one first; none where it is Latin, or no text. */
export function otherScripts(
  reading: OcrReading,
  dark: GreyPixels,
  ofDevice: readonly OtherScript[] = [],
): OtherScript[] {
  const { words } = reading;
  const known = words.filter(isKnown);
  const doubtful = words.filter((word) => isDoubtful(word) && countLetters(word) > 1);
  if (known.length >= KNOWN_WORDS || doubtful.length === 0) return [];
  if (countReadWords(reading) < READ_WORDS) return [];
  const shapes = doubtful.flatMap(({ box }) => letterShapes(dark, box));
  const widthOf = (list: readonly Box[]) => list.reduce((sum, { width }) => sum + width, 0);
  const wide = shapes.filter(({ width, height }) => width > WIDE * height);
  const isJoined = widthOf(wide) > JOINED_SHARE * widthOf(shapes);
  const likely: OtherScript[] = isJoined ? ['Arabic', 'Cyrillic'] : ['Cyrillic', 'Arabic'];
  return likely.toSorted((a, b) => Number(ofDevice.includes(b)) - Number(ofDevice.includes(a)));
}

/**
 * Merges two readings: of overlapping words the one with more confidence wins, and a word of a letter
 * or two, which looks alike in both scripts, is taken from the second reading. Numbers and currencies
 * stay as first read.
 */
function merged(first: readonly OcrWord[], second: readonly OcrWord[]): OcrWord[] {
  const firstLine = 1 + Math.max(-1, ...first.map(({ line }) => line));
  const dropped = new Set<OcrWord>();
  const added = second.flatMap((word) => {
    const under = first.filter(({ box }) => overlapsByHalf(box, word.box));
    const around = first.filter((other) => !under.includes(other));
    const staying = under
      .filter((other) => !isWeaker(other, word) && !isNoise(other, word, around))
      .map(({ box }) => box);
    const box = staying.reduce(clearOf, word.box);
    if (box.width < MIN_CLEAR * word.box.width) return [];
    for (const other of under) if (!staying.includes(other.box)) dropped.add(other);
    return [{ ...word, box, line: firstLine + word.line }];
  });
  return [...first.filter((word) => !dropped.has(word)), ...added];
}

/** The wider part of a box beside another one. */
function clearOf(box: Box, other: Box): Box {
  const [right, end] = [box.left + box.width, other.left + other.width];
  const before = Math.max(0, other.left - box.left);
  const after = Math.max(0, right - end);
  return before > after ? { ...box, width: before } : { ...box, left: right - after, width: after };
}

function isWeaker(word: OcrWord, other: OcrWord): boolean {
  const { text, confidence = 100 } = word;
  const letters = countLetters(word);
  if (letters === 0) return !/\p{Sc}/u.test(text);
  // A word such as "06pa6oTke" gives way to the reading in another script; a number never does.
  const digits = text.replace(/\P{Nd}/gu, '').length;
  if (2 * digits >= letters) return false;
  if (isKnown(other) && !isHarmlessText(text)) return true;
  if (isNumber(word)) return false;
  if (text.length < SHORT_LETTERS) return !isDoubtful(other);
  return confidence < CERTAIN && confidence < (other.confidence ?? 0);
}

/** Whether a short number that OCR doubts, beside no other one, is a word of the list: "18" for "قيد". */
function isNoise(word: OcrWord, other: OcrWord, around: readonly OcrWord[]): boolean {
  if (!isDoubtful(word) || !/\d/.test(word.text)) return false;
  if (countLetters(word) > SHORT_LETTERS) return false;
  if ((other.confidence ?? 0) < CERTAIN || !isHarmlessText(other.text)) return false;
  return !around.some(
    ({ text, line, box }) => line === word.line && /\d/.test(text) && isNear(box, word.box),
  );
}

/** Whether two boxes of a line are less than its height apart. */
function isNear(a: Box, b: Box): boolean {
  const gap = Math.max(a.left, b.left) - Math.min(a.left + a.width, b.left + b.width);
  return gap < Math.max(a.height, b.height);
}

function isNumber(word: OcrWord): boolean {
  return !isDoubtful(word) && /\d.*\d/.test(word.text);
}

/** Whether a word of the list was read. */
function isKnown(word: OcrWord): boolean {
  return !isDoubtful(word) && countLetters(word) >= LETTERS && isHarmlessText(word.text);
}

function isDoubtful({ confidence = 100 }: OcrWord): boolean {
  return confidence < DOUBTED;
}

function countLetters({ text }: OcrWord): number {
  return (text.match(/[\p{L}\p{N}]/gu) ?? []).length;
}
