import { z } from 'zod/mini';
import type { Day } from '#shared/core/days.ts';
import { recordFrom } from '#shared/core/record-from.ts';

/** Criteria of a client review, 1 (worst) to 5 (best). */
export const CLIENT_CRITERIA = ['communication', 'pay', 'fairness', 'speed'] as const;
export type ClientCriterion = (typeof CLIENT_CRITERIA)[number];

/** A review as published, as input of figures. */
export type ClientReviewFacts = Readonly<Record<ClientCriterion, number>> & {
  /**
   * The reviews of one key count as one member's: the author's, or that of a linked account. Signed and
   * unsigned reviews never share one.
   */
  readonly authorKey: string;
  readonly established: boolean;
  /** The middle of the quarter worked, or the Monday on which it was shown where that is earlier. */
  readonly on: Day;
};

const means = z.object(recordFrom(CLIENT_CRITERIA, () => z.nullable(z.number())));

/** The rating of a client: Bayesian means, 1 to 5, null without a review. */
export const clientRating = z.object({
  overall: z.nullable(z.number()),
  count: z.int(),
  distribution: z.array(z.int()),
  recent: z.nullable(z.number()),
  recentCount: z.int(),
  criteria: means,
});
export type ClientRating = z.infer<typeof clientRating>;
