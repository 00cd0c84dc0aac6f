import { z } from 'zod/mini';
import { appealState } from '#shared/governance/appeals.ts';
import { boycottState, boycottOutcome } from '#shared/collective/boycotts.ts';
import { day, commonFormFields, id, isCursorTimestamp, month } from '#shared/core/form-fields.ts';
import { standingState } from '#shared/directory/standing-states.ts';
import { measure, PROPOSAL_OUTCOMES } from '#shared/core/moderation-decisions.ts';

/** Kinds of subjects of inbox items, which decide where an item links to. */
export type InboxSubjectKind =
  | 'post'
  | 'thread'
  | 'platform'
  | 'client'
  | 'boycott'
  | 'own-self'
  | 'own-private'
  | 'own-payout'
  | 'own-claim'
  | 'member'
  | 'own-decision'
  | 'own-jury'
  | 'own-case'
  | 'case'
  | 'act';

/**
 * Kinds of inbox items, each with the kind of its subject. There is one item per kind and subject;
 * a repeated event renews it. A new kind is one entry here, one sentence per language, and one link
 * in web/community/inbox/item-links.ts.
 */
export const INBOX_KIND_SUBJECTS = {
  // Somebody mentioned or quoted her; the subject is the post.
  mention: 'post',
  quote: 'post',
  // Nobody has answered a question for a day, and she volunteered; the subject is the question.
  question: 'post',
  // New posts in a thread that the member follows.
  thread: 'thread',
  // Moderators moved posts of hers to the thread.
  'posts-moved': 'thread',
  // News of a platform that she follows: a changed standing, a reply. `platform-claims` is no longer
  // made; existing items are deleted like others.
  'platform-claims': 'platform',
  'platform-standing': 'platform',
  'platform-reply': 'platform',
  // News of a client that she follows: new task reports or reviews, a reply.
  client: 'client',
  'client-reply': 'client',
  // A boycott took a new step: followers of it, its platform or client are notified; pledgers are
  // asked to vote.
  'boycott-step': 'boycott',
  'boycott-ballot': 'boycott',
  // Organisers of a boycott that she follows wrote a message, which everybody can read.
  'boycott-message': 'boycott',
  // Her translation of a boycott was confirmed or refused, or the original has changed since.
  'boycott-translation': 'boycott',
  // A boycott that she proposed has a deadline within a day.
  'boycott-deadline': 'boycott',
  // Tokens wait for the organiser's key to sign beside the site's.
  'boycott-key-asked': 'boycott',
  'boycott-key-waits': 'boycott',
  // The boycott does not wait for her key any more: she gave none in time, or its proposer dropped her.
  'boycott-key-dropped': 'boycott',
  // For the proposer: somebody whose key she asked for gave it, or wants to give none. `boycott-key-answered`
  // said neither and is no longer made; existing items are deleted like others.
  'boycott-key-given': 'boycott',
  'boycott-key-declined': 'boycott',
  'boycott-key-answered': 'boycott',
  // The outcome of her private evidence; the subject is herself, and no platform is named.
  'private-evidence': 'own-self',
  // Versions before December 2026 showed her evidence in more detail; the subject is herself.
  'shown-before': 'own-self',
  // For a moderator: private evidence waits for her; the subject is that evidence.
  'private-check': 'own-private',
  // The news of a week, for who wants them; the subject is herself.
  week: 'own-self',
  // The member is asked what became of a pending payout.
  'claim-reminder': 'own-claim',
  // A check of one of her proofs is open, or settled.
  check: 'own-payout',
  // A private message; the subject is its sender.
  message: 'member',
  // A message that she flagged was decided on; the subject is its author.
  'message-flag': 'member',
  // A decision suspends her from private messages; the subject is herself.
  'messages-suspended': 'member',
  // A decision about something she wrote or flagged; the subject is the decision.
  decision: 'own-decision',
  'flag-decided': 'own-decision',
  // The outcome of her appeal; the subject is the decision.
  appeal: 'own-decision',
  // A jury is called about something she wrote or flagged; she may add a nonce to its draw, then
  // reveal it.
  'jury-called': 'own-jury',
  'jury-reveal': 'own-jury',
  'jury-duty': 'own-jury',
  // The member may not flag for a while; the subject is herself.
  'flags-paused': 'member',
  // For a moderator on duty: an urgent case waits.
  case: 'case',
  // What became of what she proposed in a case, as a moderator; the subject is the case.
  'case-answered': 'own-case',
  // A second person is needed, as another moderator or a drawn member. Also: her proposal was
  // answered.
  'act-waits': 'act',
  'act-drawn': 'act',
  'act-answered': 'act',
} as const satisfies Record<string, InboxSubjectKind>;
export type InboxKind = keyof typeof INBOX_KIND_SUBJECTS;
export const INBOX_KINDS = Object.keys(INBOX_KIND_SUBJECTS) as InboxKind[];

