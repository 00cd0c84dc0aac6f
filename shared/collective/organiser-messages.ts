import { z } from 'zod/mini';
import type { BoycottState } from './boycotts.ts';
import { checkbox, commonFormFields, day, id } from '#shared/core/form-fields.ts';
import { hiding } from '#shared/core/moderation-decisions.ts';
import { hasVisibleCharacter } from '#shared/core/text.ts';

export const MIN_ORGANISER_MESSAGE_LENGTH = 20;
export const MAX_ORGANISER_MESSAGE_LENGTH = 1_000;
/** Days after a message in which the same boycott takes no other one. */
export const DAYS_BETWEEN_ORGANISER_MESSAGES = 30;
/** Days for which a message stands in the inbox of those who can pledge; there is no mark of reading. */
export const DAYS_IN_INBOX = 14;
/** Steps in which organisers can write: there are members who can pledge, or could. */
export const STEPS_WITH_MESSAGES: readonly BoycottState[] = ['debated', 'pledging', 'on'];

/** Steps in which a message can tell of an offer: once a boycott is on, offers come as replies and are voted on. */
export const STEPS_WITH_TOLD_OFFERS: readonly BoycottState[] = ['debated', 'pledging'];

/** A message of organisers, which everybody can read; two moderators read it before. */
export const organiserMessage = z.object({
  id,
  /** Null once a decision removed it. */
  text: z.nullable(z.string()),
  /** The organiser who wrote it; null for a deleted account. */
  by: z.nullable(z.string()),
  on: day,
  /** Public handles of the two moderators. */
  checkedBy: z.array(z.string()),
  /** It tells of an offer that who is named made before the start. */
  offer: z.boolean(),
  hiding,
  mine: z.boolean(),
});
export type OrganiserMessage = z.infer<typeof organiserMessage>;

/** What an organiser is told of writing another one. */
export const messageWriting = z.object({
  /** One waits for two moderators. */
  waits: z.boolean(),
  /** The first day on which another one can be written; null for today. */
  from: z.nullable(day),
  /** A message can tell of an offer now, on any day. */
  offer: z.boolean(),
});

export const organiserMessageForm = z.object({
  ...commonFormFields,
  text: z
    .string()
    .check(
      z.trim(),
      z.minLength(MIN_ORGANISER_MESSAGE_LENGTH),
      z.maxLength(MAX_ORGANISER_MESSAGE_LENGTH),
      z.refine(hasVisibleCharacter),
    ),
  /** It tells of an offer of who is named. */
  offer: z.optional(checkbox),
});
export type OrganiserMessageInput = z.infer<typeof organiserMessageForm>;

/** What waits for two moderators; once sent, `id` is that of the message. Without words once withdrawn. */
export const proposedMessage = z.object({
  id,
  text: z.optional(z.string()),
  offer: z.optional(z.literal(true)),
});

/** The recent messages of the boycotts in which the viewer can pledge, or could. */
export const messagesForViewer = z.object({
  messages: z.array(z.object({ id, boycott: z.object({ id, title: z.string() }), on: day })),
});
export type MessagesForViewer = z.infer<typeof messagesForViewer>;
