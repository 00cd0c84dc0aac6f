import { forgetActs } from '#server/identity/accounts/idempotency.ts';
import type { Viewer } from '#server/identity/accounts/viewer.ts';
import { dateOf, type Db } from '#server/database/db.ts';
import { forgetActsAbout } from '#server/governance/proposals/forget.ts';
import { eraseSalts, record } from '#server/transparency-log/record.ts';
import { today } from '#shared/core/days.ts';
import { lockOwnPost, othersStand } from './load.ts';

/** Where a post stood, and the pictures that nothing of it shows any more. */
export type WithdrawnPost = {
  threadId: string;
  place: number;
  /** The whole thread went: nobody else's words stood in it. */
  threadGone: boolean;
  releasedKeys: string[];
};

/**
 * Takes a post of the viewer's back for good, with all its versions and pictures. A tombstone that
 * leads to nobody keeps its place. With the first post of a thread in which nobody else's words
 * stand, the whole thread goes; else the thread keeps its title, and no author.
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
  if (began && !(await othersStand(tx, viewer, thread.id))) {
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
      withdrawnOn: dateOf(today(now)),
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

/** The thread goes on without the one who began it: neither its head nor a list leads to her. */
async function leaveThread(tx: Db, viewer: Viewer, id: string): Promise<void> {
  await tx.forumThread.update({ where: { id }, data: { memberId: null } });
  // The form that began the thread made this post as well.
  await forgetActs(tx, viewer.id, id);
}

/** A thread with all its posts, which are the viewer's, or tombstones. */
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
  await forgetActsAbout(tx, `thread/${threadId}`);
  for (const { id, text } of posts) if (text !== null) await forgetPost(tx, viewer, id, now);
  await eraseSalts(tx, `thread/${threadId}`);
  await forgetActs(tx, viewer.id, threadId);
  await tx.follow.deleteMany({ where: { kind: 'thread', subject: threadId } });
  await tx.inboxItem.deleteMany({ where: { kind: 'thread', subject: threadId } });
  await record(tx, now, { kind: 'thread-withdrawn', subject: `thread/${threadId}` });
  return { threadGone: true, releasedKeys: pictures.map(({ key }) => key) };
}

/** What else knew of a post that is taken back: the record, the forms that made it, inboxes. */
async function forgetPost(tx: Db, viewer: Viewer, id: string, now: Date): Promise<void> {
  await eraseSalts(tx, `post/${id}`);
  await forgetActs(tx, viewer.id, id);
  await tx.inboxItem.deleteMany({ where: { kind: { in: ['mention', 'quote'] }, subject: id } });
  await record(tx, now, { kind: 'post-withdrawn', subject: `post/${id}` });
}
