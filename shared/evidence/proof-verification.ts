import { z } from 'zod/mini';
import { currency, commonFormFields, id, month, slug } from '#shared/core/form-fields.ts';
import { decisionReasonText } from '#shared/core/moderation-decisions.ts';

/** Why a member may doubt a proof. */
export const DOUBT_REASONS = [
  'amount',
  'recycled',
  'other-platform',
  'unreadable',
  'personal-data',
] as const;
export const doubtReasonCode = z.enum(DOUBT_REASONS);
export type DoubtReasonCode = z.infer<typeof doubtReasonCode>;

/** Where a check comes from: members, or a picture that resembles an earlier one. */
export const CHECK_ORIGINS = ['doubt', 'match'] as const;
export const checkOrigin = z.enum(CHECK_ORIGINS);
export type CheckOrigin = z.infer<typeof checkOrigin>;

export const CHECK_STATES = ['open', 'upheld', 'dismissed'] as const;
export const checkState = z.enum(CHECK_STATES);

/** Confirmations from which a proof is confirmed. */
export const PROOF_CONFIRMATIONS_NEEDED = 2;
/** How long a report covers a picture, in hours; once per picture. */
export const PICTURE_COVER_HOURS = 48;
/** Number of established members from which a moderator no longer decides alone. */
export const LARGE_COMMUNITY_MIN_ESTABLISHED = 20;
export const CHECKS_A_PAGE = 20;

/**
 * Number of opinions that a decision needs. A picture that only moderators may see needs one,
 * beside the moderator's.
 */
export function opinionsNeeded(about: DoubtReasonCode): number {
  return about === 'personal-data' ? 1 : 2;
}

export const MAX_DOUBT_SENTENCE_LENGTH = 300;
const sentence = z
  .string()
  .check(z.trim(), z.minLength(1), z.minLength(5), z.maxLength(MAX_DOUBT_SENTENCE_LENGTH));

export const doubtProofBody = z.object({ ...commonFormFields, reason: doubtReasonCode, sentence });
export type DoubtInput = z.infer<typeof doubtProofBody>;

/** Verdicts of an opinion on a check: the doubt is right, or it is not. */
export const OPINION_VERDICTS = ['right', 'wrong'] as const;
export const checkOpinionBody = z.object({
  ...commonFormFields,
  verdict: z.enum(OPINION_VERDICTS),
  sentence: z.optional(sentence),
});
export type CheckOpinionInput = z.infer<typeof checkOpinionBody>;

export const CHECK_DECISION_KINDS = ['uphold-check', 'dismiss-check'] as const;
export type CheckDecisionKind = (typeof CHECK_DECISION_KINDS)[number];

/** The rules that a decision on a check may apply, by its reason. */
export const UPHOLD_CHECK_RULES = {
  amount: ['not-shown', 'not-genuine'],
  recycled: ['not-genuine'],
  'other-platform': ['not-shown', 'not-genuine'],
  unreadable: ['not-shown'],
  'personal-data': ['personal-data'],
} as const satisfies Record<DoubtReasonCode, readonly string[]>;
export const DISMISS_CHECK_RULES = ['sound', 'unfounded'] as const;
export const CHECK_RULES = [
  'not-genuine',
  'not-shown',
  'personal-data',
  ...DISMISS_CHECK_RULES,
] as const;
export type CheckRule = (typeof CHECK_RULES)[number];

export const checkDecisionBody = z.object({
  ...commonFormFields,
  rule: z.enum(CHECK_RULES),
  reason: decisionReasonText,
});
export type CheckDecisionInput = z.infer<typeof checkDecisionBody>;

/** How a check was settled: by which rule, and why; never by whom. */
const checkDecision = z.object({
  kind: z.enum(CHECK_DECISION_KINDS),
  rule: z.enum(CHECK_RULES),
  reason: z.string(),
  /** Taken by one moderator alone: another may revise it, with opinions. */
  alone: z.boolean(),
  month,
});
export type CheckDecision = z.infer<typeof checkDecision>;

const opinionCounts = z.object({ right: z.int(), wrong: z.int() });

