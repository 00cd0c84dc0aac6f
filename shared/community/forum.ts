import { z } from 'zod/mini';
import { boycottFailure, boycottState, outcome } from '#shared/collective/boycotts.ts';
import { hiding } from '#shared/governance/cases.ts';
import { currency, day, formControls, id, limit, momentCursor, slug } from '#shared/core/fields.ts';
import type { RuleId } from '#shared/governance/legal.ts';
import { reason } from '#shared/governance/moderation.ts';
import { pictureFields } from '#shared/media/pictures.ts';
import { standingState } from '#shared/directory/platforms.ts';
import { isTitle, showsSomething } from '#shared/core/text.ts';

/** Posts a page: pages are ranges of places, so that every page and every post keeps its address. */
export const POSTS_A_PAGE = 20;
export const THREADS_A_PAGE = 30;
/** Threads that the page of a platform, a client, a task or a proof shows. */
export const SUBJECT_THREADS = 5;
export const MIN_TITLE_LENGTH = 5;
export const MAX_TITLE_LENGTH = 150;
export const MAX_POST_LENGTH = 20_000;
/** Pictures of one post; each comes with a form of its own. */
export const MAX_POST_PICTURES = 4;
/** Live cards of one post. */
export const MAX_CARDS = 5;
/** Members that one post can call by @pseudonym and be heard. */
export const MAX_MENTIONS = 10;
/** So often the words of one post are changed: each version stays for everybody to read. */
export const MAX_EDITS = 50;
/** Until so many of a member's posts of earlier days stand here, those of one day, and links in each, are few. */
export const FIRST_POSTS = 5;
export const FIRST_POSTS_A_DAY = 5;
export const FIRST_LINKS = 2;
/** How long a member may have to wait between two posts of a thread in slow mode, in seconds. */
export const SLOW_SECONDS = [300, 3_600, 86_400] as const;

const when = z.string();
/** A text of the site in both languages. */
const bilingual = z.object({ fr: z.string(), en: z.string() });

/** What a thread is about, one thing at most. */
export const SUBJECT_KINDS = ['platform', 'client', 'task', 'proof', 'boycott'] as const;
export const subjectKind = z.enum(SUBJECT_KINDS);
export type SubjectKind = z.infer<typeof subjectKind>;
/** `key` names it in its address: the slug of a platform or client, else an id. */
export const threadSubject = z.object({ kind: subjectKind, key: z.string(), name: z.string() });
export type ThreadSubject = z.infer<typeof threadSubject>;

/**
 * Who wrote: a pseudonym, or null for an account that is gone or took its words back. Never whether she is established:
 * beside a name that would point at her unsigned evidence as the month turns.
 */
export const forumAuthor = z.object({
  pseudonym: z.nullable(z.string()),
  /** Without a pseudonym: she took her words back, and may still be here. */
  withdrew: z.boolean(),
  /** The viewer does not want to read her. */
  ignored: z.boolean(),
});
export type ForumAuthor = z.infer<typeof forumAuthor>;

export const listedCategory = z.object({ slug, name: bilingual });
export type ListedCategory = z.infer<typeof listedCategory>;

export const listedThread = z.object({
  id,
  title: z.string(),
  category: listedCategory,
  subject: z.nullable(threadSubject),
  author: forumAuthor,
  startedAt: when,
  /** How many posts it has, withdrawn ones too. */
  posts: z.int(),
  lastPostAt: when,
  lastAuthor: forumAuthor,
  pinned: z.boolean(),
  closed: z.boolean(),
  /** Of the viewer: how many posts she has not read; null for a visitor. */
  unread: z.nullable(z.int()),
  /** The place of the first that she has not read; null where there is none. */
  firstUnread: z.nullable(z.int()),
});
export type ListedThread = z.infer<typeof listedThread>;

/** How a young account is bound: how many posts are left of how many today, and links in each. */
export const firstPosts = z.object({ left: z.int(), aDay: z.int(), links: z.int() });
export type FirstPosts = z.infer<typeof firstPosts>;

export const forumResponse = z.object({
  /** Of the viewer; null where nothing binds her. */
  firstPosts: z.nullable(firstPosts),
  categories: z.array(
    z.object({
      slug,
      name: bilingual,
      say: bilingual,
      threads: z.int(),
      posts: z.int(),
      latest: z.nullable(z.object({ id, title: z.string(), at: when, posts: z.int() })),
    }),
  ),
  latest: z.array(listedThread),
});
export type ForumResponse = z.infer<typeof forumResponse>;

/** Where a list of threads goes on: when the last one shown was last posted in, and its id. */
export const threadCursor = momentCursor;

