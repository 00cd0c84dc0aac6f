import { z } from 'zod/mini';
import { appealState } from '#shared/governance/appeals.ts';
import { boycottState, outcome } from '#shared/collective/boycotts.ts';
import { measure } from '#shared/governance/cases.ts';
import { day, formControls, id, isMoment, month } from '#shared/core/fields.ts';
import { standingState } from '#shared/directory/platforms.ts';

/** What a line is about, and so what it leads to. */
export type InboxAbout =
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
  | 'case'
  | 'act';

/**
 * What an inbox tells of, each with what its subject is; of each subject there is one line a kind,
 * which what happens again renews. A new kind is one entry here, one sentence a language, and one
 * link in web/community/inbox/line-links.ts.
 */
export const INBOX = {
  // Somebody wrote @her, or quoted her: the subject is the post.
  mention: 'post',
  quote: 'post',
  // New posts in a thread that she follows.
  thread: 'thread',
  // Of a platform that she follows: who newly waits, its standing changed, it replied.
  'platform-claims': 'platform',
  'platform-standing': 'platform',
  'platform-reply': 'platform',
  // Of a client that she follows: new reports of tasks or reviews, it replied.
  client: 'client',
  'client-reply': 'client',
  // Of a boycott, or of a platform or client with one: it came to another step; its pledgers are asked.
  'boycott-step': 'boycott',
  'boycott-ballot': 'boycott',
  // Of a boycott that she proposed: a deadline comes within a day.
  'boycott-deadline': 'boycott',
  // Her key is asked for beside the site's; something waits for it.
  'boycott-key-asked': 'boycott',
  'boycott-key-waits': 'boycott',
  // What came of private evidence of hers: the subject is herself, and no platform is named.
  'private-evidence': 'own-self',
  // Of a moderator: private evidence waits for her; the subject is that evidence.
  'private-check': 'own-private',
  // A pay-out that she waits for awaits her answer.
  'claim-reminder': 'own-claim',
  // A question about a proof of hers is open, or settled.
  check: 'own-payout',
  // A private message: the subject is its sender.
  message: 'member',
  // A message that she flagged was decided on: the subject is who wrote it.
  'message-flag': 'member',
  // A decision keeps her from private messages: the subject is herself.
  'messages-suspended': 'member',
  // A decision about what she wrote, or about what she flagged: the subject is the decision.
  decision: 'own-decision',
  'flag-decided': 'own-decision',
  // What came of her appeal: the subject is the decision.
  appeal: 'own-decision',
  // A jury is called about what she wrote or flagged; she may add words to its draw, then tell them.
  'jury-called': 'own-jury',
  'jury-reveal': 'own-jury',
  // She was drawn for a jury.
  'jury-duty': 'own-jury',
  // She may not flag for a while: the subject is herself.
  'flags-paused': 'member',
  // Of a moderator on duty: an urgent case waits.
  case: 'case',
  // A second person is asked for: as another moderator, or since she was drawn. And what she proposed
  // is answered.
  'act-waits': 'act',
  'act-drawn': 'act',
  'act-answered': 'act',
} as const satisfies Record<string, InboxAbout>;
export type InboxKind = keyof typeof INBOX;
export const INBOX_KINDS = Object.keys(INBOX) as InboxKind[];

export const FOLLOW_KINDS = ['thread', 'platform', 'client', 'boycott'] as const;
export type FollowKind = (typeof FOLLOW_KINDS)[number];
export const followKind = z.enum(FOLLOW_KINDS);
/** The id of a thread or a boycott, the slug of a platform or a client. */
export const followKey = z.string().check(z.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), z.maxLength(80));

export const FOLLOWS_A_PAGE = 50;
export const INBOX_PAGE_SIZE = 30;
/** From this count on the header says "99+". */
export const UNREAD_COUNTED = 100;
/** How long a line stays once it was read, and how long one that nobody reads, in days. */
export const READ_ITEM_DAYS = 30;
export const UNREAD_ITEM_DAYS = 365;
/** Others hear that members wait, or reported, only where at least so many did in the month. */
export const MIN_MEMBERS_TOLD = 3;

export const followForm = z.object({ ...formControls, kind: followKind, key: followKey });
export type FollowInput = z.infer<typeof followForm>;

export const followResponse = z.object({ following: z.boolean() });

