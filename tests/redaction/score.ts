import { findBoxesToCover } from '#shared/media/redaction.ts';
import { type Box, type OcrWord } from '#shared/media/ocr-words.ts';
import type { TruthKind } from './marks.ts';
import { coveredShare, greyOf, inkOf } from './measure.ts';
import type { Drawing } from './screens.ts';

/** One thing that a screen shows, and whether it was covered. */
export type Result = {
  template: string;
  kind: TruthKind;
  text: string;
  /** Covered: all of it (98 % of each box). Hidden: so much that it cannot be read (15 %). */
  covered: boolean;
  hidden: boolean;
};

/** What one screen came to. */
export type Score = {
  results: Result[];
  /** Share of the picture under boxes, certain and proposed, 0 to 1. */
  area: number;
};

const ALL_OF_IT = 0.98;
const TOO_MUCH = 0.15;

/** Compares what the rules cover in a screen with what is on it. */
export async function scoreScreen(drawing: Drawing, words: readonly OcrWord[]): Promise<Score> {
  const grey = await greyOf(drawing.picture);
  const covers = findBoxesToCover(words).map(({ box }) => box);
  const results = drawing.truths.map(({ kind, text, boxes }) => {
    const shares = boxes
      .map((box) => inkOf(grey, box))
      .filter((box): box is Box => box !== null)
      .map((box) => coveredShare(box, covers));
    return {
      template: drawing.screen.template,
      kind,
      text,
      covered: shares.every((share) => share >= ALL_OF_IT),
      hidden: shares.some((share) => share >= TOO_MUCH),
    };
  });
  const picture = { left: 0, top: 0, width: grey.width, height: grey.height };
  return { results, area: coveredShare(picture, covers) };
}
