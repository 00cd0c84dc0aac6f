import { z } from 'zod/mini';
import { MAX_REASON_LENGTH } from '#shared/core/moderation-decisions.ts';
import { parseSubjectName, subjectName, type FlagReasonCode } from './cases.ts';
import { PLATFORM_FACTS, platformFact } from '#shared/directory/platform-corrections.ts';
import { typedReceipt } from './domain-verification.ts';
import { day, commonFormFields, id, MAX_TEXT_LENGTH } from '#shared/core/form-fields.ts';
import { namedParty } from '#shared/core/named-party.ts';

/**
 * Disputes by the holder of a proven domain: about a fact of its platform, which a moderator
 * answers, or about a subject (a review, a post …), which gets a case.
 */

export const DISPUTE_ANSWER_DAYS = 7;
export const DISPUTES_A_DAY = 10;
export const MIN_DISPUTE_LENGTH = 20;

/** Codes of what is wrong with a disputed subject; a subset of FLAG_REASONS. */
export const DISPUTE_REASONS = [
  'invented',
  'picture',
  'paid-for',
  'personal-data',
  'insult',
  'illegal',
] as const satisfies readonly FlagReasonCode[];
export const disputeReasonCode = z.enum(DISPUTE_REASONS);

/** A fact of a platform, as disputes name it, e.g. fact/promiseDays. */
const factName = z.string().check(z.regex(new RegExp(`^fact/(${PLATFORM_FACTS.join('|')})$`)));
export const disputeSubject = z.union([factName, subjectName]);

/** Parses the target of a dispute: a fact of the platform, or a subject `kind/id`. */
export function parseDisputeSubject(
  about: string,
):
  | { fact: z.infer<typeof platformFact>; subject: null }
  | { fact: null; subject: ReturnType<typeof parseSubjectName> } {
  const [kind, name] = about.split('/');
  if (kind === 'fact') return { fact: platformFact.parse(name), subject: null };
  return { fact: null, subject: parseSubjectName(about) };
}

export const disputeRequest = z.object({
  ...commonFormFields,
  receipt: typedReceipt,
  about: disputeSubject,
  /** For a subject: what is wrong with it. */
  reason: z.optional(disputeReasonCode),
  reasons: z
    .string()
    .check(z.trim(), z.minLength(MIN_DISPUTE_LENGTH), z.maxLength(MAX_TEXT_LENGTH)),
});
export type DisputeInput = z.infer<typeof disputeRequest>;

export const DISPUTE_OUTCOMES = ['kept', 'corrected'] as const;
export const disputeOutcome = z.enum(DISPUTE_OUTCOMES);
export const disputeAnswerBody = z.object({
  ...commonFormFields,
  outcome: disputeOutcome,
  answer: z.string().check(z.trim(), z.minLength(5), z.maxLength(MAX_REASON_LENGTH)),
});
export type DisputeAnswer = z.infer<typeof disputeAnswerBody>;

export const disputeStatus = z.object({
  id,
  about: z.string(),
  named: namedParty,
  domain: z.string(),
  receivedOn: day,
  /** The last day on which it should be answered. */
  answerBy: day,
  state: z.enum(['waiting', 'answered']),
  /** The case decision; null for a fact, and while it waits. */
  decision: z.nullable(id),
  outcome: z.nullable(disputeOutcome),
  answer: z.nullable(z.string()),
  answeredOn: z.nullable(day),
});
export type DisputeStatus = z.infer<typeof disputeStatus>;

/** A dispute about a fact, for its platform's page; the reasons are there once answered. */
export const factDispute = z.object({
  id,
  about: z.string(),
  domain: z.string(),
  receivedOn: day,
  answerBy: day,
  reasons: z.nullable(z.string()),
  outcome: z.nullable(disputeOutcome),
  answer: z.nullable(z.string()),
  answeredOn: z.nullable(day),
});
export type FactDispute = z.infer<typeof factDispute>;
export const factDisputesResponse = z.object({ disputes: z.array(factDispute) });
export type FactDisputesResponse = z.infer<typeof factDisputesResponse>;

/** An undecided dispute about a fact, for moderators. */
export const waitingDispute = z.object({
  id,
  about: z.string(),
  named: namedParty,
  domain: z.string(),
  reasons: z.string(),
  receivedOn: day,
  answerBy: day,
  late: z.boolean(),
});
export type WaitingDispute = z.infer<typeof waitingDispute>;
export const waitingDisputesResponse = z.object({ disputes: z.array(waitingDispute) });