const followed = z.object({
  kind: followKind,
  key: followKey,
  name: z.string(),
  since: z.string(),
});
export type Followed = z.infer<typeof followed>;
/** Where a list of what she follows goes on. */
export const followCursor = z
  .string()
  .check(
    z.regex(/^[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\dZ_(thread|platform|client|boycott)_[0-9a-z]{12}$/),
    z.refine(isMoment),
  );
export const followsResponse = z.object({
  follows: z.array(followed),
  next: z.nullable(z.string()),
  /** She follows each thread that she posts in. */
  followsOwn: z.boolean(),
  /** The secret in the address of her private feed, for her eyes; null while she has none. */
  feedSecret: z.nullable(z.string()),
});
export type FollowsResponse = z.infer<typeof followsResponse>;

export const followChoiceForm = z.object({ ...formControls, followsOwn: z.enum(['yes', 'no']) });
export const FEED_CHANGES = ['make', 'end'] as const;
/** `make` makes an address or, where there is one, another one in its place. */
export const privateFeedForm = z.object({ ...formControls, change: z.enum(FEED_CHANGES) });
export type FeedChange = (typeof FEED_CHANGES)[number];

/** What a line says beside its count, each where its kind has it. */
export const inboxFacts = z.object({
  /** Of a changed standing. */
  before: z.optional(standingState),
  after: z.optional(standingState),
  /** Of what is told once a month: which, and how many members. */
  month: z.optional(month),
  members: z.optional(z.int()),
  reporters: z.optional(z.int()),
  reviewers: z.optional(z.int()),
  /** Of a question about a proof. */
  state: z.optional(z.enum(['open', 'upheld', 'dismissed'])),
  /** Of a decision on a case, and of the flags that led to it. */
  measure: z.optional(measure),
  outcome: z.optional(z.enum(['upheld', 'not-upheld', 'unfounded'])),
  /** Of an appeal: what came of it. */
  appeal: z.optional(appealState),
  /** Of a pause: how many of how many flags, and its end. */
  unfounded: z.optional(z.int()),
  flags: z.optional(z.int()),
  day: z.optional(day),
  /** Of a boycott: the step that it came to, and how it ended. */
  boycott: z.optional(boycottState),
  ending: z.optional(outcome),
  /** Of one open for pledges: enough have pledged. */
  reached: z.optional(z.boolean()),
  /** Of private evidence: what came of it. */
  shown: z.optional(z.enum(['accepted', 'refused', 'unanswered'])),
});
export type InboxFacts = z.infer<typeof inboxFacts>;

export const inboxItem = z.object({
  id,
  kind: z.enum(INBOX_KINDS),
  /** How many happened since she last read it. */
  count: z.int(),
  at: z.string(),
  unread: z.boolean(),
  /** What it is about; null where that is gone. */
  about: z.nullable(
    z.object({
      /** What its address is made with: a slug, the id of a post, a pay-out or thread, a pseudonym. */
      key: z.string(),
      /** Its name or title. */
      name: z.string(),
      /** Who did it, where the kind says so; null also for an account that is gone. */
      by: z.nullable(z.string()),
    }),
  ),
  facts: inboxFacts,
});
export type InboxItem = z.infer<typeof inboxItem>;

const OWN: readonly InboxAbout[] = [
  'own-payout',
  'own-claim',
  'own-decision',
  'own-jury',
  'own-self',
  'own-private',
];

/**
 * Whether a line is about what she posted unsigned, flagged or decides on: its address would tell
 * whose it is, or who sits on a jury.
 */
export function isOwnEvidence({ kind }: Pick<InboxItem, 'kind'>): boolean {
  return OWN.includes(INBOX[kind]);
}

/** Where a list goes on: unread lines come first, then read ones, each the latest first. */
export const inboxCursor = z.string().check(
  z.regex(/^[ur]_[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\dZ_[0-9a-z]{12}$/),
  z.refine((cursor) => isMoment(cursor.slice(2))),
);
export const inboxResponse = z.object({
  items: z.array(inboxItem),
  next: z.nullable(z.string()),
  /** How many lines are unread; counted up to UNREAD_COUNTED. */
  unread: z.int(),
});
export type InboxResponse = z.infer<typeof inboxResponse>;

/** What a form without fields sends; a script may send nothing. */
export const inboxControls = z.nullish(z.object(formControls));
