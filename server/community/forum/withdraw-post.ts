import { deleteIdempotencyKeys } from '#server/identity/accounts/idempotency.ts';
import { withdrawContent } from '#server/identity/accounts/withdraw-content.ts';
import { eraseAuthorSalts } from '#server/transparency-log/append-entries.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { deleteProposalsAbout } from '#server/identity/two-person-approval/erase-old-proposers.ts';
import { lockOwnPost, hasOthersPosts } from './lock-thread.ts';

/** A withdrawn post's position, and the keys of pictures no longer used. */
export type WithdrawnPost = {
  threadId: string;
  place: number;
  /** Whether the whole thread was deleted, since nobody else had posted in it. */
  threadGone: boolean;
  unusedPictureKeys: string[];
};

/**
 * Withdraws a post of the viewer for good, with its versions and pictures. An anonymous tombstone
 * keeps its position. Withdrawing the first post deletes the thread when nobody else posted;
 * otherwise the thread keeps its title and loses its author.
 */
export async function withdrawPost(
  tx: Db,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<WithdrawnPost> {
  const { thread, post } = await lockOwnPost(tx, viewer, id);
  const { place } = post;
  const began = place === 1 && thread.memberId === viewer.id;
  if (began && !(await hasOthersPosts(tx, viewer, thread.id))) {
    return { threadId: thread.id, place, ...(await withdrawThread(tx, viewer, thread.id, now)) };
  }
  const unusedPictureKeys = await withdrawTextOfPost(tx, viewer, id, now);
  if (began) await leaveThread(tx, viewer, thread.id);
  if (post.writtenIn !== null && post.writtenPlace === 1) {
    await leaveEmptiedThread(tx, viewer, post.writtenIn, now);
  }
  return { threadId: thread.id, place, threadGone: false, unusedPictureKeys };
}

/** Removes the link from a thread to the member who started it. */
async function leaveThread(tx: Db, viewer: Viewer, id: string): Promise<void> {
  await tx.forumThread.update({ where: { id }, data: { memberId: null } });
  await eraseAuthorSalts(tx, `thread/${id}`);
  // The idempotency entry of the form that started the thread covers this post too.
  await deleteIdempotencyKeys(tx, viewer.id, id);
}

/**
 * Of a thread that the viewer began and whose posts are read elsewhere: it loses its link to her, and goes whole,
 * with its title, where nobody else had posted in it.
 */
async function leaveEmptiedThread(tx: Db, viewer: Viewer, id: string, now: Date): Promise<void> {
  const began = { id, memberId: viewer.id, posts: 0 };
  if ((await tx.forumThread.count({ where: began })) === 0) return;
  const others = {
    writtenIn: id,
    text: { not: null },
    OR: [{ memberId: null }, { memberId: { not: viewer.id } }],
  };
  if ((await tx.forumPost.count({ where: others })) > 0) return leaveThread(tx, viewer, id);
  await deleteThread(tx, viewer, id, now);
}

/** Deletes a thread whose posts are all the viewer's or tombstones. */
async function withdrawThread(
  tx: Db,
  viewer: Viewer,
  threadId: string,
  now: Date,
): Promise<Pick<WithdrawnPost, 'threadGone' | 'unusedPictureKeys'>> {
  const posts = await tx.forumPost.findMany({
    where: { threadId, text: { not: null } },
    orderBy: { place: 'asc' },
    select: { id: true, writtenIn: true, writtenPlace: true },
  });
  const unusedPictureKeys: string[] = [];
  for (const { id, writtenIn, writtenPlace } of posts) {
    unusedPictureKeys.push(...(await withdrawTextOfPost(tx, viewer, id, now)));
    if (writtenIn !== null && writtenPlace === 1) {
      await leaveEmptiedThread(tx, viewer, writtenIn, now);
    }
  }
  await deleteThread(tx, viewer, threadId, now);
  return { threadGone: true, unusedPictureKeys };
}

async function deleteThread(tx: Db, viewer: Viewer, threadId: string, now: Date): Promise<void> {
  await withdrawContent(tx, viewer.id, 'thread', threadId, now);
  await deleteProposalsAbout(tx, `thread/${threadId}`);
  await tx.follow.deleteMany({ where: { kind: 'thread', subject: threadId } });
  const items = { kind: { in: ['thread', 'posts-moved'] }, subject: threadId };
  await tx.inboxItem.deleteMany({ where: items });
}

/**
 * Empties a post, and removes its text from inboxes.
 * @returns the keys of its pictures.
 */
async function withdrawTextOfPost(
  tx: Db,
  viewer: Viewer,
  id: string,
  now: Date,
): Promise<string[]> {
  await tx.inboxItem.deleteMany({
    where: { kind: { in: ['mention', 'quote', 'question'] }, subject: id },
  });
  return withdrawContent(tx, viewer.id, 'post', id, now);
}
