import { z } from 'zod/mini';

const nullableText = z.nullable(z.string());

/** What moderation holds about a member, for her alone. */
export const ownModeration = z.object({
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
  flagPause: z.nullable(z.object({ endsOn: z.string(), unfounded: z.int(), flags: z.int() })),
  /** The cases that she may not decide, and why: about what she wrote, flagged or speaks for. */
  parties: z.array(z.object({ case: z.string(), about: z.string(), role: z.string() })),
  /** What she proposed, and what she answered as the second person. */
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
  /** The decisions that she took part in. */
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
      /** What the published votes call her. */
      handle: z.string(),
    }),
  ),
  /** What she added to draws about what she wrote or flagged. */
  /** Her names in pools of juries, with what proves that they are hers. */
  juryNames: z.array(z.object({ jury: z.string(), name: z.string(), salt: z.string() })),
  juryWords: z.array(
    z.object({ jury: z.string(), role: z.string(), commitment: z.string(), words: nullableText }),
  ),
  care: z.nullable(z.object({ quietUntil: nullableText, casesADay: z.nullable(z.int()) })),
  /** What she proposed and what she answered of acts that need two people. */
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
export type OwnModeration = z.infer<typeof ownModeration>;
