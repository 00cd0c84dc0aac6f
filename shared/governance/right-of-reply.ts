import { z } from 'zod/mini';
import { hiding, MAX_REASON_LENGTH, type RuleId } from '#shared/core/moderation-decisions.ts';
import { type SubjectKind } from '#shared/core/subject-kinds.ts';
import { subjectName } from './cases.ts';
import {
  checkbox,
  day,
  commonFormFields,
  id,
  MAX_EMAIL_LENGTH,
  MAX_SHORT_TEXT_LENGTH,
  MAX_TEXT_LENGTH,
  slug,
} from '#shared/core/form-fields.ts';
import { namedParty } from '#shared/core/named-party.ts';
import { typedReceipt } from './domain-verification.ts';

/**
 * Replies of the platform or client named on a page, shown after a moderator has read them; no
 * figure changes.
 */

export const MIN_REPLY_LENGTH = 20;
/** Days within which a moderator reads a reply, as the site promises. */
export const REPLY_READING_DAYS = 3;

/**
 * Rules by which a reply may be refused: a reply must come from the named party, and be an answer.
 */
export const REPLY_REFUSAL_RULES = [
  'R12',
  'R4',
  'R5',
  'R6',
  'R7',
] as const satisfies readonly RuleId[];
export const replyRefusalRule = z.enum(REPLY_REFUSAL_RULES);

/** Kinds of subjects on a page that can be answered, besides the page. */
export const REPLY_SUBJECTS = [
  'payout',
  'incident',
  'review',
  'client-review',
] as const satisfies readonly SubjectKind[];
export const replySubject = subjectName.check(
  z.regex(new RegExp(`^(${REPLY_SUBJECTS.join('|')})/`)),
);

/** Facts that a platform with a proven domain can state about itself; no figure uses them. */
export const REPLY_FACTS = ['payoutDelay', 'threshold', 'countries', 'contact'] as const;
const fact = z.optional(z.string().check(z.trim(), z.maxLength(MAX_SHORT_TEXT_LENGTH)));
const FACT_FIELDS = { payoutDelay: fact, threshold: fact, countries: fact, contact: fact };
export const replyFacts = z.object(FACT_FIELDS);
export type ReplyFacts = z.infer<typeof replyFacts>;

/** What a reply answers: the named platform or client, or a subject. */
const about = {
  platform: z.optional(slug),
  client: z.optional(slug),
  subject: z.optional(replySubject),
};
/** Replies per domain and day. */
export const MAX_REPLIES_PER_DOMAIN_A_DAY = 10;
/** Latest replies shown in one place. */
export const REPLIES_SHOWN = 100;

export const replyRequest = z.object({
  ...commonFormFields,
  ...about,
  /** The company or role on whose behalf the reply is sent. */
  signedAs: z
    .string()
    .check(z.trim(), z.minLength(1), z.minLength(2), z.maxLength(MAX_SHORT_TEXT_LENGTH)),
  text: z
    .string()
    .check(z.trim(), z.minLength(1), z.minLength(MIN_REPLY_LENGTH), z.maxLength(MAX_TEXT_LENGTH)),
  email: z.optional(z.email().check(z.maxLength(MAX_EMAIL_LENGTH))),
  /** The sender is the named party, or represents it. */
  entitled: checkbox,
  /** The receipt of a proven domain, with which the reply is published at once. */
  receipt: z.optional(typedReceipt),
  ...FACT_FIELDS,
  /** The boycott that the reply offers to end; its pledgers vote on the offer. */
  offerFor: z.optional(id),
});
export type ReplyInput = z.infer<typeof replyRequest>;

export const REPLY_DECISIONS = ['publish', 'refuse'] as const;
export const replyDecisionBody = z.object({
  ...commonFormFields,
  decision: z.enum(REPLY_DECISIONS),
  /** The rule that a refusal applies. */
  rule: z.optional(replyRefusalRule),
  reason: z.optional(z.string().check(z.trim(), z.minLength(5), z.maxLength(MAX_REASON_LENGTH))),
});
export type ReplyDecision = z.infer<typeof replyDecisionBody>;

export const publishedReply = z.object({
  id,
  signedAs: z.string(),
  /** The reply's text; null when a decision removed it. */
  text: z.nullable(z.string()),
  publishedOn: day,
  /** The subject that the reply answers, e.g. review/3k9…; null for the whole page. */
  subject: z.nullable(subjectName),
  /** The proven domain of the sender; null without one. */
  domain: z.nullable(z.string()),
  /** The platform's statements about itself; null without any. */
  facts: z.nullable(replyFacts),
  hiding,
});
export type PublishedReply = z.infer<typeof publishedReply>;
export const repliesResponse = z.object({ replies: z.array(publishedReply) });
export type RepliesResponse = z.infer<typeof repliesResponse>;

/** Maximum of names, separated by commas, in a request for replies to subjects on a page. */
export const MAX_REPLY_SUBJECTS_PER_REQUEST = 60;
export const repliesToQuery = z.object({
  subjects: z.string().check(z.minLength(1), z.maxLength(MAX_REPLY_SUBJECTS_PER_REQUEST * 27)),
});

/**
 * The named platform or client, and the subject on its page; `subject` is null for the whole page.
 */
const replyTargetFields = {
  about: namedParty,
  subject: z.nullable(subjectName),
};
/** The subject or page that a reply answers, for the form to reply. */
export const replyTarget = z.object({
  ...replyTargetFields,
  /** The text of the subject as others read it now; null where it has none or shows none. */
  said: z.nullable(z.string()),
});
export type ReplyTarget = z.infer<typeof replyTarget>;
/**
 * Query for the boycotts in force that a party can offer to end, by its page or by the answered
 * subject.
 */
export const offerableQuery = z.object(about);
export const offerableResponse = z.object({
  boycotts: z.array(z.object({ id, title: z.string() })),
});
export type OfferableBoycott = z.infer<typeof offerableResponse>['boycotts'][number];
export const replyTargetQuery = z.object({ subject: replySubject });

/** The state of a reply, for its sender, who has no account, and the public. */
export const replyStatus = z.object({
  id,
  ...replyTargetFields,
  domain: z.nullable(z.string()),
  receivedOn: day,
  /** The last day on which a moderator should have read it. */
  readBy: day,
  state: z.enum(['waiting', 'published', 'refused', 'replaced']),
  /** The boycott that the reply offers to end, whose pledgers vote on the offer. */
  offer: z.nullable(z.object({ id, title: z.string() })),
  decidedOn: z.nullable(day),
  rule: z.nullable(replyRefusalRule),
  reason: z.nullable(z.string()),
});
export type ReplyStatus = z.infer<typeof replyStatus>;

/** A waiting reply, for moderators. */
export const waitingReply = z.object({
  id,
  ...replyTargetFields,
  signedAs: z.string(),
  text: z.string(),
  receivedOn: day,
  /** The boycott that the reply offers to end. */
  offer: z.nullable(z.object({ id, title: z.string() })),
  /** Days since it came. */
  days: z.int(),
  late: z.boolean(),
});
export type WaitingReply = z.infer<typeof waitingReply>;
/** Replies per page of the queue. */
export const REPLIES_A_PAGE = 20;
export const waitingRepliesQuery = z.object({
  page: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(10_000))),
});
export const waitingRepliesResponse = z.object({
  replies: z.array(waitingReply),
  /** Number of waiting replies on all pages. */
  waiting: z.int(),
  page: z.int(),
  pages: z.int(),
});
export type WaitingRepliesResponse = z.infer<typeof waitingRepliesResponse>;
