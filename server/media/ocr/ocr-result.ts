import type { OcrWord } from '#shared/media/ocr-words.ts';
import type { Box } from '#shared/media/box.ts';
import type { CoverKind } from '#shared/media/picture-forms.ts';
import { barsOver, findCoversOfPicture } from '#shared/media/find-covers-of-picture.ts';
import { bestReading, turnedBack, type OcrReading } from '#shared/media/ocr-reading.ts';
import { findBoxesToCover } from '#shared/media/redaction.ts';
import type { TurnedReadings } from './ocr-engine.ts';

export type OcrRequest = {
  readonly picture: Uint8Array;
  /** Words that stay readable: the paying platform's names. */
  readonly keep: readonly string[];
  /** Whether all that is not known to be harmless is covered, or only what is personal. */
  readonly coversAll: boolean;
};

/** What was found on a picture, without the words that were read. */
export type OcrResult = {
  /** Boxes over what seems personal, or over all that are not known to be harmless. */
  readonly boxes: readonly FoundBox[];
};
export type FoundBox = { readonly kind: CoverKind; readonly box: Box };

/** Kinds with check digits or a form of their own, which no grain has. */
const STRUCTURED: ReadonlySet<CoverKind> = new Set(['iban', 'card', 'email', 'phone']);
/** Confidence of OCR, 0 to 100, from which a word counts as read for the other kinds. */
const LIKELY = 50;

type Asked = Pick<OcrRequest, 'keep' | 'coversAll'>;

/**
 * Applies the site's rules to recognised words. Runs in the worker: on a long receipt the rules take up
 * to a second.
 */
export function toOcrResult({ grey, readings }: TurnedReadings, asked: Asked): OcrResult {
  const best = bestReading(readings);
  if (!asked.coversAll || best === undefined) {
    const boxes = readings.flatMap((reading) => personalBoxes(reading, reading === best, asked));
    return { boxes };
  }
  const others = readings.filter((reading) => reading !== best);
  const { covers, patches } = findCoversOfPicture(grey, best, { keep: asked.keep });
  const boxes = [
    ...covers.map(({ kind, bar }): FoundBox => ({
      // The server does not know the member's own words, which stay on her device.
      kind: kind === 'own' ? 'word' : kind,
      box: bar,
    })),
    ...others.flatMap((reading) => personalBoxes(reading, false, asked)),
    ...patches.map(({ bar }): FoundBox => ({ kind: 'unread', box: bar })),
  ];
  return { boxes };
}

/**
 * Boxes over what seems personal. Names and the like are looked for in the best reading alone, among words
 * that were read with some confidence: the letters that OCR sees in a photograph's grain, or upside
 * down, often look like a name.
 */
function personalBoxes(reading: OcrReading, isBest: boolean, { keep }: Asked): FoundBox[] {
  const certainIn = (words: readonly OcrWord[]): FoundBox[] =>
    findBoxesToCover(words, { keep }).filter(({ certain }) => certain);
  const likely = reading.words.filter(({ confidence = 100 }) => confidence >= LIKELY);
  const found = [
    ...certainIn(reading.words).filter(({ kind }) => STRUCTURED.has(kind)),
    ...(isBest ? certainIn(likely).filter(({ kind }) => !STRUCTURED.has(kind)) : []),
  ];
  return boxesOf(reading, found);
}

function boxesOf(reading: OcrReading, found: readonly FoundBox[]): FoundBox[] {
  const bars = barsOver(
    found.map(({ box }) => box),
    reading,
  );
  return found.map(({ kind, box }, index) => ({
    kind,
    box: turnedBack(bars[index] ?? box, reading),
  }));
}