export const FOLLOW_KINDS = ['thread', 'platform', 'client', 'boycott'] as const;
export type FollowKind = (typeof FOLLOW_KINDS)[number];
export const followKind = z.enum(FOLLOW_KINDS);
/** The id of a thread or a boycott, the slug of a platform or a client. */
export const followKey = z.string().check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), z.maxLength(80));

export const FOLLOWS_A_PAGE = 50;
export const INBOX_PAGE_SIZE = 30;

/** From this count of unread items on, the header says "99+". */
export const MAX_UNREAD_COUNTED = 100;
/** Retention of a read item, and of one that is never read, in days. */
export const READ_ITEM_RETENTION_DAYS = 30;
export const UNREAD_ITEM_RETENTION_DAYS = 365;
/** Fewest members in a month for followers to be told that members wait or reported. */
export const MIN_MEMBERS_NOTIFIED = 3;

export const followForm = z.object({ ...commonFormFields, kind: followKind, key: followKey });
export type FollowInput = z.infer<typeof followForm>;

export const followResponse = z.object({ following: z.boolean() });

const followed = z.object({
  kind: followKind,
  key: followKey,
  name: z.string(),
  since: z.string(),
});
export type FollowedSubject = z.infer<typeof followed>;
/** Cursor of a list of follows. */
export const followCursor = z
  .string()
  .check(
    z.regex(/^[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\dZ_(thread|platform|client|boycott)_[0-9a-z]{12}$/),
    z.refine(isCursorTimestamp),
  );
export const followsResponse = z.object({
  follows: z.array(followed),
  next: z.nullable(z.string()),
  /** Whether she follows each thread that she posts in. */
  followsOwn: z.boolean(),
  /** Whether she gets the news of each week. */
  weeklyNews: z.boolean(),
  /** Whether she is asked questions that nobody has answered. */
  answersQuestions: z.boolean(),
  /** Whether her inbox shows messages of organisers of boycotts that she can pledge in. */
  organiserMessages: z.boolean(),
  /** The secret in the address of her private feed, for her alone; null without a feed. */
  feedSecret: z.nullable(z.string()),
});
export type FollowsResponse = z.infer<typeof followsResponse>;

export const followOwnThreadsForm = z.object({
  ...commonFormFields,
  followsOwn: z.enum(['yes', 'no']),
});
export const weeklyNewsForm = z.object({ ...commonFormFields, weekly: z.enum(['yes', 'no']) });
export const organiserMessagesForm = z.object({
  ...commonFormFields,
  messages: z.enum(['yes', 'no']),
});
export const PRIVATE_FEED_CHANGES = ['make', 'end'] as const;
/** `make` creates a feed address, replacing an existing one. */
export const privateFeedForm = z.object({
  ...commonFormFields,
  change: z.enum(PRIVATE_FEED_CHANGES),
});
export type PrivateFeedChange = (typeof PRIVATE_FEED_CHANGES)[number];

/** Data of an item besides its count; which fields depends on its kind. */
export const inboxFacts = z.object({
  /** For a changed standing: the previous one. */
  before: z.optional(standingState),
  after: z.optional(standingState),
  /** For a monthly notification: which month, and how many members. */
  month: z.optional(month),
  members: z.optional(z.int()),
  reporters: z.optional(z.int()),
  reviewers: z.optional(z.int()),
  /** For a check of a proof: its state. */
  state: z.optional(z.enum(['open', 'upheld', 'dismissed'])),
  /** For a decision on a case, and for the flags that led to it. */
  measure: z.optional(measure),
  outcome: z.optional(z.enum(['upheld', 'not-upheld', 'unfounded'])),
  /** For a moderator's proposal in a case. */
  proposal: z.optional(z.enum(PROPOSAL_OUTCOMES)),
  /** For a proposal, or a translation: why the second person refused it. */
  objection: z.optional(z.string()),
  /** For an urgent case: why it was flagged, and the topic or platform. */
  reason: z.optional(z.string()),
  place: z.optional(z.string()),
  /** For an appeal: its outcome. */
  appeal: z.optional(appealState),
  /**
   * For a pause of her right to flag: unfounded flags, all decided flags, and the pause's last day.
   */
  unfounded: z.optional(z.int()),
  flags: z.optional(z.int()),
  /** Also, for the news of a week: its Monday. */
  day: z.optional(day),
  /** For the news of a week: reports that came out, and verdicts that changed. */
  reports: z.optional(z.int()),
  verdicts: z.optional(z.int()),
  /** For a boycott: its new step, and how it ended. */
  boycott: z.optional(boycottState),
  ending: z.optional(boycottOutcome),
  /** For a boycott open for pledges: whether it reached its threshold. */
  reached: z.optional(z.boolean()),
  /** For a translation of a boycott: what became of it. */
  translation: z.optional(z.enum(['confirmed', 'stale', 'refused'])),
  /** For one that was refused: which of a few reasons. */
  refusal: z.optional(z.string()),
  /** For private evidence: its outcome. */
  shown: z.optional(z.enum(['accepted', 'refused', 'unanswered'])),
});
export type InboxFacts = z.infer<typeof inboxFacts>;

export const inboxItem = z.object({
  id,
  kind: z.enum(INBOX_KINDS),
  /** Number of events since the member last read the item. */
  count: z.int(),
  at: z.string(),
  unread: z.boolean(),
  /** The item's subject; null when it was deleted. */
  about: z.nullable(
    z.object({
      /** Path parameter: a slug, the id of a post, a payout or a thread, a pseudonym. */
      key: z.string(),
      /** The subject's name or title. */
      name: z.string(),
      /** The actor, for kinds that have one; null also for a deleted account. */
      by: z.nullable(z.string()),
    }),
  ),
  facts: inboxFacts,
});
export type InboxItem = z.infer<typeof inboxItem>;

const OWN: readonly InboxSubjectKind[] = [
  'own-payout',
  'own-claim',
  'own-decision',
  'own-jury',
  'own-case',
  'own-self',
  'own-private',
];

/**
 * Whether an item is about something she posted unsigned, flagged or decides on: its address would
 * reveal whose it is, or who sits on a jury. A question that is sent to her reveals that she volunteers;
 * a message of organisers is named to nobody outside.
 */
export function isAboutOwnEvidence({ kind }: Pick<InboxItem, 'kind'>): boolean {
  // The news of a week name nothing of hers.
  const outside = kind === 'question' || kind === 'boycott-message';
  return outside || (kind !== 'week' && OWN.includes(INBOX_KIND_SUBJECTS[kind]));
}

/** Cursor of the inbox: unread items first, then read ones, each latest first. */
export const inboxCursor = z.string().check(
  z.regex(/^[ur]_[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\dZ_[0-9a-z]{12}$/),
  z.refine((cursor) => isCursorTimestamp(cursor.slice(2))),
);
/** `unread`: only unread items. */
export const inboxQuery = z.object({
  before: z.optional(inboxCursor),
  unread: z.optional(z.literal('on')),
});
export type InboxQuery = z.infer<typeof inboxQuery>;

export const inboxResponse = z.object({
  items: z.array(inboxItem),
  next: z.nullable(z.string()),
  /** Number of unread items, counted up to MAX_UNREAD_COUNTED. */
  unread: z.int(),
});
export type InboxResponse = z.infer<typeof inboxResponse>;
