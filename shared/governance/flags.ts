import { z } from 'zod/mini';
import { FLAG_PAUSE_MIN_FLAGS, FLAG_PAUSE_SHARE, flagReasonCode, subjectName } from './cases.ts';
import { checkbox, day, commonFormFields } from '#shared/core/form-fields.ts';

export const MAX_FLAG_LENGTH = 500;

export const flagForm = z.object({
  ...commonFormFields,
  about: subjectName,
  reason: flagReasonCode,
  sentence: z
    .string()
    .check(z.trim(), z.minLength(1), z.minLength(5), z.maxLength(MAX_FLAG_LENGTH)),
  /** The flagger represents the party that the subject rates. */
  ratedParty: checkbox,
});
export type FlagInput = z.infer<typeof flagForm>;

export const flagQuery = z.object({ about: subjectName });

/** Number of decided flags, and how many were manifestly unfounded. */
const counts = { unfounded: z.int(), flags: z.int() };

export const flagResponse = z.object({
  about: subjectName,
  /** The viewer is the subject's author. */
  own: z.boolean(),
  /** The viewer's flag in the open case; null without one. */
  mine: z.nullable(z.object({ reason: flagReasonCode, sentence: z.string() })),
  /**
   * Reasons that a decision settled, for this viewer or within a month, while the text is
   * unchanged.
   */
  settled: z.array(flagReasonCode),
  /** Until when the viewer may not flag, with the counts that led to it; null when she may. */
  paused: z.nullable(z.object({ endsOn: day, ...counts })),
});
export type FlagResponse = z.infer<typeof flagResponse>;

/** Whether a member with these decided flags in the window is paused. */
export function isFloodingWithFlags({
  unfounded,
  flags,
}: {
  unfounded: number;
  flags: number;
}): boolean {
  return flags >= FLAG_PAUSE_MIN_FLAGS && unfounded / flags >= FLAG_PAUSE_SHARE;
}
