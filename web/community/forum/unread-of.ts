import type { ListedThread } from '#shared/community/forum.ts';
import type { PageContext } from '#web/page.ts';

/** The part of a listed thread that tells what a member has not read. */
export type Progress = Pick<ListedThread, 'id' | 'posts' | 'unread' | 'firstUnread'>;

/** Without the rest of the thread, which a kept page would hold in memory. */
export function progressOf({ id, posts, unread, firstUnread }: ListedThread): Progress {
  return { id, posts, unread, firstUnread };
}

/** Number of posts of a listed thread that the member has not read, and the position of the first. */
export function unreadOf(
  { id, posts, unread, firstUnread }: Progress,
  { inserted }: PageContext,
): { readonly count: number; readonly first: number | null } {
  if (inserted === null) return { count: unread ?? 0, first: firstUnread };
  // Posted in since her progress was read.
  const read = inserted.lastRead?.[id] ?? posts;
  const count = Math.max(0, posts - read);
  return { count, first: count === 0 ? null : read + 1 };
}
