import { z } from 'zod/mini';
import {
  checkbox,
  day,
  commonFormFields,
  id,
  listLimit,
  timestampCursor,
  slug,
} from '#shared/core/form-fields.ts';
import { bilingualText, listedCategory } from './forum-categories.ts';
import { guide, guideText } from './guides.ts';
import { cardKind, liveCard } from './live-cards.ts';
import { movedAway, movedHere, movedTo } from './moved-posts.ts';
import { threadClosingRule, threadDecision } from './thread-decisions.ts';
import { threadTitle } from './thread-title.ts';
import { accountFields } from '#shared/identity/accounts.ts';
import { pictureFields } from '#shared/media/picture-forms.ts';
import { hasVisibleCharacter } from '#shared/core/text.ts';
import { covering, hiding } from '#shared/core/moderation-decisions.ts';

/** What a reader says of a post with one tap. */
export const REACTIONS = ['thanks', 'me-too'] as const;
export type Reaction = (typeof REACTIONS)[number];

/** Query parameter of a thread: the position of a post to which the page scrolls by its script. */
export const RETURN_PARAMETER = 'at';

/** Posts per page: pages are ranges of positions, so that every page and post keeps its address. */
export const POSTS_A_PAGE = 20;
export const THREADS_A_PAGE = 30;
/** Threads shown on the page of a platform, a client, a task or a proof. */
export const THREADS_SHOWN_OF_SUBJECT = 5;
export const MAX_POST_LENGTH = 20_000;
/** Maximum pictures of one post; each is uploaded by its own form. */
export const MAX_POST_PICTURES = 4;
export const MAX_CARDS_PER_POST = 5;
/** Maximum members notified by the @mentions of one post. */
export const MAX_MENTIONS_PER_POST = 10;
/** Maximum edits of a post; each version stays public. */
export const MAX_EDITS_PER_POST = 50;
const when = z.string();
/** `key` is the path parameter: the slug of a platform or client, else an id. */
export const threadSubject = z.object({ kind: cardKind, key: z.string(), name: z.string() });
export type ThreadSubject = z.infer<typeof threadSubject>;

/**
 * The author: a pseudonym, or null when the account was deleted or the post withdrawn. Never
 * whether she is established: beside a name that would point to her unsigned evidence when a month
 * ends.
 */
export const forumAuthor = z.object({
  pseudonym: z.nullable(z.string()),
  /** Without a pseudonym: true when the author withdrew the post; her account may still exist. */
  withdrew: z.boolean(),
  ignored: z.boolean(),
});
export type ForumAuthor = z.infer<typeof forumAuthor>;

export const listedThread = z.object({
  id,
  /** Empty once its first post is hidden and no other can be read. */
  title: z.string(),
  category: listedCategory,
  subject: z.nullable(threadSubject),
  author: forumAuthor,
  startedAt: when,
  /** Number of posts, withdrawn ones included. */
  posts: z.int(),
  lastPostAt: when,
  lastAuthor: forumAuthor,
  pinned: z.boolean(),
  /** Two moderators read it, and it has not changed since. */
  guide: z.boolean(),
  closed: z.boolean(),
  /** Who asked says that a post helped. */
  solved: z.boolean(),
  /** The beginning of the first post as plain text; empty where it is not shown. */
  excerpt: z.string(),
  /** Reactions on the first post, until last night. */
  thanks: z.int(),
  meToo: z.int(),
  /** Number of posts the viewer has not read; null for a visitor. */
  unread: z.nullable(z.int()),
  /** Position of the viewer's first unread post; null without one. */
  firstUnread: z.nullable(z.int()),
});
export type ListedThread = z.infer<typeof listedThread>;

/** A pause of the viewer from posting: until when (ISO 8601), why, and the decision to appeal against. */
export const postingPause = z.object({
  until: z.string(),
  rule: z.string(),
  reason: z.string(),
  decision: id,
});
export type PostingPause = z.infer<typeof postingPause>;

/** Limits of a young account: posts left today, posts per day, links per post. */
export const firstPostLimits = z.object({ left: z.int(), aDay: z.int(), links: z.int() });
export type FirstPostLimits = z.infer<typeof firstPostLimits>;

