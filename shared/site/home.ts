import { z } from 'zod/mini';
import { month, slug } from '#shared/core/fields.ts';
import { standingState } from '#shared/directory/platforms.ts';

/** What the home page says of the whole site: counts and standings, nothing of any one member. */
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
  /** The last change of each platform, latest first; the month only, as of all evidence. */
  changes: z.array(
    z.object({
      slug,
      name: z.string(),
      before: standingState,
      after: standingState,
      month,
    }),
  ),
  /** Where most members wait longer than expected, and out of how many. */
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
