import type { OcrScale } from '#shared/media/ocr-settings.ts';
import type { OcrWord } from '#shared/media/ocr-words.ts';
import type { Box } from '#shared/media/box.ts';

/** Pixels that are read at once, which bounds the memory: a phone's screenshot, enlarged. */
const MAX_BAND_PIXELS = 6_000_000;
/** Rows that a band shares with each neighbour, so that each line stands whole in one of them. */
const SHARED_ROWS = 60;

/** Rows `top` to `bottom` are read; words whose middle is in `from` to `to` belong to the band. */
export type OcrBand = {
  readonly top: number;
  readonly bottom: number;
  readonly from: number;
  readonly to: number;
};

/**
 * Divides a picture into bands that OCR reads one after the other; `scale` is the resizing before OCR.
 */
export function bandsOf(width: number, height: number, scale: OcrScale): OcrBand[] {
  const count = Math.ceil((width * height * scale.x * scale.y) / MAX_BAND_PIXELS);
  return Array.from({ length: count }, (_, index) => {
    const from = Math.round((height * index) / count);
    const to = Math.round((height * (index + 1)) / count);
    return {
      top: Math.max(0, from - SHARED_ROWS),
      bottom: Math.min(height, to + SHARED_ROWS),
      from,
      to,
    };
  });
}

/** The words that belong to a band, placed in the picture, with lines numbered from `firstLine`. */
export function wordsInBand(
  words: readonly OcrWord[],
  { top, from, to }: OcrBand,
  firstLine: number,
): OcrWord[] {
  const lowered = (box: Box): Box => ({ ...box, top: box.top + top });
  return words
    .map((word) => ({
      ...word,
      box: lowered(word.box),
      line: word.line + firstLine,
      symbols: (word.symbols ?? []).map(({ text, box }) => ({ text, box: lowered(box) })),
    }))
    .filter(({ box }) => {
      const middle = box.top + box.height / 2;
      return middle >= from && middle < to;
    });
}
