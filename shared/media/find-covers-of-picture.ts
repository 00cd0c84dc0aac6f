import { coverBars, drawBarJitter, type BarJitter } from './cover-bars.ts';
import { turnedBack, turnGrey, type GreyPixels, type OcrReading } from './ocr-reading.ts';
import type { OcrWord } from './ocr-words.ts';
import { containsCenter, type Box } from './box.ts';
import { findCovers, findUnreadPatches, type Cover, type CoverOptions } from './redaction.ts';

/** A piece's own box, and the bar that is painted while it is covered. */
export type BoxWithBar = { readonly box: Box; readonly bar: Box };

/** The result of finding covers on a picture; boxes are in pixels of the upright picture. */
export type CoveredReading = {
  readonly covers: readonly (Cover & BoxWithBar)[];
  /** Text-like texture without a reading. */
  readonly patches: readonly BoxWithBar[];
  /** Words that stay readable. */
  readonly harmless: readonly (OcrWord & BoxWithBar)[];
};

/**
 * Finds what to cover of a picture, from its OCR reading; boxes are turned back where the picture was
 * turned to be read.
 */
export function findCoversOfPicture(
  picture: GreyPixels,
  reading: OcrReading,
  { jitter = drawBarJitter(), ...options }: CoverOptions & { jitter?: BarJitter },
): CoveredReading {
  const { data, width, height } = turnGrey(picture, reading.turn);
  const { words } = reading;
  const covers = findCovers(words, options);
  const harmless = wordsOutside(words, covers);
  const patches = findUnreadPatches(data, width, height, words, { ...options, readable: harmless });
  const boxes = [...covers.map(({ box }) => box), ...patches];
  const readable = harmless.map(({ box }) => box);
  const around = { width, height, words, jitter };
  const bars = coverBars(boxes, { ...around, readable });
  const placed = <Piece extends { box: Box }>(piece: Piece, bar: Box = piece.box) => ({
    ...piece,
    box: turnedBack(piece.box, reading),
    bar: turnedBack(bar, reading),
  });
  return {
    covers: covers.map((cover, index) => placed(cover, bars[index])),
    patches: patches.map((box, index) => placed({ box }, bars[covers.length + index])),
    harmless: harmless.map((word) => {
      const others = [...boxes, ...readable.filter((box) => box !== word.box)];
      const [bar] = coverBars([word.box], { ...around, readable: others });
      return placed(word, bar);
    }),
  };
}

/** Bars over some of a reading's boxes, beside words that stay readable; of the picture as it was read. */
export function barsOver(
  boxes: readonly Box[],
  reading: OcrReading,
  jitter = drawBarJitter(),
): Box[] {
  const readable = wordsOutside(
    reading.words,
    boxes.map((box) => ({ box })),
  ).map(({ box }) => box);
  return coverBars(boxes, { ...reading, readable, jitter });
}

/** Words that no cover hides. */
export function wordsOutside(
  words: readonly OcrWord[],
  covers: readonly { readonly box: Box }[],
): OcrWord[] {
  return words.filter(
    ({ text, box }) =>
      /[\p{L}\p{N}\p{Sc}]/u.test(text) && !covers.some((cover) => containsCenter(cover.box, box)),
  );
}