export const forumResponse = z.object({
  firstPosts: z.nullable(firstPostLimits),
  paused: z.nullable(postingPause),
  /** How many first posts of new members wait for an answer; null for a member who does not volunteer. */
  waitingFirstPosts: z.nullable(z.int()),
  categories: z.array(
    z.object({
      slug,
      name: bilingualText,
      say: bilingualText,
      threads: z.int(),
      posts: z.int(),
      latest: z.nullable(z.object({ id, title: z.string(), at: when, posts: z.int() })),
    }),
  ),
  latest: z.array(listedThread),
});
export type ForumResponse = z.infer<typeof forumResponse>;

/** Cursor of a list of threads: the last one's latest post time, and its id. */
export const threadCursor = timestampCursor;

/** Which threads a list shows besides the latest: unanswered ones, or the viewer's own. */
export const THREAD_SELECTIONS = ['unanswered', 'own'] as const;
export type ThreadSelection = (typeof THREAD_SELECTIONS)[number];

export const threadsQuery = z.object({
  /** Not with another filter; `own` lists nothing for a visitor. */
  select: z.optional(z.enum(THREAD_SELECTIONS)),
  /** The slug of the category whose threads are listed; at most one of these filters is allowed. */
  category: z.optional(slug),
  platform: z.optional(slug),
  client: z.optional(slug),
  task: z.optional(id),
  proof: z.optional(id),
  boycott: z.optional(id),
  /** Threads started by this pseudonym. */
  member: z.optional(z.string().check(z.maxLength(200))),
  before: z.optional(threadCursor),
  limit: listLimit(THREADS_A_PAGE),
});
export type ThreadsQuery = z.infer<typeof threadsQuery>;

export const threadsResponse = z.object({
  category: z.nullable(z.object({ slug, name: bilingualText, say: bilingualText })),
  /** On the first page of a category, pinned ones come first. */
  threads: z.array(listedThread),
  next: z.nullable(z.string()),
});
export type ThreadsResponse = z.infer<typeof threadsResponse>;

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
  /** Safe to insert as is; null when its author withdrew the post or a decision removed it. */
  html: z.nullable(z.string()),
  /** Too recent to be in the dump from which this site was restored; its text is missing here. */
  stayedBehind: z.boolean(),
  /** Hidden by a decision; null for a withdrawn post. */
  hiding,
  /** The decision that covers words of it; null where none are covered. */
  covering,
  cards: z.array(liveCard),
  pictures: z.array(postPicture),
  /** The first post of its author on this site. */
  isFirst: z.boolean(),
  /** Counts until last night, and the viewer's own reactions. */
  reactions: z.object({ thanks: z.int(), meToo: z.int(), own: z.array(z.enum(REACTIONS)) }),
  mine: z.boolean(),
  can: z.object({
    edit: z.boolean(),
    withdraw: z.boolean(),
    quote: z.boolean(),
    /** Say thank you or me too; not to one's own post. */
    react: z.boolean(),
  }),
});
export type ForumPost = z.infer<typeof forumPost>;

/** Defaults to the first page. */
export const threadQuery = z.object({
  page: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(1_000_000))),
});

/** Where the viewer resumes the thread; asking marks nothing as read. */
export const unreadResponse = z.object({ page: z.int(), place: z.int() });
export type UnreadResponse = z.infer<typeof unreadResponse>;

