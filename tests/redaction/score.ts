import { findCovers, findUnreadPatches } from '#shared/media/redaction.ts';
import type { OcrWord } from '#shared/media/ocr-words.ts';
import type { Box } from '#shared/media/box.ts';
import type { TruthKind } from './marks.ts';
import { coveredShare, greyOf, inkOf } from './measure.ts';
import type { Drawing } from './screens.ts';

/** One thing that a screen shows, and whether it was covered. */
export type Result = {
  template: string;
  kind: TruthKind;
  text: string;
  /** Covered: all of it (98 % of each box). */
  covered: boolean;
};

const ALL_OF_IT = 0.98;

/** Compares what is covered by default in a screen with what is on it. */
export async function scoreScreen(drawing: Drawing, words: readonly OcrWord[]): Promise<Result[]> {
  const grey = await greyOf(drawing.picture);
  const covers = [
    ...findCovers(words).map(({ box }) => box),
    ...findUnreadPatches(grey.pixels, grey.width, grey.height, words),
  ];
  return drawing.truths.map(({ kind, text, boxes }) => ({
    template: drawing.screen.template,
    kind,
    text,
    covered: boxes
      .map((box) => inkOf(grey, box))
      .filter((box): box is Box => box !== null)
      .every((box) => coveredShare(box, covers) >= ALL_OF_IT),
  }));
}
