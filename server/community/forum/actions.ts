import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import { countDailyUse } from '#server/identity/accounts/daily-limits.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { sendWithCommit } from '#server/database/transactions.ts';
import { AppError, fieldError } from '#server/core/errors.ts';
import { randomId } from '#server/core/ids.ts';
import { FOLLOW_OWN_THREAD_SQL } from '#server/community/inbox/follow.ts';
import { attachPicture, type StoredPicture } from '#server/media/pictures/attach-picture.ts';
import {
  appendEntry,
  valuesOfWrittenEntry,
  writtenEntrySql,
} from '#server/transparency-log/append-entries.ts';
import { guessEvidenceHint, type EvidenceHint } from '#shared/evidence/evidence-hints.ts';
import type { PostInput, ThreadInput } from '#shared/community/forum.ts';
import { countNewPost, placeNewPost, type LoadedThread } from './lock-thread.ts';
import { refuseLinkToOwnUnsignedProof } from './refuse-own-proof.ts';
import { preparePost, type PreparedPost, type RenderedText } from './prepare-post.ts';
import { enforceFirstPostLinkLimit, enforceSlowMode, isFirstPost } from './rules.ts';
import { resolveThreadSubject } from './resolve-thread-subject.ts';
import { dropAnsweredQuestion, notifyMentioned } from './notifications.ts';
import { STORE_WRITTEN_POSITION_SQL } from './thread-queries.ts';

/**
 * What a new post has besides its form fields: the stored picture, and texts rendered before the
 * transaction.
 */
export type PostAttachments = {
  readonly picture: StoredPicture | null;
  /**
   * Origin of this site from the settings, to recognise its own addresses in a text; null where
   * unset.
   */
  readonly origin: string | null;
  /** Long texts of the post, rendered before the transaction. */
  readonly ahead?: readonly RenderedText[];
};

export type PostPosition = { id: string; threadId: string; place: number };

/** Starts a thread with its first post, for the debate of a boycott or without. Idempotent by the form's key. */
export async function startThread(
  tx: Db,
  viewer: Viewer,
  input: ThreadInput,
  attached: PostAttachments & { readonly boycottId?: string },
  now: Date,
): Promise<{ id: string; postId: string }> {
  return runIdempotently(tx, viewer.id, input, now, async () => {
    await countDailyUse(tx, viewer.id, 'thread', now);
    const { title, text } = input;
    const category = await tx.forumCategory.findUnique({
      where: { slug: input.category },
      select: { id: true },
    });
    if (category === null) throw fieldError('category', 'invalid');
    await refuseLinkToOwnUnsignedProof(tx, viewer, input);
    const subject = await resolveThreadSubject(tx, input);
    const { language } = viewer;
    const asked = { language, text: input.asked === true ? null : `${title}\n${text}` };
    const counts = await countNewPost(tx, viewer.id, asked, now);
    const prepared = await preparePost(tx, text, attached.origin, attached.ahead);
    enforceFirstPostLinkLimit(counts, prepared.links);
    const id = randomId();
    const at = truncateToSecond(now);
    await tx.forumThread.create({
      data: {
        ...subject,
        id,
        title,
        categoryId: category.id,
        boycottId: attached.boycottId ?? null,
        memberId: viewer.id,
        startedAt: at,
        lastPostAt: at,
        posts: 1,
      },
    });
    await appendEntry(tx, now, {
      kind: 'thread-started',
      subject: `thread/${id}`,
    });
    const { picture } = attached;
    const isFirst = isFirstPost(counts);
    const postId = randomId();
    const post = { id: postId, threadId: id, place: 1, at, text, prepared, isFirst };
    await putPost(tx, viewer, post, now);
    if (picture !== null) await attachPicture(tx, { postId }, picture);
    await appendEntry(tx, now, publishedEntry(postId));
    await notifyMentioned(tx, viewer, { threadId: id, postId, place: 1 }, prepared, now);
    return { id, postId };
  });
}

/**
 * Publishes a post of the viewer in a thread, or in the one where its posts are read. Idempotent by the form's key. After the commit `followUpPosts`
 * does the rest.
 * @throws AppError thread-closed, slow-mode or first-posts when the thread takes no post now.
 */
