import { darkOnWhiteOf } from './ocr-preprocessing.ts';
import type { OcrWord } from './ocr-words.ts';
import type { Box } from './box.ts';
import { inkOf, isTextLike, texturePieces, type LineDirection } from './text-texture.ts';

/** Degrees clockwise by which a picture is turned before it is read. */
export type Turn = 0 | 90 | 180 | 270;

/** Grey pixels, one byte each, row by row. */
export type GreyPixels = {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
};

/** The words of a picture read in one orientation; sizes and boxes are those of the turned picture. */
export type OcrReading = {
  readonly words: readonly OcrWord[];
  readonly turn: Turn;
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

/** A line is this many times as long as it is high. */
const LINE_RATIO = 2.5;

/**
 * The orientations in which a picture is worth reading, likely ones first: text runs across or down
 * (docs/redaction.md has the measurement), and of the two ways the common one is tried first.
 */
export function likelyTurns({ data, width, height }: GreyPixels): [Turn, Turn, Turn, Turn] {
  const ink = inkOf(darkOnWhiteOf(data, width, height));
  const lengthOf = (direction: LineDirection): number =>
    texturePieces(ink, width, height, direction)
      .pieces.filter(
        (piece) => isTextLike(piece) && piece.box.width > LINE_RATIO * piece.box.height,
      )
      .reduce((sum, { box }) => sum + box.width, 0);
  return lengthOf('down') > lengthOf('across') ? [90, 270, 0, 180] : [0, 180, 90, 270];
}

/** Turns grey pixels clockwise. */
export function turnGrey({ data, width, height }: GreyPixels, turn: Turn): GreyPixels {
  if (turn === 0) return { data, width, height };
  const turned = new Uint8Array(data.length);
  const [columns, rows] = turn === 180 ? [width, height] : [height, width];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [column, row] =
        turn === 90
          ? [height - 1 - y, x]
          : turn === 180
            ? [width - 1 - x, height - 1 - y]
            : [y, width - 1 - x];
      turned[row * columns + column] = data[y * width + x] ?? 0;
    }
  }
  return { data: turned, width: columns, height: rows };
}

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

/** The reading with most words; the first one where several have as many. */
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
