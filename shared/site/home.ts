import { z } from 'zod/mini';
import { month, slug } from '#shared/core/form-fields.ts';
import { standingState } from '#shared/directory/platforms.ts';

/** Figures of the whole site for the home page, without anything about one member. */
export const homeResponse = z.object({
  counts: z.object({
    members: z.int(),
    platforms: z.int(),
    payouts: z.int(),
    received: z.int(),
    waiting: z.int(),
    refused: z.int(),
    givenUp: z.int(),
  }),
  /** The last change of each platform, latest first; month only, as for all evidence. */
  changes: z.array(
    z.object({
      slug,
      name: z.string(),
      before: standingState,
      after: standingState,
      month,
    }),
  ),
  /** Platforms with the most overdue members, out of how many members each. */
  waiting: z.array(
    z.object({
      slug,
      name: z.string(),
      state: standingState,
      overdueMembers: z.int(),
      members: z.int(),
    }),
  ),
});
export type HomeResponse = z.infer<typeof homeResponse>;
