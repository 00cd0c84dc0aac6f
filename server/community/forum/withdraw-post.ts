import { deleteIdempotencyKeys } from '#server/identity/accounts/idempotency.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { dayToDate, type Db } from '#server/database/db.ts';
import { deleteProposalsAbout } from '#server/identity/two-person-approval/forget-proposals.ts';
import { eraseSalts, appendEntry } from '#server/transparency-log/append-entries.ts';
import { today } from '#shared/core/days.ts';
import { lockOwnPost, hasOthersPosts } from './lock-thread.ts';

/** A withdrawn post's position, and the keys of pictures no longer used. */
export type WithdrawnPost = {
  threadId: string;
  place: number;
  /** The whole thread was deleted: nobody else had posted in it. */
  threadGone: boolean;
  releasedKeys: string[];
};

/**
 * Withdraws a post of the viewer for good, with its versions and pictures. An anonymous tombstone
 * keeps its position. Withdrawing the first post of a thread deletes the thread if nobody else
 * posted; else the thread keeps its title and loses its author.
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
  const pictures = await tx.screenshot.findMany({ where: { postId: id }, select: { key: true } });
  await tx.screenshot.deleteMany({ where: { postId: id } });
  await tx.forumPostVersion.deleteMany({ where: { postId: id } });
  await tx.forumPost.update({
    where: { id },
    data: {
      text: null,
      html: null,
      cards: [],
      memberId: null,
      editedAt: null,
      withdrawnOn: dayToDate(today(now)),
    },
  });
  await forgetPost(tx, viewer, id, now);
  if (began) await leaveThread(tx, viewer, thread.id);
  return {
    threadId: thread.id,
    place,
    threadGone: false,
    releasedKeys: pictures.map(({ key }) => key),
  };
}

/** Detaches a thread from the member who started it; nothing leads to her any more. */
async function leaveThread(tx: Db, viewer: Viewer, id: string): Promise<void> {
  await tx.forumThread.update({ where: { id }, data: { memberId: null } });
  // The idempotency entry of the form that started the thread covers this post too.
  await deleteIdempotencyKeys(tx, viewer.id, id);
}

/** Deletes a thread whose posts are all the viewer's or tombstones. */
async function withdrawThread(
  tx: Db,
  viewer: Viewer,
  threadId: string,
  now: Date,
): Promise<Pick<WithdrawnPost, 'threadGone' | 'releasedKeys'>> {
  const where = { threadId };
  const posts = await tx.forumPost.findMany({
    where,
    orderBy: { place: 'asc' },
    select: { id: true, text: true },
  });
  const pictures = await tx.screenshot.findMany({
    where: { post: where },
    select: { key: true },
  });
  await tx.forumThread.delete({ where: { id: threadId } });
  await deleteProposalsAbout(tx, `thread/${threadId}`);
  for (const { id, text } of posts) if (text !== null) await forgetPost(tx, viewer, id, now);
  await eraseSalts(tx, `thread/${threadId}`);
  await deleteIdempotencyKeys(tx, viewer.id, threadId);
  await tx.follow.deleteMany({ where: { kind: 'thread', subject: threadId } });
  await tx.inboxItem.deleteMany({ where: { kind: 'thread', subject: threadId } });
  await appendEntry(tx, now, { kind: 'thread-withdrawn', subject: `thread/${threadId}` });
  return { threadGone: true, releasedKeys: pictures.map(({ key }) => key) };
}

/** Erases other traces of a withdrawn post: in the record, idempotency entries, inboxes. */
async function forgetPost(tx: Db, viewer: Viewer, id: string, now: Date): Promise<void> {
  await eraseSalts(tx, `post/${id}`);
  await deleteIdempotencyKeys(tx, viewer.id, id);
  await tx.inboxItem.deleteMany({ where: { kind: { in: ['mention', 'quote'] }, subject: id } });
  await appendEntry(tx, now, { kind: 'post-withdrawn', subject: `post/${id}` });
}
