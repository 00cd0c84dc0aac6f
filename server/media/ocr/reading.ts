import { numberTokens } from '#shared/media/redaction-tokens.ts';
import type { OcrWord } from '#shared/media/redaction-words.ts';
import { findPersonal, type Finding } from '#shared/media/redaction.ts';

/** What the site wants to know of a picture's words. */
export type Reading = {
  /** What seems personal on it, or is only proposed to be covered. */
  readonly findings: readonly Finding[];
  /** The numbers by which it is recognised when it comes again. */
  readonly numbers: readonly string[];
};

/** For the reader's process: on a long receipt the rules take up to a second. */
export function readingOf(words: readonly OcrWord[]): Reading {
  return { findings: findPersonal(words), numbers: numberTokens(words) };
}
