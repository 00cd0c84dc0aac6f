import { typedPseudonym } from '#shared/identity/accounts.ts';
import { z } from 'zod/mini';
import { checkbox, day, commonFormFields, id, timestampCursor } from '#shared/core/form-fields.ts';
import { MAX_REASON_LENGTH, type RuleId } from '#shared/core/moderation-decisions.ts';

/** Days after which a message is deleted for both. */
export const MESSAGE_RETENTION_DAYS = 30;
export const MAX_MESSAGE_LENGTH = 2_000;
export const MESSAGES_A_PAGE = 20;
export const CONVERSATIONS_A_PAGE = 30;

/** Maximum numbers that a member may send per day (UTC), so that nobody can write to everybody. */
export const DAILY_MESSAGE_LIMITS = { messages: 100, conversations: 10 } as const;

/** Days that a flagged message waits for a moderator; then its copy is deleted undecided. */
export const MESSAGE_FLAG_DAYS = 60;
export const MESSAGE_SUSPENSION_DAYS = 30;
export const MIN_FLAG_SENTENCE_LENGTH = 5;
export const MAX_FLAG_SENTENCE_LENGTH = 500;
export const FLAGS_A_PAGE = 20;

export const MESSAGE_SUSPENSION_RULES = [
  'R4',
  'R5',
  'R6',
  'R7',
] as const satisfies readonly RuleId[];
export const messageSuspensionRule = z.enum(MESSAGE_SUSPENSION_RULES);

/**
 * Answers to whether the viewer may write to a member. A member who takes no messages and one who
 * ignores the viewer give the same answer, so that nobody learns that she is ignored.
 */
export const WRITING_PERMISSIONS = [
  'open',
  'self',
  'suspended',
  'own-off',
  'ignoring',
  'refused',
] as const;
export const writingPermission = z.enum(WRITING_PERMISSIONS);
export type WritingPermission = z.infer<typeof writingPermission>;

/** A suspension by a decision; only the member herself sees it. */
export const messageSuspension = z.object({
  /** The first day on which she may write again. */
  endsOn: day,
  rule: messageSuspensionRule,
  reason: z.string(),
});
export type MessageSuspension = z.infer<typeof messageSuspension>;

const when = z.string();
export const listedConversation = z.object({
  with: z.string(),
  lastAt: when,
  lastIsMine: z.boolean(),
  unread: z.int(),
  /** Whether the viewer ignores the other member. */
  ignored: z.boolean(),
});
export type ListedConversation = z.infer<typeof listedConversation>;

export const conversationsQuery = z.object({ before: z.optional(timestampCursor) });
export const conversationsResponse = z.object({
  allowsMessages: z.boolean(),
  suspension: z.nullable(messageSuspension),
  conversations: z.array(listedConversation),
  next: z.nullable(z.string()),
});
export type ConversationsResponse = z.infer<typeof conversationsResponse>;

export const MESSAGE_FLAG_OUTCOMES = ['none', 'suspend'] as const;

export const privateMessage = z.object({
  id,
  mine: z.boolean(),
  /** The message's text; null when the site's key is no longer the one that encrypted it. */
  text: z.nullable(z.string()),
  sentAt: when,
  /** Days until the message is deleted for both members; 1 on the last. */
  daysLeft: z.int(),
  /** The viewer's flag of this message: waiting, or its outcome; null without one. */
  flag: z.nullable(z.enum(['waits', ...MESSAGE_FLAG_OUTCOMES])),
  can: z.object({ flag: z.boolean(), withdraw: z.boolean() }),
});
export type PrivateMessage = z.infer<typeof privateMessage>;

export const conversationResponse = z.object({
  with: z.string(),
  /** Messages of the conversation, newest first. */
  messages: z.array(privateMessage),
  next: z.nullable(z.string()),
  writing: writingPermission,
  suspension: z.nullable(messageSuspension),
  /** The two have no messages yet, or none left: the next one counts as a new conversation. */
  begins: z.boolean(),
  /** The viewer's account is new: its limits are low. */
  isNew: z.boolean(),
  /** How many more messages and conversations the viewer may start today. */
  left: z.object({ messages: z.int(), conversations: z.int() }),
});
export type ConversationResponse = z.infer<typeof conversationResponse>;

export const messageForm = z.object({
  ...commonFormFields,
  to: typedPseudonym,
  text: z.string().check(z.trim(), z.minLength(1), z.maxLength(MAX_MESSAGE_LENGTH)),
});
export type MessageInput = z.infer<typeof messageForm>;

export const allowMessagesForm = z.object({ ...commonFormFields, allows: checkbox });

export const messageFlagForm = z.object({
  ...commonFormFields,
  /** The flagger's description of the problem. */
  sentence: z
    .string()
    .check(
      z.trim(),
      z.minLength(1),
      z.minLength(MIN_FLAG_SENTENCE_LENGTH),
      z.maxLength(MAX_FLAG_SENTENCE_LENGTH),
    ),
});
export type MessageFlagInput = z.infer<typeof messageFlagForm>;

/**
 * A flagged message as moderators read it: the text and the flagger's sentence. Neither author nor
 * flagger.
 */
export const flaggedMessage = z.object({
  id,
  text: z.nullable(z.string()),
  sentence: z.nullable(z.string()),
  flaggedOn: day,
  days: z.int(),
});
export type FlaggedMessage = z.infer<typeof flaggedMessage>;
export const flaggedMessagesQuery = z.object({
  page: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(10_000))),
});
export const flaggedMessagesResponse = z.object({
  /** Undecided flags, longest waiting first. */
  flags: z.array(flaggedMessage),
  waiting: z.int(),
  page: z.int(),
  pages: z.int(),
});
export type FlaggedMessagesResponse = z.infer<typeof flaggedMessagesResponse>;

export const messageFlagDecisionForm = z.object({
  ...commonFormFields,
  decision: z.enum(MESSAGE_FLAG_OUTCOMES),
  /** For a decision to suspend: the rule applied. */
  rule: z.optional(messageSuspensionRule),
  reason: z.optional(z.string().check(z.trim(), z.minLength(5), z.maxLength(MAX_REASON_LENGTH))),
});
export type MessageFlagDecision = z.infer<typeof messageFlagDecisionForm>;

/** The member's conversations and settings, in the personal data export. */
export const ownMessagesFields = {
  reach: z.object({ allowsMessages: z.boolean(), contactable: z.boolean() }),
  /** Messages that she sent and received, until they expire. */
  messages: z.array(
    z.object({
      id: z.string(),
      with: z.string(),
      mine: z.boolean(),
      text: z.nullable(z.string()),
      sentAt: z.string(),
      /** When the member read it; null for messages she sent. */
      readAt: z.nullable(z.string()),
    }),
  ),
  messageFlags: z.array(
    z.object({
      id: z.string(),
      message: z.string(),
      sentence: z.nullable(z.string()),
      flaggedAt: z.string(),
      endedOn: z.nullable(z.string()),
      outcome: z.nullable(z.enum(MESSAGE_FLAG_OUTCOMES)),
    }),
  ),
  messageSuspension: z.nullable(messageSuspension),
  ignored: z.array(z.object({ pseudonym: z.string(), since: z.string() })),
};
const correspondence = z.object(ownMessagesFields);
export type OwnMessagesData = z.infer<typeof correspondence>;
