import { z } from 'zod/mini';
import {
  checkbox,
  day,
  formControls,
  id,
  MAX_SHORT_TEXT_LENGTH,
  MAX_TEXT_LENGTH,
  slug,
} from './fields.ts';
import { MAX_EMAIL_LENGTH, type RuleId } from './legal.ts';
import { MAX_REASON_LENGTH } from './moderation.ts';

/** The answer of who is named on a page. It shows once a moderator has read it; no figure moves. */

export const MIN_REPLY_LENGTH = 20;
/** Within so many days a moderator reads it, as the site promises. */
export const REPLY_DAYS = 3;

/** The rules by which a reply may be refused; it must come from who is named, and answer. */
export const REFUSAL_RULES = ['R12', 'R4', 'R5', 'R6', 'R7'] as const satisfies readonly RuleId[];
export const refusalRule = z.enum(REFUSAL_RULES);

/** Who is named: a platform or a client. */
const about = { platform: z.optional(slug), client: z.optional(slug) };

export const replyRequest = z.object({
  ...formControls,
  ...about,
  /** On whose behalf: a company or a role. */
  signedAs: z
    .string()
    .check(z.trim(), z.minLength(1), z.minLength(2), z.maxLength(MAX_SHORT_TEXT_LENGTH)),
  text: z
    .string()
    .check(z.trim(), z.minLength(1), z.minLength(MIN_REPLY_LENGTH), z.maxLength(MAX_TEXT_LENGTH)),
  email: z.optional(z.email().check(z.maxLength(MAX_EMAIL_LENGTH))),
  /** The sender is who is named, or speaks for it. */
  entitled: checkbox,
});
export type ReplyInput = z.infer<typeof replyRequest>;

export const REPLY_DECISIONS = ['publish', 'refuse'] as const;
export const replyDecisionBody = z.object({
  ...formControls,
  decision: z.enum(REPLY_DECISIONS),
  /** Of a refusal. */
  rule: z.optional(refusalRule),
  reason: z.optional(z.string().check(z.trim(), z.minLength(5), z.maxLength(MAX_REASON_LENGTH))),
});
export type ReplyDecision = z.infer<typeof replyDecisionBody>;

export const publishedReply = z.object({
  id,
  signedAs: z.string(),
  text: z.string(),
  publishedOn: day,
});
export type PublishedReply = z.infer<typeof publishedReply>;
export const repliesResponse = z.object({ replies: z.array(publishedReply) });
export type RepliesResponse = z.infer<typeof repliesResponse>;

const named = z.object({ kind: z.enum(['platform', 'client']), slug, name: z.string() });
export type Named = z.infer<typeof named>;

/** Where a reply stands, for its sender, who has no account, and for everybody. */
export const replyStatus = z.object({
  id,
  about: named,
  receivedOn: day,
  /** The last day on which it should be read. */
  readBy: day,
  state: z.enum(['waiting', 'published', 'refused']),
  decidedOn: z.nullable(day),
  rule: z.nullable(refusalRule),
  reason: z.nullable(z.string()),
});
export type ReplyStatus = z.infer<typeof replyStatus>;

/** A reply that waits, for moderators. */
export const waitingReply = z.object({
  id,
  about: named,
  signedAs: z.string(),
  text: z.string(),
  receivedOn: day,
  /** Days since it came. */
  days: z.int(),
  late: z.boolean(),
});
export type WaitingReply = z.infer<typeof waitingReply>;
/** Replies on one page of the queue. */
export const REPLIES_A_PAGE = 20;
export const waitingRepliesQuery = z.object({
  page: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(10_000))),
});
export const waitingRepliesResponse = z.object({
  replies: z.array(waitingReply),
  /** How many wait, on all pages. */
  waiting: z.int(),
  page: z.int(),
  pages: z.int(),
});
export type WaitingRepliesResponse = z.infer<typeof waitingRepliesResponse>;
