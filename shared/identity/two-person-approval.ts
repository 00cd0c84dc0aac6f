import { z } from 'zod/mini';
import { commonFormFields, id, month } from '#shared/core/form-fields.ts';
import { decisionReasonText } from '#shared/core/moderation-decisions.ts';

/** Changes by moderators that need a second person, since they change what the public reads. */
export const MODERATION_CHANGE_KINDS = [
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
  'merge-thread',
  'move-posts',
  'watch-word',
  'unwatch-word',
] as const;
/** Changes of the client that names, ids and tasks belong to, which any member can propose. */
export const CLIENT_CHANGE_KINDS = [
  'add-client-name',
  'add-client-id',
  'rename-client',
  'join-clients',
  'split-client',
  'attach-task',
  'undo-client-change',
] as const;
/**
 * Changes that two moderators approve, never time alone: addresses of other sites, and what organisers
 * write to all who can pledge.
 */
export const TWO_MODERATOR_KINDS = [
  'guide-thread',
  'show-fund',
  'show-contact',
  'send-message',
] as const;
export const changeKind = z.enum([
  ...MODERATION_CHANGE_KINDS,
  ...TWO_MODERATOR_KINDS,
  ...CLIENT_CHANGE_KINDS,
]);
export type ChangeKindName = z.infer<typeof changeKind>;

/** Whether a change shows addresses of other sites: its new value is one a line. */
export function showsAddresses({ kind }: { kind: ChangeKindName }): boolean {
  return kind === 'guide-thread' || kind === 'show-fund';
}

/** Whether the new value of a change is a sentence that says what happens. */
export function isSaidInSentence({ kind }: { kind: ChangeKindName }): boolean {
  return kind === 'merge-thread' || kind === 'move-posts';
}

/** Whether two moderators have to approve a change. */
export function isByTwoModerators({ kind }: { kind: ChangeKindName }): boolean {
  return TWO_MODERATOR_KINDS.some((one) => one === kind);
}

/** Hours after which an unanswered proposal takes effect, if no other moderator can answer. */
export const UNANSWERED_APPLY_HOURS = 72;
/** Hours that a drawn member has to answer before another is drawn as well. */
export const DRAWN_MEMBER_ANSWER_HOURS = 24;
/** Hours that other moderators have to answer before a member is drawn as well. */
export const MODERATOR_ANSWER_HOURS = 72;
/** Maximum changes that members propose to moderators of one subject, waiting at a time. */
export const MAX_WAITING_OF_SUBJECT = 10;
/** Maximum proposed changes in a list; the oldest come first. */
export const MAX_LISTED_PROPOSALS = 50;

/**
 * open: waits for a second person. confirmed: in effect, by two. alone: in effect since nobody answered.
 * applied: in effect, by one, and to be confirmed. refused, dropped: without effect.
 */
export const PROPOSED_CHANGE_STATES = [
  'open',
  'confirmed',
  'alone',
  'applied',
  'refused',
  'dropped',
] as const;
export const proposedChangeState = z.enum(PROPOSED_CHANGE_STATES);
export type ProposedChangeState = z.infer<typeof proposedChangeState>;

/** The subject of a proposed change; `key` is its path parameter. */
export const changeSubject = z.object({
  kind: z.enum(['platform', 'thread', 'client', 'task', 'boycott', 'watched-word']),
  key: z.string(),
  name: z.string(),
});
export type ChangeSubject = z.infer<typeof changeSubject>;

/** A name in both languages; members' own texts are the same in both. */
const bilingual = z.object({ fr: z.string(), en: z.string() });
export type BilingualText = z.infer<typeof bilingual>;

/** A proposed change as seen by those who may answer it; by everybody once in effect. */
export const proposedChange = z.object({
  id,
  kind: changeKind,
  about: changeSubject,
  /**
   * The value before the change; `to` is the one after. Both are null when the kind says it all.
   */
  from: z.nullable(bilingual),
  to: z.nullable(bilingual),
  /** The topic that posts move to; null where nothing moves, or the topic is a new one. */
  target: z.nullable(changeSubject),
  /** Ids of the posts that move, in order, where single ones do. */
  posts: z.array(id),
  rule: z.nullable(z.string()),
  reason: z.string(),
  /** The month of the proposal, never its day: a change of a client may have come with a report. */
  month,
  state: proposedChangeState,
  /**
   * Public handle of the proposer; `secondHandle` is that of who answered. Null for members who
   * change clients.
   */
  handle: z.nullable(z.string()),
  /** Public handle of the first of two moderators, for kinds that two approve. */
  firstHandle: z.nullable(z.string()),
  secondHandle: z.nullable(z.string()),
  objection: z.nullable(z.string()),
  /** When the change takes effect without an answer, ISO 8601; null if it never does. */
  dueAt: z.nullable(z.string()),
  mine: z.boolean(),
  /** The viewer was drawn to answer. */
  drawn: z.boolean(),
  /**
   * Id of the change that this one reverses; `reversedBy` is that of the change that reverses it.
   */
  reverses: z.nullable(id),
  reversedBy: z.nullable(id),
  can: z.object({
    /** The viewer may confirm or refuse it, while it is open. */
    answer: z.boolean(),
    /** The viewer may confirm what one person put into effect. */
    confirm: z.boolean(),
    withdraw: z.boolean(),
    /** The viewer may propose to reverse what one person decided alone. */
    reverse: z.boolean(),
  }),
});
export type ProposedChange = z.infer<typeof proposedChange>;

export const proposedChangesResponse = z.object({
  waiting: z.array(proposedChange),
  /** The viewer's own waiting proposals. */
  own: z.array(proposedChange),
});
export type ProposedChangesResponse = z.infer<typeof proposedChangesResponse>;

/** An answer to a proposed change; `objection` is required with `refuse`. */
export const changeAnswerBody = z.object({
  ...commonFormFields,
  answer: z.enum(['confirm', 'refuse']),
  objection: z.optional(decisionReasonText),
});
export type ChangeAnswer = z.infer<typeof changeAnswerBody>;
export const reversalBody = z.object({ ...commonFormFields, reason: decisionReasonText });
export type ReversalInput = z.infer<typeof reversalBody>;
