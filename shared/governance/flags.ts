import { z } from 'zod/mini';
import { FLAG_PAUSE_MIN, FLAG_PAUSE_SHARE, flagReason, subjectName } from './cases.ts';
import { checkbox, day, formControls } from '#shared/core/fields.ts';

export const MAX_FLAG_LENGTH = 500;

export const flagForm = z.object({
  ...formControls,
  about: subjectName,
  reason: flagReason,
  sentence: z
    .string()
    .check(z.trim(), z.minLength(1), z.minLength(5), z.maxLength(MAX_FLAG_LENGTH)),
  /** She speaks for whom the thing rates. */
  ratedParty: checkbox,
});
export type FlagInput = z.infer<typeof flagForm>;

export const flagQuery = z.object({ about: subjectName });

/** Of how many decided flags how many were manifestly unfounded. */
const counts = { unfounded: z.int(), flags: z.int() };

/** What a member may flag of a thing, before she does. */
export const flagResponse = z.object({
  about: subjectName,
  /** She wrote it. */
  own: z.boolean(),
  /** What she says of it in the case that is open. */
  mine: z.nullable(z.object({ reason: flagReason, sentence: z.string() })),
  /** What a decision answered already, to her or within a month, while the text is the same. */
  settled: z.array(flagReason),
  /** Until when she may not flag, and why. */
  paused: z.nullable(z.object({ endsOn: day, ...counts })),
});
export type FlagResponse = z.infer<typeof flagResponse>;

/** Whether who sent so many flags, decided within the window, is kept from more for a while. */
export function isFlooding({ unfounded, flags }: { unfounded: number; flags: number }): boolean {
  return flags >= FLAG_PAUSE_MIN && unfounded / flags >= FLAG_PAUSE_SHARE;
}
