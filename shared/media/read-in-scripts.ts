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
import { overlapsByHalf } from './box.ts';

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
/**
 * Minimum share of wide shapes in a script with joined letters, such as Arabic; and the width of a wide
 * shape, as a multiple of its height.
 */
const JOINED_SHARE = 0.12;
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

async function withOtherScripts(
  best: OcrReading,
  dark: GreyPixels,
  read: ReadDark,
  ofDevice: readonly OtherScript[],
): Promise<readonly OcrWord[]> {
  for (const script of otherScripts(best, dark, ofDevice)) {
    const ownLetters = OWN_LETTERS[script];
    const second = (await read(dark, script)).filter(({ text }) => ownLetters.test(text));
    if (second.some((word) => !isDoubtful(word) && countLetters(word) >= LETTERS)) {
      return merged(best.words, second);
    }
  }
  return best.words;
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
  const wide = shapes.filter((shape) => shape.width > WIDE * shape.height);
  const isJoined = wide.length > shapes.length * JOINED_SHARE;
  const likely: OtherScript[] = isJoined ? ['Arabic', 'Cyrillic'] : ['Cyrillic', 'Arabic'];
  return likely.toSorted((a, b) => Number(ofDevice.includes(b)) - Number(ofDevice.includes(a)));
}

/**
 * Merges two readings: of overlapping words the one with more confidence wins, and a word of a letter
 * or two, which looks alike in both scripts, is taken from the second reading. Numbers stay as first
 * read.
 */
function merged(first: readonly OcrWord[], second: readonly OcrWord[]): OcrWord[] {
  const firstLine = 1 + Math.max(-1, ...first.map(({ line }) => line));
  const dropped = new Set<OcrWord>();
  const added = second.filter((word) => {
    const under = first.filter(({ box }) => overlapsByHalf(box, word.box));
    if (!under.every((other) => isWeaker(other, word))) return false;
    for (const other of under) dropped.add(other);
    return true;
  });
  return [
    ...first.filter((word) => !dropped.has(word)),
    ...added.map((word) => ({ ...word, line: firstLine + word.line })),
  ];
}

function isWeaker(word: OcrWord, other: OcrWord): boolean {
  const { text, confidence = 100 } = word;
  // A word such as "06pa6oTke" gives way to the reading in another script; a number never does.
  const digits = text.replace(/\P{Nd}/gu, '').length;
  if (2 * digits >= countLetters(word)) return false;
  if (isKnown(other) && !isHarmlessText(text)) return true;
  if (isNumber(word)) return false;
  if (text.length < SHORT_LETTERS) return !isDoubtful(other);
  return confidence < CERTAIN && confidence < (other.confidence ?? 0);
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
