import { fieldError } from '#server/core/errors.ts';
import { MAX_POSTS_A_MERGE } from '#shared/community/moved-posts.ts';
import { isWrittenFirst } from './arrange-posts.ts';

/** A thread that posts move from or to. */
export type MovingThread = {
  readonly id: string;
  /** Number of posts read in it; 0 once it is emptied. */
  readonly posts: number;
  readonly closed: boolean;
  /** A boycott is debated in it. */
  readonly debate: boolean;
  /** Two moderators read it as a guide. */
  readonly guided: boolean;
};

/** A chosen post, as far as it was found. */
export type MovingPost = {
  readonly thread: string;
  readonly place: number;
  readonly writtenIn: string | null;
  readonly writtenPlace: number | null;
};

/**
 * Checks that a thread can be merged into another.
 * @throws AppError bad-input that says of `to` why not.
 */
export function checkMerge(from: MovingThread, to: MovingThread): void {
  checkTarget(from, to);
  if (to.posts === 0) throw fieldError('to', 'topic-emptied');
  checkEmptying(from, 'to');
}

/**
 * Checks that chosen posts can move from a thread to another, or to a new one where `to` is null. `wanted` is how
 * many were chosen.
 * @throws AppError bad-input that says of `to` or `posts` why not.
 */
export function checkMove(
  from: MovingThread,
  to: MovingThread | null,
  chosen: readonly MovingPost[],
  wanted: number,
): void {
  checkTarget(from, to);
  if (wanted === 0) throw fieldError('posts', 'no-posts');
  if (chosen.length < wanted || chosen.some(({ thread }) => thread !== from.id)) {
    throw fieldError('posts', 'posts-elsewhere');
  }
  const isAll = chosen.length === from.posts;
  // The title says what the first post asks: it goes only with all that answers it.
  if (chosen.some(({ place }) => place === 1) && (!isAll || to === null)) {
    throw fieldError('posts', 'opening-post');
  }
  if (isAll) checkEmptying(from, 'posts');
  if (to?.posts === 0 && !chosen.some((post) => isWrittenFirst(post, to.id))) {
    throw fieldError('posts', 'needs-opening-post');
  }
}

function checkTarget(from: MovingThread, to: MovingThread | null): void {
  if (from.id === to?.id) throw fieldError('to', 'same-topic');
  if (from.posts === 0) throw fieldError('to', 'topic-emptied');
  if (to?.closed === true) throw fieldError('to', 'closed-there');
}

/** What a decision or a boycott made of a thread stays at its address. */
function checkEmptying(from: MovingThread, field: 'to' | 'posts'): void {
  if (from.debate) throw fieldError(field, 'topic-of-boycott');
  if (from.guided) throw fieldError(field, 'topic-is-guide');
  if (from.closed) throw fieldError(field, 'topic-closed');
  if (from.posts > MAX_POSTS_A_MERGE) {
    throw fieldError(field, 'too-many-posts', String(MAX_POSTS_A_MERGE));
  }
}
