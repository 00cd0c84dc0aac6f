import { z } from 'zod/mini';
import { formControls, id, month } from '#shared/core/fields.ts';
import { reason } from './moderation.ts';

/** Changes of what the public reads that a moderator proposes and a second person confirms. */
export const MODERATION_ACTS = [
  'close-platform',
  'reopen-platform',
  'lift-finding',
  'restore-finding',
  'pin-thread',
  'unpin-thread',
  'close-thread',
  'reopen-thread',
  'move-thread',
  'rename-thread',
] as const;
/** Changes of what belongs to which client, which any member proposes. */
export const CLIENT_ACTS = [
  'add-client-name',
  'add-client-id',
  'rename-client',
  'join-clients',
  'split-client',
  'attach-task',
  'undo-client-change',
] as const;
export const actKind = z.enum([...MODERATION_ACTS, ...CLIENT_ACTS]);
export type ActKindName = z.infer<typeof actKind>;

/** Where no other moderator can answer, an act takes effect after so long without an answer. */
export const FALLBACK_HOURS = 72;
/** How long one who was drawn is waited for before another is drawn beside her. */
export const DRAW_HOURS = 24;
/** How long other moderators are waited for before a member is drawn beside them. */
export const MODERATORS_HOURS = 72;
/** So many acts are listed at most; the oldest come first. */
export const ACTS_LISTED = 50;

/**
 * open: waits for a second person. confirmed: in effect, by two. alone: in effect since nobody answered.
 * applied: in effect, by one, and to be confirmed. refused, dropped: without effect.
 */
export const ACT_STATES = ['open', 'confirmed', 'alone', 'applied', 'refused', 'dropped'] as const;
export const actState = z.enum(ACT_STATES);
export type ActState = z.infer<typeof actState>;

/** What an act changes: `key` names it in its address. */
export const actAbout = z.object({
  kind: z.enum(['platform', 'thread', 'client', 'task']),
  key: z.string(),
  name: z.string(),
});
export type ActAbout = z.infer<typeof actAbout>;

/** A name of the site in both languages; what members wrote is the same in both. */
const bilingual = z.object({ fr: z.string(), en: z.string() });
export type Bilingual = z.infer<typeof bilingual>;

/** An act as those see it who may answer it and, once a moderator's is in effect, everybody. */
export const proposedAct = z.object({
  id,
  kind: actKind,
  about: actAbout,
  /** What it changes, from what to what; null where its kind says all. */
  from: z.nullable(bilingual),
  to: z.nullable(bilingual),
  rule: z.nullable(z.string()),
  reason: z.string(),
  /** Of changes of clients no day is told: one may have come with a report. */
  month,
  state: actState,
  /** What the public calls who proposed it and who answered; null of members who change clients. */
  handle: z.nullable(z.string()),
  secondHandle: z.nullable(z.string()),
  objection: z.nullable(z.string()),
  /** ISO 8601; when it takes effect without an answer. Null where it never does. */
  dueAt: z.nullable(z.string()),
  mine: z.boolean(),
  /** The viewer was drawn to answer. */
  drawn: z.boolean(),
  /** The act that it turns back, or that turns it back. */
  reverses: z.nullable(id),
  reversedBy: z.nullable(id),
  can: z.object({
    /** Confirm it or refuse it, while it is open. */
    answer: z.boolean(),
    /** Confirm what is in effect by one person. */
    confirm: z.boolean(),
    withdraw: z.boolean(),
    /** Propose to turn back what one person decided alone. */
    reverse: z.boolean(),
  }),
});
export type ProposedAct = z.infer<typeof proposedAct>;

export const actsResponse = z.object({
  /** What the viewer may confirm. */
  waiting: z.array(proposedAct),
  /** What she proposed, while it waits. */
  own: z.array(proposedAct),
});
export type ActsResponse = z.infer<typeof actsResponse>;

/** `objection` is required with `refuse`. */
export const actAnswerBody = z.object({
  ...formControls,
  answer: z.enum(['confirm', 'refuse']),
  objection: z.optional(reason),
});
export type ActAnswer = z.infer<typeof actAnswerBody>;
export const actControls = z.nullish(z.object(formControls));
export const reverseBody = z.object({ ...formControls, reason });
export type ReverseInput = z.infer<typeof reverseBody>;
