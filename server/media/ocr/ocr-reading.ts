import type { Box, OcrWord } from '#shared/media/ocr-words.ts';

/** Degrees clockwise by which a picture is turned before it is read, besides none. */
export const QUARTER_TURNS = [90, 180, 270] as const;
export type QuarterTurn = (typeof QUARTER_TURNS)[number];

/** The words of a picture read in one orientation; sizes and boxes are those of the turned picture. */
export type OcrReading = {
  readonly words: readonly OcrWord[];
  readonly turn: 0 | QuarterTurn;
  readonly width: number;
  readonly height: number;
};

/** Confidence, 0 to 100, from which a word counts as read. */
const CONFIDENT = 70;
const LETTERS = 3;
/**
 * Words read with confidence, and their share of all, from which an orientation is the right one:
 * docs/redaction.md has the measurement. Upside down, every sixth word is "read" with confidence.
 */
const READABLE_WORDS = 6;
const READABLE_SHARE = 0.5;

/** How many words are read with confidence. */
export function countReadWords({ words }: OcrReading): number {
  return words.filter(({ text, confidence = 100 }) => confidence >= CONFIDENT && isWord(text))
    .length;
}

/** Whether a reading has enough words to be the right orientation. */
export function isReadable(reading: OcrReading): boolean {
  const read = countReadWords(reading);
  const all = reading.words.filter(({ text }) => isWord(text)).length;
  return read >= READABLE_WORDS && read >= READABLE_SHARE * all;
}

function isWord(text: string): boolean {
  return (text.match(/[\p{L}\p{N}]/gu) ?? []).length >= LETTERS;
}

/** The reading with most words; the upright one where several have as many. */
export function bestReading(readings: readonly OcrReading[]): OcrReading | undefined {
  return readings.toSorted((a, b) => countReadWords(b) - countReadWords(a))[0];
}

/** Places a box of a turned picture in the upright one. */
export function turnedBack(box: Box, { turn, width, height }: OcrReading): Box {
  const right = width - box.left - box.width;
  const bottom = height - box.top - box.height;
  if (turn === 0) return box;
  if (turn === 180) return { ...box, left: right, top: bottom };
  return turn === 90
    ? { left: box.top, top: right, width: box.height, height: box.width }
    : { left: bottom, top: box.left, width: box.height, height: box.width };
}
