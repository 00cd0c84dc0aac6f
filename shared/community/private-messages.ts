import { z } from 'zod/mini';
import { checkbox, day, formControls, id, momentCursor } from '#shared/core/fields.ts';
import type { RuleId } from '#shared/governance/legal.ts';
import { typedPseudonym } from '#shared/identity/members.ts';
import { MAX_REASON_LENGTH } from '#shared/governance/moderation.ts';

/** After so many days a message is deleted for both. */
export const MESSAGE_DAYS = 30;
export const MAX_MESSAGE_LENGTH = 2_000;
export const MESSAGES_A_PAGE = 20;
export const CONVERSATIONS_A_PAGE = 30;

/** What a member may send in one day (UTC): so that nobody can write to everybody. */
export const DAILY_MESSAGES = { messages: 100, conversations: 10 } as const;
/** The same for an account of fewer than YOUNG_MESSENGER_DAYS days. */
export const FIRST_DAILY_MESSAGES = { messages: 20, conversations: 3 } as const;
export const YOUNG_MESSENGER_DAYS = 10;

/** How long a flagged message waits for a moderator; then its copy is deleted all the same. */
export const FLAG_DAYS = 60;
/** How long a decision keeps somebody from writing. */
export const SUSPENSION_DAYS = 30;
export const MIN_SENTENCE_LENGTH = 5;
export const MAX_SENTENCE_LENGTH = 500;
export const FLAGS_A_PAGE = 20;

/** The rules by which a member may be kept from writing private messages. */
export const SUSPENSION_RULES = ['R4', 'R5', 'R6', 'R7'] as const satisfies readonly RuleId[];
export const suspensionRule = z.enum(SUSPENSION_RULES);

/**
 * Whether the viewer may write to a member, or what stands in the way. Who does not take messages
 * and who ignores the viewer are one answer: nobody learns that she is ignored.
 */
export const WRITING = ['open', 'self', 'suspended', 'own-off', 'ignoring', 'refused'] as const;
export const writing = z.enum(WRITING);
export type Writing = z.infer<typeof writing>;

/** Kept from writing by a decision: told to her alone. */
export const suspension = z.object({
  /** The first day on which she may write again. */
  endsOn: day,
  rule: suspensionRule,
  reason: z.string(),
});
export type Suspension = z.infer<typeof suspension>;

const when = z.string();
export const listedConversation = z.object({
  with: z.string(),
  lastAt: when,
  /** The last message is the viewer's own. */
  lastIsMine: z.boolean(),
  unread: z.int(),
  /** The viewer ignores her. */
  ignored: z.boolean(),
});
export type ListedConversation = z.infer<typeof listedConversation>;

export const conversationsQuery = z.object({ before: z.optional(momentCursor) });
export const conversationsResponse = z.object({
  allowsMessages: z.boolean(),
  suspension: z.nullable(suspension),
  conversations: z.array(listedConversation),
  next: z.nullable(z.string()),
});
export type ConversationsResponse = z.infer<typeof conversationsResponse>;

export const FLAG_OUTCOMES = ['none', 'suspend'] as const;

export const privateMessage = z.object({
  id,
  mine: z.boolean(),
  /** Null where the key of the site is no longer the one that it was written with. */
  text: z.nullable(z.string()),
  sentAt: when,
  /** It is deleted for both within so many days; 1 on its last. */
  daysLeft: z.int(),
  /** Of one that the viewer showed to the moderators: waits, or what was decided. */
  flag: z.nullable(z.enum(['waits', ...FLAG_OUTCOMES])),
  can: z.object({ flag: z.boolean(), withdraw: z.boolean() }),
});
export type PrivateMessage = z.infer<typeof privateMessage>;

export const conversationResponse = z.object({
  with: z.string(),
  /** The newest first. */
  messages: z.array(privateMessage),
  next: z.nullable(z.string()),
  writing,
  suspension: z.nullable(suspension),
  /** Nothing stands between the two: a message now begins something new, and counts as such. */
  begins: z.boolean(),
  /** How many more today. */
  left: z.object({ messages: z.int(), conversations: z.int() }),
});
export type ConversationResponse = z.infer<typeof conversationResponse>;

export const messageForm = z.object({
  ...formControls,
  to: typedPseudonym,
  text: z.string().check(z.trim(), z.minLength(1), z.maxLength(MAX_MESSAGE_LENGTH)),
});
export type MessageInput = z.infer<typeof messageForm>;

export const allowForm = z.object({ ...formControls, allows: checkbox });
/** What a form without fields sends; a script may send nothing. */
export const messageControls = z.nullish(z.object(formControls));

export const flagForm = z.object({
  ...formControls,
  /** What is wrong with it. */
  sentence: z
    .string()
    .check(
      z.trim(),
      z.minLength(1),
      z.minLength(MIN_SENTENCE_LENGTH),
      z.maxLength(MAX_SENTENCE_LENGTH),
    ),
});
export type FlagInput = z.infer<typeof flagForm>;

/** What a moderator reads: the text and the sentence. Neither who wrote nor who flagged. */
export const flaggedMessage = z.object({
  id,
  text: z.nullable(z.string()),
  sentence: z.nullable(z.string()),
  flaggedOn: day,
  /** Days since then. */
  days: z.int(),
});
export type FlaggedMessage = z.infer<typeof flaggedMessage>;
export const flaggedMessagesQuery = z.object({
  page: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(10_000))),
});
export const flaggedMessagesResponse = z.object({
  /** The one that has waited longest first. */
  flags: z.array(flaggedMessage),
  waiting: z.int(),
  page: z.int(),
  pages: z.int(),
});
export type FlaggedMessagesResponse = z.infer<typeof flaggedMessagesResponse>;

export const flagDecisionForm = z.object({
  ...formControls,
  decision: z.enum(FLAG_OUTCOMES),
  /** Of a suspension. */
  rule: z.optional(suspensionRule),
  reason: z.optional(z.string().check(z.trim(), z.minLength(5), z.maxLength(MAX_REASON_LENGTH))),
});
export type FlagDecision = z.infer<typeof flagDecisionForm>;

/** Whom a member writes with, and what she chose about it: for her own copy of her data. */
export const ownCorrespondence = {
  reach: z.object({ allowsMessages: z.boolean(), contactable: z.boolean() }),
  /** Those that she wrote and those that she got, until they run out. */
  messages: z.array(
    z.object({
      id: z.string(),
      with: z.string(),
      mine: z.boolean(),
      text: z.nullable(z.string()),
      sentAt: z.string(),
      /** Of those that she got: when she read it. */
      readAt: z.nullable(z.string()),
    }),
  ),
  /** What she showed to the moderators. */
  messageFlags: z.array(
    z.object({
      id: z.string(),
      message: z.string(),
      sentence: z.nullable(z.string()),
      flaggedAt: z.string(),
      endedOn: z.nullable(z.string()),
      outcome: z.nullable(z.enum(FLAG_OUTCOMES)),
    }),
  ),
  messageSuspension: z.nullable(suspension),
  ignored: z.array(z.object({ pseudonym: z.string(), since: z.string() })),
};
const correspondence = z.object(ownCorrespondence);
export type OwnCorrespondence = z.infer<typeof correspondence>;
