import { turnedBack, turnGrey, type GreyPixels, type OcrReading } from './ocr-reading.ts';
import type { Box, OcrWord } from './ocr-words.ts';
import { findCovers, findUnreadPatches, type Cover, type CoverOptions } from './redaction.ts';

/** What is covered by default, and what was read: boxes of the picture as it lies. */
export type CoveredReading = {
  readonly covers: readonly Cover[];
  /** Text-like texture without a reading. */
  readonly patches: readonly Box[];
  readonly words: readonly OcrWord[];
};

/** Covers a picture by its reading, which may be that of the picture turned. */
export function coverReading(
  picture: GreyPixels,
  reading: OcrReading,
  options: CoverOptions,
): CoveredReading {
  const { data, width, height } = turnGrey(picture, reading.turn);
  const placed = <Piece extends { box: Box }>(piece: Piece): Piece => ({
    ...piece,
    box: turnedBack(piece.box, reading),
  });
  return {
    covers: findCovers(reading.words, options).map(placed),
    patches: findUnreadPatches(data, width, height, reading.words, options).map((box) =>
      turnedBack(box, reading),
    ),
    words: reading.words.map(placed),
  };
}