export const threadsQuery = z.object({
  /** At most one of these. */
  category: z.optional(slug),
  platform: z.optional(slug),
  client: z.optional(slug),
  task: z.optional(id),
  proof: z.optional(id),
  boycott: z.optional(id),
  /** Threads that she began, by pseudonym. */
  member: z.optional(z.string().check(z.maxLength(200))),
  before: z.optional(threadCursor),
  limit: limit(THREADS_A_PAGE),
});
export type ThreadsQuery = z.infer<typeof threadsQuery>;

export const threadsResponse = z.object({
  category: z.nullable(z.object({ slug, name: bilingual, say: bilingual })),
  /** Pinned ones first, on the first page of a category. */
  threads: z.array(listedThread),
  next: z.nullable(z.string()),
});
export type ThreadsResponse = z.infer<typeof threadsResponse>;

/** What a post shows as it stands now, where its author pasted a link to it. */
export const CARD_KINDS = SUBJECT_KINDS;
/** As it is kept with the post. */
export const cardReference = z.object({ kind: z.enum(CARD_KINDS), key: z.string() });
export type CardReference = z.infer<typeof cardReference>;

const money = z.object({ minor: z.int(), currency });
export const card = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('platform'),
    key: slug,
    name: z.string(),
    state: standingState,
    payouts: z.int(),
    medianDelayDays: z.nullable(z.int()),
  }),
  z.object({ kind: z.literal('client'), key: slug, name: z.string(), reports: z.int() }),
  z.object({
    kind: z.literal('task'),
    key: id,
    title: z.string(),
    platform: z.string(),
    reward: money,
    /** Median euro cents an hour; null where too few reported. */
    hourlyEur: z.nullable(z.int()),
  }),
  z.object({
    kind: z.literal('proof'),
    key: id,
    platform: z.string(),
    state: z.enum(['received', 'waiting', 'refused', 'given-up']),
    /** Rounded, as everybody sees it. */
    amount: money,
    askedMonth: z.string(),
    delayDays: z.nullable(z.int()),
  }),
  z.object({
    kind: z.literal('boycott'),
    key: id,
    title: z.string(),
    platform: z.string(),
    state: boycottState,
    /** When its step ends by itself. */
    stepEndsAt: z.nullable(z.string()),
    /** How many pledged, once it is on. */
    pledged: z.nullable(z.int()),
    outcome: z.nullable(outcome),
    failure: z.nullable(boycottFailure),
  }),
]);
export type Card = z.infer<typeof card>;

export const postPicture = z.object({
  key: z.string(),
  width: z.int(),
  height: z.int(),
  thumbnailWidth: z.int(),
  thumbnailHeight: z.int(),
});
export type PostPicture = z.infer<typeof postPicture>;

export const forumPost = z.object({
  id,
  place: z.int(),
  author: forumAuthor,
  postedAt: when,
  editedAt: z.nullable(when),
  /** Safe to show as it is; null where its author took the post back, or a decision removed it. */
  html: z.nullable(z.string()),
  /** It was too young to come with the dump that this site was made of: its text never came here. */
  stayedBehind: z.boolean(),
  /** By a decision; null of a post that was taken back. */
  hiding,
  cards: z.array(card),
  pictures: z.array(postPicture),
  mine: z.boolean(),
  can: z.object({ edit: z.boolean(), withdraw: z.boolean(), quote: z.boolean() }),
});
export type ForumPost = z.infer<typeof forumPost>;

export const CLOSING_RULES = ['settled', 'elsewhere', 'R4', 'R5', 'R6', 'R7'] as const satisfies (
  RuleId | 'settled' | 'elsewhere'
)[];
export const closingRule = z.enum(CLOSING_RULES);

export const THREAD_DECISIONS = [
  'pin',
  'unpin',
  'close',
  'reopen',
  'move',
  'slow',
  'rename',
] as const;
export const threadDecisionKind = z.enum(THREAD_DECISIONS);

/** A decision as everybody reads it: what, by which rule, why, when. Never by whom. */
export const threadDecision = z.object({
  kind: threadDecisionKind,
  /** Of closing. */
  rule: z.nullable(closingRule),
  reason: z.string(),
  on: day,
  /** Of moving: where to. */
  category: z.nullable(listedCategory),
  /** Of slow mode; null where it ended. */
  seconds: z.nullable(z.int()),
  /** Of renaming: the title before. */
  oldTitle: z.nullable(z.string()),
  /** Taken by one moderator alone. */
  alone: z.boolean(),
  /** The act by which two others turn it back; null where it cannot be, or two decided. */
  act: z.nullable(id),
});
export type PublishedThreadDecision = z.infer<typeof threadDecision>;

/** Without a page, the first. */
export const threadQuery = z.object({
  page: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(1_000_000))),
});

