import { z } from 'zod/mini';
import { commonFormFields, day } from '#shared/core/form-fields.ts';
import { decisionReasonText } from '#shared/core/moderation-decisions.ts';
import { addMonths, monthOf, type Day } from '#shared/core/days.ts';
import { readWebAddress } from '#shared/core/web-address.ts';

export const MAX_GUIDE_SOURCES = 10;
const MAX_SOURCE_LENGTH = 500;
export const MAX_SOURCES_LENGTH = MAX_GUIDE_SOURCES * (MAX_SOURCE_LENGTH + 2);
/** Months after which a guide has to be read again. */
export const GUIDE_MONTHS = 6;

/** SHA-256 (hex) of a topic's title, first text and pictures, as a moderator read them. */
export const guideText = z.string().check(z.regex(/^[0-9a-f]{64}$/));

/** An author's proposal of her own topic: why, and the addresses that it rests on, a line each. */
export const guideForm = z.object({
  ...commonFormFields,
  reason: decisionReasonText,
  sources: z.string().check(z.maxLength(MAX_SOURCES_LENGTH)),
});
export type GuideInput = z.infer<typeof guideForm>;

/** A topic as a guide: the public handles of its two readers, and the day of the second reading. */
export const guide = z.object({
  on: day,
  by: z.array(z.string()),
  sources: z.array(z.string()),
  /** It was read so long ago that it has to be read again. */
  old: z.boolean(),
});

/**
 * Reads the sources of a guide, one https address a line.
 * @returns null where a line is none, and for none or too many.
 */
export function readGuideSources(typed: string): string[] | null {
  const lines = typed.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  const sources = lines.map((line) => readWebAddress(line, ['https:']));
  const isFit = (source: string | null): source is string =>
    source !== null && source.length <= MAX_SOURCE_LENGTH;
  if (lines.length === 0 || lines.length > MAX_GUIDE_SOURCES) return null;
  return sources.every(isFit) ? sources : null;
}

/** Whether a guide read on a day has to be read again. */
export function isGuideOld(on: Day, today: Day): boolean {
  return `${addMonths(monthOf(on), GUIDE_MONTHS)}${on.slice(7)}` <= today;
}
