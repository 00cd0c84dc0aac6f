import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { notify } from '#server/identity/notifications/notify.ts';
import { MAX_MENTIONS_PER_POST } from '#shared/community/forum.ts';
import type { PreparedPost } from './prepare-post.ts';

/** A post's position, for notifications. */
type Placed = { readonly threadId: string; readonly postId: string; readonly place: number };

type Named = Pick<PreparedPost, 'quotedPostIds' | 'mentionIds'>;

/**
 * Notifies the authors that a post quotes, then the members it mentions, each once, except those in
 * `known`, who were notified before.
 * @returns the ids of all who are notified, now or before.
 */
export async function notifyMentioned(
  tx: Db,
  viewer: Viewer,
  { threadId, postId, place }: Placed,
  { quotedPostIds, mentionIds }: Named,
  now: Date,
  known: readonly string[] = [],
): Promise<string[]> {
  const quoted = (await findThreadAuthors(tx, quotedPostIds)).filter((id) => !known.includes(id));
  const told = [...known, ...quoted];
  const called = mentionIds.filter((id) => !told.includes(id));
  const facts = { thread: threadId, place };
  await notify(tx, quoted, { kind: 'quote', subject: postId, facts }, now, viewer.id);
  await notify(tx, called, { kind: 'mention', subject: postId, facts }, now, viewer.id);
  return [...told, ...called];
}

/**
 * Notifies members that an edit mentions for the first time: not those notified about this post
 * before or mentioned in its `first` text. All edits of a post together notify at most
 * MAX_MENTIONS_PER_POST members.
 */
export async function notifyNewlyMentioned(
  tx: Db,
  viewer: Viewer,
  placed: Placed,
  { first, edited }: { first: Named; edited: Named },
  now: Date,
): Promise<void> {
  const atFirst = [...first.mentionIds, ...(await findThreadAuthors(tx, first.quotedPostIds))];
  const lines = await tx.inboxItem.findMany({
    where: { subject: placed.postId, kind: { in: ['mention', 'quote'] } },
    select: { memberId: true },
  });
  const byEdits = new Set(
    lines.map(({ memberId }) => memberId).filter((id) => !atFirst.includes(id)),
  );
  const known = new Set([...atFirst, ...byEdits, viewer.id]);
  const named = [...(await findThreadAuthors(tx, edited.quotedPostIds)), ...edited.mentionIds];
  const unheard = [...new Set(named)].filter((id) => !known.has(id));
  const silent = unheard.slice(Math.max(0, MAX_MENTIONS_PER_POST - byEdits.size));
  await notifyMentioned(tx, viewer, placed, edited, now, [...known, ...silent]);
}

/** Finds the authors of posts, each once, without those whose accounts were deleted. */
export async function findThreadAuthors(tx: Db, postIds: readonly string[]): Promise<string[]> {
  if (postIds.length === 0) return [];
  const posts = await tx.forumPost.findMany({
    where: { id: { in: [...postIds] } },
    select: { memberId: true },
  });
  return [...new Set(posts.flatMap(({ memberId }) => memberId ?? []))];
}

/** Takes a question out of the inboxes of members who volunteered: somebody has answered it. */
export async function dropAnsweredQuestion(tx: Db, threadId: string): Promise<void> {
  await tx.sql(
    `DELETE FROM inbox_item i USING forum_post p
      WHERE p.thread_id = $1 AND p.place = 1 AND i.kind = 'question' AND i.subject = p.id`,
    [threadId],
  );
}