export async function publishPost(
  tx: Db,
  viewer: Viewer,
  threadId: string,
  input: PostInput,
  attached: PostAttachments,
  now: Date,
): Promise<PostPosition & { offer: EvidenceHint | null }> {
  return runIdempotently(tx, viewer.id, input, now, async () => {
    const { text } = input;
    await refuseLinkToOwnUnsignedProof(tx, viewer, { text });
    // Before the thread is locked.
    const prepared = await preparePost(tx, text, attached.origin, attached.ahead);
    const at = truncateToSecond(now);
    const id = randomId();
    const unplaced = { id, threadId, memberId: viewer.id, text, at };
    const asked = { language: viewer.language, text: input.asked === true ? null : text };
    const { counts, thread } = await placeNewPost(tx, unplaced, asked, now);
    if (thread.closed) throw new AppError('thread-closed');
    // The thread was emptied at this very moment.
    if (thread.posts === 1) throw new AppError('conflict');
    await waitForTurn(tx, viewer, thread, now);
    enforceFirstPostLinkLimit(counts, prepared.links);
    const { id: readIn, posts: place, aboutPlatform } = thread;
    if (thread.askedVolunteers && viewer.id !== thread.memberId) {
      await dropAnsweredQuestion(tx, readIn);
    }
    const post = { id, threadId: readIn, place, at, text, prepared, isFirst: isFirstPost(counts) };
    const placed = { threadId: readIn, postId: id, place };
    const entry = publishedEntry(id);
    if (attached.picture === null) {
      const logged = valuesOfWrittenEntry(now, entry, thread.content);
      sendWithCommit(tx.sql(PUT_AND_LOG_POST, [...valuesOfPost(viewer, post, now), ...logged]));
    } else {
      await putPost(tx, viewer, post, now);
      await attachPicture(tx, { postId: id }, attached.picture);
      await appendEntry(tx, now, entry);
    }
    await notifyMentioned(tx, viewer, placed, prepared, now);
    // In a thread about a platform, offer to declare what the post tells as evidence, which counts.
    return { id, threadId: readIn, place, offer: aboutPlatform ? guessEvidenceHint(text) : null };
  });
}

type NewPost = {
  readonly id: string;
  readonly threadId: string;
  readonly place: number;
  readonly at: Date;
  readonly text: string;
  readonly prepared: PreparedPost;
  readonly isFirst: boolean;
};

/** Inserts a post at its position. The caller has locked the thread, or just created it. */
async function putPost(tx: Db, viewer: Viewer, post: NewPost, now: Date): Promise<void> {
  await tx.sql(PUT_POST, valuesOfPost(viewer, post, now));
}

function valuesOfPost(
  viewer: Viewer,
  { id, threadId, place, at, text, prepared, isFirst }: NewPost,
  now: Date,
): unknown[] {
  const { html, renderer } = prepared;
  const cards = JSON.stringify(prepared.cards.map(({ kind, key }) => ({ kind, key })));
  return [
    viewer.id,
    threadId,
    now.toISOString(),
    place,
    at.toISOString(),
    id,
    text,
    html,
    renderer,
    cards,
    isFirst,
  ];
}

// Insert the post, the author's follow of its thread, and her reading position in one round trip; the second its entry
// in the record too.
const PUT_POST = putPostSql('');
const PUT_AND_LOG_POST = putPostSql(`, ${writtenEntrySql(12)}`);

function putPostSql(more: string): string {
  return `
  WITH followed AS (${FOLLOW_OWN_THREAD_SQL}), noted AS (${STORE_WRITTEN_POSITION_SQL})${more}
  INSERT INTO forum_post
         (member_id, thread_id, place, posted_at, id, text, html, renderer, cards, is_first)
  VALUES ($1, $2, $4::int, $5::timestamptz, $6, $7, $8, $9::int, $10::text::jsonb, $11)`;
}

function publishedEntry(id: string) {
  return { kind: 'post-published', subject: `post/${id}` } as const;
}

/**
 * Enforces slow mode: throws when the viewer's last post in a slow thread is too recent.
 * @throws AppError slow-mode.
 */
async function waitForTurn(
  tx: Db,
  viewer: Viewer,
  { id, slowSeconds }: LoadedThread,
  now: Date,
): Promise<void> {
  if (slowSeconds === null) return;
  // Withdrawn posts count too: withdrawing one must not shorten the wait.
  const [last] = await tx.sql(
    statement(
      { at: col.moment.orNull },
      `SELECT GREATEST(
       (SELECT max(posted_at) FROM forum_post WHERE member_id = $1 AND thread_id = $2),
       (SELECT posted_at FROM forum_read WHERE member_id = $1 AND thread_id = $2)) AS at`,
    ),
    [viewer.id, id],
  );
  enforceSlowMode({ slowSeconds, lastOwnAt: last?.at ?? null }, now);
}

/** Truncates a moment to the second; rounding up would date a post in the future. */
export function truncateToSecond(moment: Date): Date {
  return new Date(Math.floor(moment.getTime() / 1000) * 1000);
}
