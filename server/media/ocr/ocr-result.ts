import { numberTokens } from '#shared/media/number-tokens.ts';
import type { OcrWord } from '#shared/media/ocr-words.ts';
import { findBoxesToCover, type RedactionFinding } from '#shared/media/redaction.ts';

export type OcrResult = {
  /** Places that seem personal, certain ones and mere suggestions to cover. */
  readonly findings: readonly RedactionFinding[];
  /** Numbers by which a reused picture is recognised. */
  readonly numbers: readonly string[];
};

/**
 * Applies the site's rules to recognised words. Runs in the worker: on a long receipt the rules take up
 * to a second.
 */
export function toOcrResult(words: readonly OcrWord[]): OcrResult {
  return { findings: findBoxesToCover(words), numbers: numberTokens(words) };
}
