import { z } from 'zod/mini';
import { readSubject, subjectName, type FlagReason } from './cases.ts';
import { FACTS, fact } from '#shared/directory/corrections.ts';
import { typedReceipt } from './domains.ts';
import { day, formControls, id, MAX_TEXT_LENGTH } from '#shared/core/fields.ts';
import { MAX_REASON_LENGTH } from './moderation.ts';
import { named } from '#shared/core/named.ts';

/** Who showed to control a domain disputes a fact or a thing: it is answered within days. */

export const DISPUTE_DAYS = 7;
export const DISPUTES_A_DAY = 10;
export const MIN_DISPUTE_LENGTH = 20;

/** Why a thing is disputed; of the reasons that flags have. */
export const DISPUTE_REASONS = [
  'invented',
  'picture',
  'paid-for',
  'personal-data',
  'insult',
  'illegal',
] as const satisfies readonly FlagReason[];
export const disputeReason = z.enum(DISPUTE_REASONS);

/** A fact of a platform, as disputes name it, e.g. fact/promiseDays. */
const factName = z.string().check(z.regex(new RegExp(`^fact/(${FACTS.join('|')})$`)));
export const disputeAbout = z.union([factName, subjectName]);

/** What a dispute is about: a fact of the platform, or a thing. */
export function readAbout(
  about: string,
):
  | { fact: z.infer<typeof fact>; subject: null }
  | { fact: null; subject: ReturnType<typeof readSubject> } {
  const [kind, name] = about.split('/');
  if (kind === 'fact') return { fact: fact.parse(name), subject: null };
  return { fact: null, subject: readSubject(about) };
}

export const disputeRequest = z.object({
  ...formControls,
  receipt: typedReceipt,
  about: disputeAbout,
  /** Of a thing: what is wrong with it. */
  reason: z.optional(disputeReason),
  reasons: z
    .string()
    .check(z.trim(), z.minLength(MIN_DISPUTE_LENGTH), z.maxLength(MAX_TEXT_LENGTH)),
});
export type DisputeInput = z.infer<typeof disputeRequest>;

export const DISPUTE_OUTCOMES = ['kept', 'corrected'] as const;
export const disputeOutcome = z.enum(DISPUTE_OUTCOMES);
export const disputeAnswerBody = z.object({
  ...formControls,
  outcome: disputeOutcome,
  answer: z.string().check(z.trim(), z.minLength(5), z.maxLength(MAX_REASON_LENGTH)),
});
export type DisputeAnswer = z.infer<typeof disputeAnswerBody>;

/** Where a dispute stands, for who sent it and for everybody. */
export const disputeStatus = z.object({
  id,
  about: z.string(),
  named,
  domain: z.string(),
  receivedOn: day,
  /** The last day on which it should be answered. */
  answerBy: day,
  state: z.enum(['waiting', 'answered']),
  /** The decision on the case; null of a fact, and while it waits. */
  decision: z.nullable(id),
  outcome: z.nullable(disputeOutcome),
  answer: z.nullable(z.string()),
  answeredOn: z.nullable(day),
});
export type DisputeStatus = z.infer<typeof disputeStatus>;

/** Disputes of facts of one platform, as its page shows them; reasons once they are answered. */
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

/** A dispute of a fact that waits, for moderators. */
export const waitingDispute = z.object({
  id,
  about: z.string(),
  named,
  domain: z.string(),
  reasons: z.string(),
  receivedOn: day,
  answerBy: day,
  late: z.boolean(),
});
export type WaitingDispute = z.infer<typeof waitingDispute>;
export const waitingDisputesResponse = z.object({ disputes: z.array(waitingDispute) });
