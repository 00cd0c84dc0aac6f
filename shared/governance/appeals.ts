import { z } from 'zod/mini';
import { day, commonFormFields, id } from '#shared/core/form-fields.ts';

export const MIN_APPEAL_LENGTH = 20;
export const MAX_APPEAL_LENGTH = 3_000;

/** upheld: the decision stands; undecided: no jury could decide; withdrawn: by the appellant. */
export const APPEAL_STATES = ['open', 'upheld', 'reversed', 'undecided', 'withdrawn'] as const;
export const appealState = z.enum(APPEAL_STATES);

/** Why the viewer cannot appeal against a decision now. */
export const APPEAL_REFUSALS = [
  // She is neither author nor flagger of the subject.
  'not-concerned',
  // The decision already gives her what she could ask for, or it is a veil, which ends by itself.
  'nothing-to-gain',
  'too-late',
  // Another decision replaced the one to appeal against.
  'replaced',
  // She has appealed in this case before.
  'used',
  // A case about the same subject is open.
  'case-open',
  // A jury is already deciding.
  'jury-sits',
  // The author withdrew the subject that was decided on.
  'gone',
] as const;
export const appealRefusal = z.enum(APPEAL_REFUSALS);
export type AppealRefusal = z.infer<typeof appealRefusal>;

export const appealForm = z.object({
  ...commonFormFields,
  /** The appellant's statement to the jury; only its members read it. */
  text: z
    .string()
    .check(
      z.trim(),
      z.minLength(1),
      z.minLength(MIN_APPEAL_LENGTH),
      z.maxLength(MAX_APPEAL_LENGTH),
    ),
});
export type AppealInput = z.infer<typeof appealForm>;

/** Whether the viewer can appeal against a decision, and the outcome if she did. */
export const appealResponse = z.object({
  decision: id,
  can: z.object({ appeal: z.boolean() }),
  /** Why the viewer cannot appeal; null when she can. */
  why: z.nullable(appealRefusal),
  /** The last day on which an appeal is possible. */
  until: day,
  /** The words that the decision covers, for the author of the text alone. */
  covered: z.array(z.string()),
  /** The viewer's appeal in this case; null without one. */
  mine: z.nullable(
    z.object({
      id,
      decision: id,
      state: appealState,
      text: z.string(),
      on: day,
      jury: z.nullable(id),
      can: z.object({ withdraw: z.boolean() }),
    }),
  ),
});
export type AppealResponse = z.infer<typeof appealResponse>;

/** The public view of appeals against a decision: their existence, never their authors or texts. */
export const publicAppeal = z.object({ state: appealState, jury: z.nullable(id) });
export type PublicAppeal = z.infer<typeof publicAppeal>;
