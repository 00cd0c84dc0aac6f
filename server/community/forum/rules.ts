import {
  MAX_LINKS_IN_FIRST_POSTS,
  POSTS_UNTIL_UNLIMITED,
  FIRST_POSTS_PER_DAY,
} from '#shared/community/new-account-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { AppError, fieldError } from '#server/core/errors.ts';
import {
  type FirstPostLimits,
  type ForumPost,
  type PostingPause,
  type ThreadResponse,
} from '#shared/community/forum.ts';
import type { ThreadDecisionInput } from '#shared/community/thread-decisions.ts';

const DAY_SECONDS = 86_400;

/**
 * Returns the rights of a viewer in a thread. A closed thread takes no posts, not even from
 * moderators. Once others answered, the author cannot change the title, or their answers would
 * refer to another question.
 */
export function threadRights(
  viewer: Viewer | null,
  thread: { readonly mine: boolean; readonly closed: boolean; readonly answered: boolean },
): ThreadResponse['can'] {
  const moderate = viewer?.roles.includes('moderator') === true;
  return {
    // A visitor too: the form makes her account.
    reply: !thread.closed,
    rename: thread.mine && !thread.closed && !thread.answered,
    solve: thread.mine && thread.answered,
    proposeGuide: thread.mine && !thread.closed,
    // Nobody moderates her own thread.
    moderate: moderate && !thread.mine,
  };
}

/** Returns the rights of a viewer on a post: authors edit their own, except in a closed thread. */
export function postRights(
  viewer: Viewer | null,
  post: {
    readonly mine: boolean;
    readonly withdrawn: boolean;
    /** A decision hides the post: its author may still edit it, and nobody can quote it. */
    readonly hidden: boolean;
    readonly closed: boolean;
  },
): ForumPost['can'] {
  const mine = viewer !== null && post.mine && !post.withdrawn;
  return {
    edit: mine && !post.closed,
    withdraw: mine,
    quote: viewer !== null && !post.withdrawn && !post.hidden && !post.closed,
    react: viewer !== null && !post.mine && !post.withdrawn && !post.hidden,
  };
}

/**
 * Refuses what a member writes while a pause holds.
 * @throws AppError posting-paused with the seconds left.
 */
export function refusePaused(paused: PostingPause | null, now: Date): void {
  if (paused === null) return;
  const left = Math.ceil((new Date(paused.until).getTime() - now.getTime()) / 1000);
  throw new AppError('posting-paused', { retryAfterSeconds: Math.max(1, left) });
}

/** A member's posts: those of earlier days that still stand, and those made today. */
export type PostCounts = { readonly earlier: number; readonly today: number };

/** Whether a post is its author's first, by the counts before it. */
export function isFirstPost({ earlier, today }: PostCounts): boolean {
  return earlier === 0 && today === 0;
}

/** Returns the limits on a member's first posts; null once enough posts of earlier days stand. */
export function firstPostLimitsOf({ earlier, today }: PostCounts): FirstPostLimits | null {
  if (earlier >= POSTS_UNTIL_UNLIMITED) return null;
  return {
    left: Math.max(0, FIRST_POSTS_PER_DAY - today),
    aDay: FIRST_POSTS_PER_DAY,
    links: MAX_LINKS_IN_FIRST_POSTS,
  };
}

/**
 * Enforces the daily limit on first posts.
 * @throws AppError first-posts until the next day (UTC).
 */
export function enforceFirstPostLimit(counts: PostCounts, now: Date): void {
  const bound = firstPostLimitsOf(counts);
  if (bound === null) return;
  if (bound.left === 0) {
    const seconds = Math.floor(now.getTime() / 1000);
    const retryAfterSeconds = DAY_SECONDS - (seconds % DAY_SECONDS);
    throw new AppError('first-posts', { retryAfterSeconds });
  }
}

/**
 * Enforces the maximum number of links in each of a member's first posts.
 * @throws AppError bad-input when there are more.
 */
export function enforceFirstPostLinkLimit(counts: PostCounts, links: number): void {
  const bound = firstPostLimitsOf(counts);
  if (bound !== null && links > bound.links) {
    throw fieldError('text', 'too-many-links', String(bound.links));
  }
}

/**
 * Enforces the interval between a member's posts in a slow thread.
 * @throws AppError slow-mode with the seconds left.
 */
export function enforceSlowMode(
  { slowSeconds, lastOwnAt }: { slowSeconds: number | null; lastOwnAt: Date | null },
  now: Date,
): void {
  if (slowSeconds === null || lastOwnAt === null) return;
  const passed = Math.floor((now.getTime() - lastOwnAt.getTime()) / 1000);
  // The clock was set back since the last post: do not make the member wait for it to catch up.
  if (passed < 0) return;
  const left = slowSeconds - passed;
  if (left > 0) throw new AppError('slow-mode', { retryAfterSeconds: left });
}

/** The current state of the thread that a decision is about. */
export type ThreadState = {
  readonly pinned: boolean;
  readonly closed: boolean;
  readonly title: string;
  readonly category: string;
  readonly slowSeconds: number | null;
  /** Two moderators have read it as a guide, whether or not it was changed since. */
  readonly guided: boolean;
  /** Hash of the text that a guide's readers read; null while there is none to read. */
  readonly guideText: string | null;
};

/**
 * Checks that a decision is complete and changes something.
 * @throws AppError bad-input naming the field, or conflict when nothing would change.
 */
export function checkThreadDecision(
  {
    decision,
    rule,
    category,
    seconds,
    title,
    text,
  }: Omit<ThreadDecisionInput, 'reason' | 'sources'>,
  thread: ThreadState,
): void {
  if (decision === 'close' && rule === undefined) throw fieldError('rule', 'required');
  if (decision === 'move' && category === undefined) throw fieldError('category', 'required');
  if (decision === 'rename' && title === undefined) throw fieldError('title', 'required');
  if (decision === 'guide' && text === undefined) throw fieldError('text', 'required');
  const same = {
    pin: thread.pinned,
    unpin: !thread.pinned,
    close: thread.closed,
    reopen: !thread.closed,
    move: thread.category === category,
    slow: thread.slowSeconds === (seconds ?? null),
    rename: thread.title === title,
    // The text was changed since it was read. To read the same one again renews its day.
    guide: thread.guideText !== text,
    unguide: !thread.guided,
  };
  if (same[decision]) throw new AppError('conflict');
}
