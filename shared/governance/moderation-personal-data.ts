import { z } from 'zod/mini';

const nullableText = z.nullable(z.string());

export const ownModerationData = z.object({
  flags: z.array(
    z.object({
      id: z.string(),
      about: z.string(),
      reason: z.string(),
      sentence: z.string(),
      ratedParty: z.boolean(),
      flaggedOn: z.string(),
      outcome: nullableText,
    }),
  ),
  /** The member's pauses from posting. */
  pauses: z.array(
    z.object({
      id: z.string(),
      days: z.int(),
      posts: z.array(z.string()),
      until: nullableText,
      holds: z.boolean(),
    }),
  ),
  /** Cases in which she was asked whether accounts alike are one person's, and what she answered. */
  likenessLooks: z.array(z.object({ case: z.string(), on: z.string(), answer: nullableText })),
  flagPause: z.nullable(z.object({ endsOn: z.string(), unfounded: z.int(), flags: z.int() })),
  /**
   * Cases that she may not decide, and why: she wrote or flagged the subject, or represents a
   * party.
   */
  parties: z.array(z.object({ case: z.string(), about: z.string(), role: z.string() })),
  /** The member's proposals, and her answers as second person. */
  proposals: z.array(
    z.object({
      id: z.string(),
      about: z.string(),
      as: z.enum(['proposer', 'second']),
      handle: nullableText,
      kind: z.string(),
      rule: z.string(),
      reason: z.string(),
      facts: z.string(),
      state: z.string(),
      objection: nullableText,
      proposedAt: z.string(),
    }),
  ),
  /** Decisions that she made, alone or with others. */
  hands: z.array(
    z.object({
      decision: z.string(),
      about: nullableText,
      kind: z.string(),
      seat: z.string(),
      handle: z.string(),
      decidedOn: z.string(),
    }),
  ),
  taken: z.array(z.object({ case: z.string(), about: z.string(), until: nullableText })),
  appeals: z.array(
    z.object({
      id: z.string(),
      decision: z.string(),
      role: z.string(),
      text: z.string(),
      state: z.string(),
      appealedAt: z.string(),
    }),
  ),
  juries: z.array(
    z.object({
      jury: z.string(),
      place: z.int(),
      drawn: z.string(),
      state: z.string(),
      askedAt: z.string(),
      vote: nullableText,
      rule: nullableText,
      reason: nullableText,
      /** The juror's handle in the published votes. */
      handle: z.string(),
    }),
  ),
  /** The member's names in jury pools, with what proves that they are hers. */
  juryNames: z.array(z.object({ jury: z.string(), name: z.string(), salt: z.string() })),
  juryWords: z.array(
    z.object({ jury: z.string(), role: z.string(), commitment: z.string(), words: nullableText }),
  ),
  care: z.nullable(z.object({ quietUntil: nullableText, casesADay: z.nullable(z.int()) })),
  /** The member's proposals of, and answers to, acts that need two people. */
  acts: z.array(
    z.object({
      id: z.string(),
      about: z.string(),
      as: z.enum(['proposer', 'second']),
      handle: nullableText,
      kind: z.string(),
      rule: nullableText,
      reason: z.string(),
      payload: nullableText,
      state: z.string(),
      objection: nullableText,
      proposedAt: z.string(),
    }),
  ),
  /** Acts that she was drawn to answer. */
  actDraws: z.array(z.object({ act: z.string(), drawnAt: z.string() })),
  turns: z.array(z.string()),
});
export type OwnModerationData = z.infer<typeof ownModerationData>;
