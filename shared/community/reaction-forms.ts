import { z } from 'zod/mini';
import { commonFormFields, id } from '#shared/core/form-fields.ts';
import { REACTIONS } from './forum.ts';

export const reactionForm = z.object({
  ...commonFormFields,
  kind: z.enum(REACTIONS),
  /** Takes the reaction back; else gives it. */
  undo: z.optional(z.literal('yes')),
});
export type ReactionInput = z.infer<typeof reactionForm>;

/** The post that helped; none opens the question again. */
export const solutionForm = z.object({ ...commonFormFields, post: z.optional(id) });
export type SolutionInput = z.infer<typeof solutionForm>;