/** Where the viewer goes on reading; asking for it marks nothing as read. */
export const unreadResponse = z.object({ page: z.int(), place: z.int() });
export type UnreadResponse = z.infer<typeof unreadResponse>;

export const threadResponse = z.object({
  id,
  title: z.string(),
  category: listedCategory,
  subject: z.nullable(threadSubject),
  /** It as it stands now; null where it is gone. */
  subjectCard: z.nullable(card),
  author: forumAuthor,
  startedAt: when,
  posts: z.array(forumPost),
  /** How many places there are. */
  count: z.int(),
  page: z.int(),
  pages: z.int(),
  pinned: z.boolean(),
  closed: z.nullable(z.object({ on: day, rule: closingRule, reason: z.string() })),
  slowSeconds: z.nullable(z.int()),
  /** Of the viewer, as it was before this page was read: the last place read; null for a visitor. */
  lastRead: z.nullable(z.int()),
  following: z.boolean(),
  /** Of the viewer; null where nothing binds her. */
  firstPosts: z.nullable(firstPosts),
  /** What moderators decided on it, the newest first. */
  decisions: z.array(threadDecision),
  can: z.object({
    reply: z.boolean(),
    /** Its author, while it has one page and nobody else's words stand in it. */
    rename: z.boolean(),
    /** Pin, close, move, slow down, rename; each with a reason. */
    moderate: z.boolean(),
  }),
});
export type ThreadResponse = z.infer<typeof threadResponse>;

/** One post with its text, where it stands, and how it is quoted. */
export const postResponse = z.object({
  id,
  thread: z.object({ id, title: z.string() }),
  place: z.int(),
  page: z.int(),
  post: forumPost,
  /** As it was written. */
  text: z.nullable(z.string()),
  /** What a reply that quotes it begins with. */
  quote: z.nullable(z.string()),
});
export type PostResponse = z.infer<typeof postResponse>;

export const versionsResponse = z.object({
  id,
  thread: z.object({ id, title: z.string() }),
  place: z.int(),
  author: forumAuthor,
  hiding,
  /** The newest first; the first is what stands. None where a decision removed the post. */
  versions: z.array(z.object({ number: z.int(), text: z.string(), from: when })),
});
export type VersionsResponse = z.infer<typeof versionsResponse>;

const title = z
  .string()
  .check(
    z.trim(),
    z.minLength(1),
    z.minLength(MIN_TITLE_LENGTH),
    z.maxLength(MAX_TITLE_LENGTH),
    z.refine(isTitle),
  );
const text = z
  .string()
  .check(z.trim(), z.minLength(1), z.maxLength(MAX_POST_LENGTH), z.refine(showsSomething));

export const threadForm = z.object({
  ...formControls,
  ...pictureFields,
  category: slug,
  title,
  text,
  /** At most one; a platform by slug or by what members call it. */
  platform: z.optional(z.string().check(z.trim(), z.maxLength(200))),
  client: z.optional(slug),
  task: z.optional(id),
  proof: z.optional(id),
});
export type ThreadInput = z.infer<typeof threadForm>;

export const postForm = z.object({ ...formControls, ...pictureFields, text });
export type PostInput = z.infer<typeof postForm>;

/** `remove` names the picture that goes. */
export const editForm = z.object({
  ...formControls,
  ...pictureFields,
  text,
  remove: z.optional(z.string().check(z.regex(/^[0-9a-f]{64}$/))),
});
export type EditInput = z.infer<typeof editForm>;

export const renameForm = z.object({ ...formControls, title });
export const previewForm = z.object({ ...formControls, text });
export const previewResponse = z.object({ html: z.string(), cards: z.array(card) });
export type PreviewResponse = z.infer<typeof previewResponse>;
/** What a form without fields sends; a script may send nothing. */
export const forumControls = z.nullish(z.object(formControls));

export const threadDecisionForm = z.object({
  ...formControls,
  decision: threadDecisionKind,
  /** Of closing. */
  rule: z.optional(closingRule),
  reason,
  /** Where it moves to. */
  category: z.optional(slug),
  /** Slow mode in seconds; without, it ends. */
  seconds: z.optional(z.coerce.number().check(z.int(), z.refine(isSlow))),
  /** Of renaming: the new one. */
  title: z.optional(title),
});
export type ThreadDecisionInput = z.infer<typeof threadDecisionForm>;

/** What a proposed decision changes a thread to. */
export const threadChange = z.object({
  /** Of moving: where to. */
  category: z.optional(slug),
  /** Of renaming: the new one. */
  title: z.optional(z.string()),
});

function isSlow(seconds: number): boolean {
  return SLOW_SECONDS.some((one) => one === seconds);
}

/** The page of a thread on which a place stands. */
export function pageOfPlace(place: number): number {
  return Math.max(1, Math.ceil(place / POSTS_A_PAGE));
}
