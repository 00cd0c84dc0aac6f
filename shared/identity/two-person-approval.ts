import { z } from 'zod/mini';
import { formControls, id, month } from '#shared/core/form-fields.ts';
import { reason } from '#shared/core/moderation-decisions.ts';

/** Acts of moderators that need a second person, since they change what the public reads. */
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
/** Acts that change which client things belong to, which any member can propose. */
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

/** Hours after which an unanswered act takes effect, if no other moderator can answer. */
export const FALLBACK_HOURS = 72;
/** Hours that a drawn member has before another is drawn as well. */
export const DRAW_HOURS = 24;
/** Hours that other moderators have before a member is drawn as well. */
export const MODERATORS_HOURS = 72;
/** Maximum acts in a list; the oldest come first. */
export const ACTS_LISTED = 50;

/**
 * open: waits for a second person. confirmed: in effect, by two. alone: in effect since nobody answered.
 * applied: in effect, by one, and to be confirmed. refused, dropped: without effect.
 */
export const ACT_STATES = ['open', 'confirmed', 'alone', 'applied', 'refused', 'dropped'] as const;
export const actState = z.enum(ACT_STATES);
export type ActState = z.infer<typeof actState>;

/** The subject of an act; `key` is its path parameter. */
export const actAbout = z.object({
  kind: z.enum(['platform', 'thread', 'client', 'task']),
  key: z.string(),
  name: z.string(),
});
export type ActAbout = z.infer<typeof actAbout>;

/** A name in both languages; members' own texts are the same in both. */
const bilingual = z.object({ fr: z.string(), en: z.string() });
export type Bilingual = z.infer<typeof bilingual>;

/** An act as seen by those who may answer it and, once a moderator's is in effect, by everybody. */
export const proposedAct = z.object({
  id,
  kind: actKind,
  about: actAbout,
  /** The change, from and to; null when its kind says it all. */
  from: z.nullable(bilingual),
  to: z.nullable(bilingual),
  rule: z.nullable(z.string()),
  reason: z.string(),
  /** Changes of clients have no day: one may have come with a report. */
  month,
  state: actState,
  /** Public handles of the proposer and answerer; null for members who change clients. */
  handle: z.nullable(z.string()),
  secondHandle: z.nullable(z.string()),
  objection: z.nullable(z.string()),
  /** ISO 8601; when it takes effect without an answer. Null if never. */
  dueAt: z.nullable(z.string()),
  mine: z.boolean(),
  /** The viewer was drawn to answer. */
  drawn: z.boolean(),
  /** The act that it reverses, or that reverses it. */
  reverses: z.nullable(id),
  reversedBy: z.nullable(id),
  can: z.object({
    /** Confirm or refuse it, while it is open. */
    answer: z.boolean(),
    /** Confirm what one person put into effect. */
    confirm: z.boolean(),
    withdraw: z.boolean(),
    /** Propose to reverse what one person decided alone. */
    reverse: z.boolean(),
  }),
});
export type ProposedAct = z.infer<typeof proposedAct>;

export const actsResponse = z.object({
  /** Acts that the viewer may confirm. */
  waiting: z.array(proposedAct),
  /** Her own waiting proposals. */
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