export const threadResponse = z.object({
  id,
  title: z.string(),
  category: listedCategory,
  subject: z.nullable(threadSubject),
  /** The subject's current card; null when it is gone. */
  subjectCard: z.nullable(liveCard),
  author: forumAuthor,
  startedAt: when,
  posts: z.array(forumPost),
  /** Number of positions. */
  count: z.int(),
  page: z.int(),
  pages: z.int(),
  pinned: z.boolean(),
  /** Null where it is none, or was changed since two moderators read it. */
  guide: z.nullable(guide),
  /** For moderators: the hash of the text that they would read as a guide; null while hidden. */
  guideText: z.nullable(guideText),
  closed: z.nullable(z.object({ on: day, rule: threadClosingRule, reason: z.string() })),
  slowSeconds: z.nullable(z.int()),
  /** The post that helped who asked; null without one, or while it is hidden. */
  solved: z.nullable(z.object({ id, place: z.int(), author: forumAuthor, excerpt: z.string() })),
  /** The last position the viewer had read before this request; null for a visitor. */
  lastRead: z.nullable(z.int()),
  following: z.boolean(),
  firstPosts: z.nullable(firstPostLimits),
  paused: z.nullable(postingPause),
  /** Moderators' decisions about it, newest first. */
  decisions: z.array(threadDecision),
  /** What decisions moved here, by the first of the posts. */
  movedHere: z.array(movedHere),
  /** Posts written here that are read in other threads. */
  movedAway: z.array(movedAway),
  /** Where all of them are read; null while the thread has posts. */
  movedTo: z.nullable(movedTo),
  can: z.object({
    reply: z.boolean(),
    /** The author may rename it while it has one page and nobody else has posted. */
    rename: z.boolean(),
    /** The author may say which post helped. */
    solve: z.boolean(),
    /** The author may propose it as a guide, which two moderators read. */
    proposeGuide: z.boolean(),
    /** The viewer may pin, close, move, slow down and rename it, each with a reason. */
    moderate: z.boolean(),
  }),
});
export type ThreadResponse = z.infer<typeof threadResponse>;

/** One post with its text, its position, and its quote for a reply. */
export const postResponse = z.object({
  id,
  thread: z.object({ id, title: z.string() }),
  place: z.int(),
  page: z.int(),
  post: forumPost,
  /** As its author wrote it, for her alone; for others without covered words. */
  text: z.nullable(z.string()),
  /** Markdown to begin a reply with that quotes the post. */
  quote: z.nullable(z.string()),
});
export type PostResponse = z.infer<typeof postResponse>;

export const versionsResponse = z.object({
  id,
  thread: z.object({ id, title: z.string() }),
  place: z.int(),
  author: forumAuthor,
  hiding,
  /** Newest first; the first is the current one. Empty when a decision removed the post. */
  versions: z.array(z.object({ number: z.int(), text: z.string(), from: when })),
});
export type VersionsResponse = z.infer<typeof versionsResponse>;

const text = z
  .string()
  .check(z.trim(), z.minLength(1), z.maxLength(MAX_POST_LENGTH), z.refine(hasVisibleCharacter));

/** She was asked about a watched word in it, and publishes it all the same. */
const asked = z.optional(checkbox);
export const threadForm = z.object({
  ...commonFormFields,
  ...pictureFields,
  category: slug,
  title: threadTitle,
  text,
  asked,
  /** The platform that the thread is about, by slug or name; a thread has at most one subject. */
  platform: z.optional(z.string().check(z.trim(), z.maxLength(200))),
  client: z.optional(slug),
  task: z.optional(id),
  proof: z.optional(id),
});
export type ThreadInput = z.infer<typeof threadForm>;
/** A thread with the account of a visitor, made or opened by the same form. */
export const threadWithAccountForm = z.object({ ...threadForm.shape, ...accountFields });

export const postForm = z.object({ ...commonFormFields, ...pictureFields, text, asked });
export type PostInput = z.infer<typeof postForm>;
/** A post with the account of a visitor, made or opened by the same form. */
export const postWithAccountForm = z.object({ ...postForm.shape, ...accountFields });

/** An edited post; `remove` names the picture to remove. */
export const editForm = z.object({
  ...commonFormFields,
  ...pictureFields,
  text,
  remove: z.optional(z.string().check(z.regex(/^[0-9a-f]{64}$/))),
});
export type EditInput = z.infer<typeof editForm>;

export const renameForm = z.object({ ...commonFormFields, title: threadTitle });
export const previewForm = z.object({ ...commonFormFields, text });
export const previewResponse = z.object({ html: z.string(), cards: z.array(liveCard) });
export type PreviewResponse = z.infer<typeof previewResponse>;

export function threadPageOfPosition(place: number): number {
  return Math.max(1, Math.ceil(place / POSTS_A_PAGE));
}
