import { z } from 'zod/mini';
import { commonFormFields, id, month, slug } from '#shared/core/form-fields.ts';
import { decisionReasonText } from '#shared/core/moderation-decisions.ts';

/** A number of members; null below 5, since a smaller one is never published. */
const few = z.nullable(z.int());
const share = z.number();

const burstNumbers = z.object({ voices: z.int(), usual: z.number(), days: z.int() });
const cohortNumbers = z.object({
  voices: z.int(),
  young: z.int(),
  usual: z.number(),
  usualShare: share,
  days: z.int(),
  /** Trusted members, and how many of them said the opposite. */
  contradiction: z.nullable(z.object({ witnesses: z.int(), opposite: z.int() })),
  /** Number of suspects, whose posts weigh nothing; null below 5. */
  suspects: few,
});
const lockstepNumbers = z.object({ accounts: few, voices: few });
const proofGapNumbers = z.object({
  proven: z.int(),
  provenPraise: z.int(),
  unproven: z.int(),
  unprovenPraise: z.int(),
});
export type FindingNumbers =
  | z.infer<typeof burstNumbers>
  | z.infer<typeof cohortNumbers>
  | z.infer<typeof lockstepNumbers>
  | z.infer<typeof proofGapNumbers>;

export const FINDING_DECISION_KINDS = ['lift-finding', 'restore-finding'] as const;
export type FindingDecisionKind = (typeof FINDING_DECISION_KINDS)[number];

/** The rules that a decision on a finding may apply. */
export const FINDING_RULES = {
  'lift-finding': ['known-cause', 'real-members', 'wrong-count', 'restored-by-mistake'],
  'restore-finding': ['lifted-by-mistake', 'new-facts'],
} as const satisfies Record<FindingDecisionKind, readonly string[]>;
const findingRule = z.enum([...FINDING_RULES['lift-finding'], ...FINDING_RULES['restore-finding']]);

export const findingDecisionBody = z.object({
  ...commonFormFields,
  kind: z.enum(FINDING_DECISION_KINDS),
  rule: findingRule,
  reason: decisionReasonText,
});
export type FindingDecisionInput = z.infer<typeof findingDecisionBody>;

/** A decision on a finding as the public sees it: never by whom. */
export const findingDecision = z.object({
  kind: z.enum(FINDING_DECISION_KINDS),
  rule: findingRule,
  reason: z.string(),
  month,
  /** One moderator took the decision alone. */
  alone: z.boolean(),
  /** The act by which two other people can reverse it; null when irreversible or taken by two. */
  act: z.nullable(id),
});

const facts = {
  id,
  direction: z.enum(['praise', 'blame']),
  /** The months of its period; null without one. */
  months: z.nullable(z.object({ first: month, last: month })),
  state: z.enum(['open', 'lifted', 'ended']),
  /** Decisions about the finding, latest last. */
  decisions: z.array(findingDecision),
  /** The decision on the finding that the viewer may take; null for none. */
  can: z.nullable(z.enum(FINDING_DECISION_KINDS)),
};

/** A finding of the campaign detector as the public sees it: months and numbers, no day. */
export const manipulationFinding = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('burst'), numbers: burstNumbers, ...facts }),
  z.object({ kind: z.literal('cohort'), numbers: cohortNumbers, ...facts }),
  z.object({ kind: z.literal('lockstep'), numbers: lockstepNumbers, ...facts }),
  z.object({ kind: z.literal('proof-gap'), numbers: proofGapNumbers, ...facts }),
]);
export type ManipulationFinding = z.infer<typeof manipulationFinding>;

/** Members who report that posts about the platform were bought, by direction. */
export const platformPaidPosts = z.object({ members: z.int(), praise: z.int(), blame: z.int() });

export const findingsResponse = z.object({
  platform: z.object({ slug, name: z.string() }),
  findings: z.array(manipulationFinding),
  bought: platformPaidPosts,
});
export type FindingsResponse = z.infer<typeof findingsResponse>;
