import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { AppError, fieldError } from '#server/core/errors.ts';
import { attachPicture } from '#server/media/pictures/attach-picture.ts';
import { coverNewText, lockTextCover, type TextCover } from '#server/public-schema/text-covers.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { today } from '#shared/core/days.ts';
import { MAX_EDITS_PER_POST, type EditInput, type renameForm } from '#shared/community/forum.ts';
import type { z } from 'zod/mini';
import { truncateToSecond, type PostAttachments, type PostPosition } from './actions.ts';
import {
  countPostsOfMember,
  isThreadAnswered,
  lockOwnPost,
  lockThread,
  requireNotPaused,
  type LoadedPost,
} from './lock-thread.ts';
import { refuseLinkToOwnUnsignedProof } from './refuse-own-proof.ts';
import { preparePost } from './prepare-post.ts';
import { enforceFirstPostLinkLimit } from './rules.ts';
import { notifyNewlyMentioned } from './notifications.ts';

/** An edited post's position, and the key of the picture it no longer shows; null without one. */
export type EditedPost = PostPosition & { unusedPictureKey: string | null };

/**
 * Edits a post of the viewer. Earlier versions stay public; an unchanged text adds none. A hidden
 * post stays hidden and notifies nobody.
 * @throws AppError thread-closed, since a closed thread stays as it was read; withdrawn;
 * not-allowed.
 */
export async function editPost(
  tx: Db,
  viewer: Viewer,
  id: string,
  input: EditInput,
  { picture, ...reading }: PostAttachments,
  now: Date,
): Promise<EditedPost> {
  return runIdempotently(tx, viewer.id, input, now, async () => {
    await countDailyUse(tx, viewer.id, 'post-edit', now);
    await requireNotPaused(tx, viewer.id, now);
    const { thread, post } = await lockOwnPost(tx, viewer, id);
    if (thread.closed) throw new AppError('thread-closed');
    await refuseLinkToOwnUnsignedProof(tx, viewer, { text: input.text });
    const unusedPictureKey = await removePicture(tx, id, input.remove);
    if (picture !== null) await attachPicture(tx, { postId: id }, picture);
    const placed = { id, threadId: thread.id, place: post.place, unusedPictureKey };
    const cover = await lockTextCover(tx, 'post', id);
    const sameText = input.text === (cover?.text ?? post.text);
    if (sameText && picture === null && unusedPictureKey === null) return placed;
    if (!sameText)
      await replaceText(tx, viewer, thread.id, post, { text: input.text, cover, ...reading }, now);
    await tx.forumPost.update({ where: { id }, data: { editedAt: truncateToSecond(now) } });
    await appendEntry(tx, now, { kind: 'post-edited', subject: `post/${id}` });
    return placed;
  });
}

/**
 * Renames a thread of the viewer. Moderators rename by a decision instead.
 * @throws AppError title-stays once the thread counts as answered; thread-closed; not-allowed for
 * another's thread.
 */
export async function renameThread(
  tx: Db,
  viewer: Viewer,
  id: string,
  input: z.infer<typeof renameForm>,
  now: Date,
): Promise<{ id: string }> {
  return runIdempotently(tx, viewer.id, input, now, async () => {
    await countDailyUse(tx, viewer.id, 'post-edit', now);
    await requireNotPaused(tx, viewer.id, now);
    const { title, memberId, closed } = await lockThread(tx, id);
    if (memberId !== viewer.id) throw new AppError('not-allowed');
    if (closed) throw new AppError('thread-closed');
    if (await isThreadAnswered(tx, viewer, id)) throw new AppError('title-stays');
    if (title === input.title) return { id };
    await tx.forumThread.update({ where: { id }, data: { title: input.title } });
    await appendEntry(tx, now, { kind: 'thread-renamed', subject: `thread/${id}` });
    return { id };
  });
}

/**
 * Detaches the picture that the form asks to remove, if any. The caller deletes its files after the
 * transaction.
 * @returns the picture's key.
 */
async function removePicture(
  tx: Db,
  postId: string,
  key: string | undefined,
): Promise<string | null> {
  if (key === undefined) return null;
  const { count } = await tx.screenshot.deleteMany({ where: { postId, key } });
  if (count === 0) throw fieldError('remove', 'invalid');
  return key;
}

/** Stores the old text as a version, what a decision covers left out of both, and notifies members that only the new text mentions. */
async function replaceText(
  tx: Db,
  viewer: Viewer,
  threadId: string,
  post: LoadedPost,
  {
    text: written,
    cover,
    origin,
    ahead,
  }: { readonly text: string; readonly cover: TextCover | null } & Omit<PostAttachments, 'picture'>,
  now: Date,
): Promise<void> {
  const { id } = post;
  const counts = await countPostsOfMember(tx, viewer.id, today(now));
  const number = (await tx.forumPostVersion.count({ where: { postId: id } })) + 1;
  if (number > MAX_EDITS_PER_POST)
    throw fieldError('text', 'too-many-edits', String(MAX_EDITS_PER_POST));
  const text =
    cover === null ? written : await coverNewText(tx, `post/${id}`, cover, written, number);
  const edited = await preparePost(tx, text, origin, ahead);
  enforceFirstPostLinkLimit(counts, edited.links);
  await tx.forumPostVersion.create({
    data: { postId: id, number, text: post.text, replacedAt: truncateToSecond(now) },
  });
  const { html, renderer, cards } = edited;
  await tx.forumPost.update({
    where: { id },
    data: { text, html, renderer, cards: cards.map(({ kind, key }) => ({ kind, key })) },
  });
  if (post.hidden) return;
  const begun = await tx.forumPostVersion.findFirst({
    where: { postId: id },
    orderBy: { number: 'asc' },
    select: { text: true },
  });
  const first = await preparePost(tx, begun?.text ?? post.text, origin, ahead);
  const placed = { threadId, postId: id, place: post.place };
  await notifyNewlyMentioned(tx, viewer, placed, { first, edited }, now);
}

export async function findFirstVersionText(sql: Sql, id: string): Promise<string | null> {
  const [found] = await sql(
    statement(
      { text: col.text.orNull },
      `SELECT COALESCE((SELECT v.text FROM forum_post_version v WHERE v.post_id = p.id
                       ORDER BY v.number LIMIT 1), p.text) AS text
       FROM forum_post p WHERE p.id = $1`,
    ),
    [id],
  );
  return found?.text ?? null;
}