/** A check in the list of payouts. */
export const listedPayoutCheck = z.object({
  id,
  reason: doubtReasonCode,
  origin: checkOrigin,
  state: checkState,
});

const checkFacts = {
  ...listedPayoutCheck.shape,
  /** The check is about the current picture, not about one that the author replaced. */
  ofThisPicture: z.boolean(),
  /** Number of doubters. */
  doubts: z.int(),
  opinions: opinionCounts,
  decision: z.nullable(checkDecision),
};

/** A check as the public sees it beside the proof. */
export const publicCheck = z.object({
  ...checkFacts,
  /** The doubters' sentences, for the author alone. */
  sentences: z.array(z.string()),
  can: z.object({ look: z.boolean() }),
});
export type PublicCheck = z.infer<typeof publicCheck>;

/** Why the viewer can neither confirm nor doubt a proof. */
export const STATEMENT_BLOCKS = [
  'no-proof',
  'author',
  'signed-out',
  'covered',
  'not-established',
] as const;
export type StatementBlock = (typeof STATEMENT_BLOCKS)[number];

/** Confirmations and doubts of a proof, and what the viewer may say. */
export const proofStatementsResponse = z.object({
  payout: id,
  /** Confirmations that count. */
  confirmations: z.int(),
  covered: z.boolean(),
  /**
   * Until when the author's picture is covered, for her alone; `until` is null after a decision.
   */
  cover: z.nullable(z.object({ until: z.nullable(z.string()) })),
  checks: z.array(publicCheck),
  mine: z.nullable(
    z.object({
      kind: z.enum(['confirm', 'doubt']),
      reason: z.nullable(doubtReasonCode),
      sentence: z.nullable(z.string()),
    }),
  ),
  /** Reasons that a decision settled, for which nobody may doubt it again. */
  settled: z.array(doubtReasonCode),
  blocked: z.nullable(z.enum(STATEMENT_BLOCKS)),
  can: z.object({ takeBack: z.boolean(), uncover: z.boolean() }),
});
export type ProofStatementsResponse = z.infer<typeof proofStatementsResponse>;

const money = z.object({ minor: z.int(), currency });
const picture = z.object({ url: z.string(), width: z.int(), height: z.int() });

/** An open check in the list of those who may answer it. */
export const listedCheck = z.object({
  id,
  reason: doubtReasonCode,
  origin: checkOrigin,
  platform: z.object({ slug, name: z.string() }),
  /** Null unless its author shows it. */
  amount: z.nullable(money),
  /** Number of opinions that count; `needed` is how many a decision needs. */
  opinions: z.int(),
  needed: z.int(),
  /** Whether the viewer gave an opinion. */
  answered: z.boolean(),
});
export type ListedCheck = z.infer<typeof listedCheck>;

export const checksQuery = z.object({
  page: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(10_000))),
});
export const checksResponse = z.object({
  checks: z.array(listedCheck),
  total: z.int(),
  page: z.int(),
  pages: z.int(),
});
export type ChecksResponse = z.infer<typeof checksResponse>;

/** One check, for members who are no party to it. */
export const checkResponse = z.object({
  ...checkFacts,
  payout: id,
  /** The proof's picture; null while it is covered for the viewer, or when it was replaced. */
  picture: z.nullable(picture),
  /** The earlier proof that this one resembles, and its picture under the same conditions. */
  match: z.nullable(z.object({ payout: id, picture: z.nullable(picture) })),
  /** How alike the two pictures are, 0 to 1. */
  similarity: z.nullable(z.number()),
  covered: z.boolean(),
  /** The sentences of doubters and of others. */
  sentences: z.array(z.object({ said: z.enum(['doubt', 'right', 'wrong']), sentence: z.string() })),
  /** Number of opinions that count; `needed` is how many a decision needs. */
  counted: z.int(),
  needed: z.int(),
  mine: z.nullable(
    z.object({ verdict: z.enum(OPINION_VERDICTS), sentence: z.nullable(z.string()) }),
  ),
  can: z.object({
    opine: z.boolean(),
    takeBack: z.boolean(),
    decide: z.boolean(),
    /** A decision now would be one moderator's alone. */
    alone: z.boolean(),
  }),
});
export type CheckResponse = z.infer<typeof checkResponse>;
