import type { Viewer } from '#server/identity/accounts/viewer.ts';
import { AppError, refuseField } from '#server/core/errors.ts';
import {
  FIRST_LINKS,
  FIRST_POSTS,
  FIRST_POSTS_A_DAY,
  type FirstPosts,
  type ForumPost,
  type ThreadDecisionInput,
  type ThreadResponse,
} from '#shared/community/forum.ts';

const DAY_SECONDS = 86_400;

/**
 * What a viewer may do in a thread. A closed one takes no posts, of moderators either. Once others
 * have answered to a title, it is not its author's to change: their words would answer to another.
 */
export function threadRights(
  viewer: Viewer | null,
  thread: { readonly mine: boolean; readonly closed: boolean; readonly answered: boolean },
): ThreadResponse['can'] {
  const moderate = viewer?.roles.includes('moderator') === true;
  return {
    reply: viewer !== null && !thread.closed,
    rename: thread.mine && !thread.closed && !thread.answered,
    // Never on her own: others moderate it.
    moderate: moderate && !thread.mine,
  };
}

/** What a viewer may do with a post: her own words are hers, but a closed thread stays as it is read. */
export function postRights(
  viewer: Viewer | null,
  post: {
    readonly mine: boolean;
    readonly withdrawn: boolean;
    /** By a decision: its author may still change it, and nobody repeats it. */
    readonly hidden: boolean;
    readonly closed: boolean;
  },
): ForumPost['can'] {
  const mine = viewer !== null && post.mine && !post.withdrawn;
  return {
    edit: mine && !post.closed,
    withdraw: mine,
    quote: viewer !== null && !post.withdrawn && !post.hidden && !post.closed,
  };
}

/** What is known of a member's posts: those of earlier days that stand, and how many she made today. */
export type PostCounts = { readonly earlier: number; readonly today: number };

/** How a member's first posts are bound; null once enough of earlier days stand. */
export function boundBy({ earlier, today }: PostCounts): FirstPosts | null {
  if (earlier >= FIRST_POSTS) return null;
  return {
    left: Math.max(0, FIRST_POSTS_A_DAY - today),
    aDay: FIRST_POSTS_A_DAY,
    links: FIRST_LINKS,
  };
}

/**
 * Refuses one of a member's first posts past the day's number.
 * @throws AppError first-posts until the next day (UTC).
 */
export function checkFirstPosts(counts: PostCounts, now: Date): void {
  const bound = boundBy(counts);
  if (bound === null) return;
  if (bound.left === 0) {
    const seconds = Math.floor(now.getTime() / 1000);
    const retryAfterSeconds = DAY_SECONDS - (seconds % DAY_SECONDS);
    throw new AppError('first-posts', { retryAfterSeconds });
  }
}

/** @throws AppError bad-input where one of a member's first posts has too many links. */
export function checkFirstLinks(counts: PostCounts, links: number): void {
  const bound = boundBy(counts);
  if (bound !== null && links > bound.links) {
    throw refuseField('text', 'too-many-links', String(bound.links));
  }
}

/**
 * Refuses a post that comes too soon after the member's last one in a slow thread.
 * @throws AppError slow-mode with the seconds that are left.
 */
export function checkSlow(
  { slowSeconds, lastOwnAt }: { slowSeconds: number | null; lastOwnAt: Date | null },
  now: Date,
): void {
  if (slowSeconds === null || lastOwnAt === null) return;
  const passed = Math.floor((now.getTime() - lastOwnAt.getTime()) / 1000);
  // The clock was put back since, and nobody is to wait until it is where it was.
  if (passed < 0) return;
  const left = slowSeconds - passed;
  if (left > 0) throw new AppError('slow-mode', { retryAfterSeconds: left });
}

/** What a decision is about, as it stands. */
export type ThreadState = {
  readonly pinned: boolean;
  readonly closed: boolean;
  readonly title: string;
  readonly category: string;
  readonly slowSeconds: number | null;
};

/**
 * Whether a decision says all it has to and changes something.
 * @throws AppError bad-input naming the field, or conflict where it is so already.
 */
export function checkDecision(
  { decision, rule, category, seconds, title }: Omit<ThreadDecisionInput, 'reason'>,
  thread: ThreadState,
): void {
  if (decision === 'close' && rule === undefined) throw refuseField('rule', 'required');
  if (decision === 'move' && category === undefined) throw refuseField('category', 'required');
  if (decision === 'rename' && title === undefined) throw refuseField('title', 'required');
  const same = {
    pin: thread.pinned,
    unpin: !thread.pinned,
    close: thread.closed,
    reopen: !thread.closed,
    move: thread.category === category,
    slow: thread.slowSeconds === (seconds ?? null),
    rename: thread.title === title,
  };
  if (same[decision]) throw new AppError('conflict');
}
