import { z } from 'zod/mini';
import { measure } from '#shared/core/moderation-decisions.ts';
import { publicAppeal } from './appeals.ts';
import { caseOrigin, caseSubjectName } from './cases.ts';
import { day, dayCursor, id, slug } from '#shared/core/form-fields.ts';

export const DECISIONS_A_PAGE = 30;
export const CASE_DECISION_STAGES = ['veil', 'first', 'appeal', 'jury'] as const;

export const listedDecision = z.object({
  id,
  about: caseSubjectName,
  kind: measure,
  rule: z.string(),
  origin: caseOrigin,
  stage: z.enum(CASE_DECISION_STAGES),
  alone: z.boolean(),
  automated: z.boolean(),
  on: day,
  /** Another decision replaced it. */
  replaced: z.boolean(),
});
export type ListedDecision = z.infer<typeof listedDecision>;

export const caseDecisionsQuery = z.object({ before: z.optional(dayCursor) });
export const decisionsResponse = z.object({
  decisions: z.array(listedDecision),
  next: z.nullable(dayCursor),
});
export type DecisionsResponse = z.infer<typeof decisionsResponse>;

/**
 * A decision as the public sees it: the statement of reasons of regulation 2022/2065, article 17.
 */
export const decisionResponse = z.object({
  ...listedDecision.shape,
  /** Ids of posts of the same author and day that it is about as well. */
  batch: z.array(id),
  facts: z.string(),
  reason: z.string(),
  /** When the measure ends by itself, ISO 8601; null if it does not. */
  until: z.nullable(z.string()),
  numbers: z.array(z.object({ name: z.string(), value: z.number() })),
  /** The decision makers: seats and handles, never names of members. */
  hands: z.array(z.object({ seat: z.enum(['moderator', 'member', 'juror']), handle: z.string() })),
  platform: z.nullable(z.object({ slug, name: z.string() })),
  replaces: z.nullable(id),
  replacedBy: z.nullable(id),
  jury: z.nullable(id),
  /** Appeals against it, latest first. */
  appeals: z.array(publicAppeal),
  /** The last day on which author and flaggers can appeal. */
  appealUntil: day,
});
export type DecisionResponse = z.infer<typeof decisionResponse>;
