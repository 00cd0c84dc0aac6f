import { z } from 'zod/mini';
import { commonFormFields, id } from '#shared/core/form-fields.ts';
import { REACTIONS } from './forum.ts';

export const reactionForm = z.object({
  ...commonFormFields,
  /** The reaction to give, or the one to take back: one of the two, as the button says. */
  kind: z.optional(z.enum(REACTIONS)),
  undo: z.optional(z.enum(REACTIONS)),
});
export type ReactionInput = z.infer<typeof reactionForm>;

/** The post that helped; none opens the question again. */
export const solutionForm = z.object({ ...commonFormFields, post: z.optional(id) });
export type SolutionInput = z.infer<typeof solutionForm>;
