import { actOnce } from '#server/accounts/idempotency.ts';
import { countUse } from '#server/accounts/limits.ts';
import type { Viewer } from '#server/accounts/viewer.ts';
import { sqlIn, type Db } from '#server/db.ts';
import { AppError, refuseField } from '#server/errors.ts';
import { newId } from '#server/ids.ts';
import { FOLLOW_OWN } from '#server/inbox/follow.ts';
import { attachPicture, type StoredPicture } from '#server/pictures/attach.ts';
import { record } from '#server/record/record.ts';
import { looksLikeEvidence, type EvidenceHint } from '#shared/evidence-offer.ts';
import type { PostInput, ThreadInput } from '#shared/forum.ts';
import { countPost, takePlace, type LoadedThread } from './load.ts';
import { refuseOwnProof } from './own-proof.ts';
import { preparePost, type PreparedPost } from './prepare.ts';
import { checkFirstLinks, checkSlow } from './rules.ts';
import { resolveSubject } from './subject.ts';
import { tellFollowers, tellNamed } from './tell.ts';
import { NOTE_WRITTEN } from './thread.ts';

/** What comes with a post beside its fields. */
export type Attached = {
  readonly picture: StoredPicture | null;
  /** The origin of this site where it is set, by which a text's own addresses are known. */
  readonly origin: string | null;
};

/** Where a post stands. */
export type PlacedPost = { id: string; threadId: string; place: number };

/** Begins a thread with its first post; a form sent twice with one key begins one. */
export async function startThread(
  tx: Db,
  viewer: Viewer,
  input: ThreadInput,
  attached: Attached,
  now: Date,
): Promise<{ id: string; postId: string }> {
  return actOnce(tx, viewer.id, input, now, async () => {
    await countUse(tx, viewer.id, 'thread', now);
    const { title, text } = input;
    const category = await tx.forumCategory.findUnique({
      where: { slug: input.category },
      select: { id: true },
    });
    if (category === null) throw refuseField('category', 'invalid');
    await refuseOwnProof(tx, viewer, input);
    const subject = await resolveSubject(tx, input);
    const prepared = await prepareFor(tx, viewer, text, attached.origin, now);
    const id = newId();
    const at = toSecond(now);
    await tx.forumThread.create({
      data: {
        ...subject,
        id,
        title,
        categoryId: category.id,
        memberId: viewer.id,
        startedAt: at,
        lastPostAt: at,
        posts: 1,
      },
    });
    await record(tx, now, {
      kind: 'thread-started',
      subject: `thread/${id}`,
      actor: viewer.id,
    });
    const { picture } = attached;
    const post = { threadId: id, place: 1, at, text, prepared, picture };
    const postId = await putPost(tx, viewer, post, now);
    await tellNamed(tx, viewer, { threadId: id, postId, place: 1 }, prepared, now);
    return { id, postId };
  });
}

/**
 * Publishes a post of the viewer's in a thread; a form sent twice with one key publishes once.
 * @throws AppError thread-closed, slow-mode or first-posts where none is taken, or not now.
 */
export async function publishPost(
  tx: Db,
  viewer: Viewer,
  threadId: string,
  input: PostInput,
  attached: Attached,
  now: Date,
): Promise<PlacedPost & { offer: EvidenceHint | null }> {
  return actOnce(tx, viewer.id, input, now, async () => {
    const { text } = input;
    await refuseOwnProof(tx, viewer, { text });
    // Before the thread is locked: who deletes her account would wait for it, and this for her.
    const prepared = await prepareFor(tx, viewer, text, attached.origin, now);
    const at = toSecond(now);
    const thread = await takePlace(tx, threadId, at);
    if (thread.closed) throw new AppError('thread-closed');
    await waitForTurn(tx, viewer, thread, now);
    const { posts: place, aboutPlatform } = thread;
    const { picture } = attached;
    const id = await putPost(tx, viewer, { threadId, place, at, text, prepared, picture }, now);
    const placed = { threadId, postId: id, place };
    const told = await tellNamed(tx, viewer, placed, prepared, now);
    await tellFollowers(tx, viewer, placed, told, now);
    // In a thread about a platform, what happened to her can be declared, and then counts.
    return { id, threadId, place, offer: aboutPlatform ? looksLikeEvidence(text) : null };
  });
}

/** Counts a post, and makes its text ready within what a young account may. */
async function prepareFor(
  tx: Db,
  viewer: Viewer,
  text: string,
  origin: string | null,
  now: Date,
): Promise<PreparedPost> {
  // Before the text is read, which costs: a refused post costs nothing.
  const counts = await countPost(tx, viewer.id, now);
  const prepared = await preparePost(tx, text, origin);
  checkFirstLinks(counts, prepared.links);
  return prepared;
}

type NewPost = {
  readonly threadId: string;
  readonly place: number;
  readonly at: Date;
  readonly text: string;
  readonly prepared: PreparedPost;
  readonly picture: StoredPicture | null;
};

/**
 * Puts a post at its place, which is hers: the thread is locked, or new.
 * @returns its id.
 */
async function putPost(
  tx: Db,
  viewer: Viewer,
  { threadId, place, at, text, prepared, picture }: NewPost,
  now: Date,
): Promise<string> {
  const id = newId();
  const { html, renderer } = prepared;
  const cards = prepared.cards.map(({ kind, key }) => ({ kind, key }));
  await sqlIn(tx)(PUT_POST, [
    viewer.id,
    threadId,
    now.toISOString(),
    place,
    at.toISOString(),
    id,
    text,
    html,
    renderer,
    JSON.stringify(cards),
  ]);
  if (picture !== null) await attachPicture(tx, { postId: id }, picture, now);
  await record(tx, now, { kind: 'post-published', subject: `post/${id}`, actor: viewer.id });
  return id;
}

// In one statement, since each is a way to the database and back.
const PUT_POST = `
  WITH followed AS (${FOLLOW_OWN}), noted AS (${NOTE_WRITTEN})
  INSERT INTO forum_post (member_id, thread_id, place, posted_at, id, text, html, renderer, cards)
  VALUES ($1, $2, $4::int, $5::timestamptz, $6, $7, $8, $9::int, $10::text::jsonb)`;

/** @throws AppError slow-mode where the viewer's last post in a slow thread is too young. */
async function waitForTurn(
  tx: Db,
  viewer: Viewer,
  { id, slowSeconds }: LoadedThread,
  now: Date,
): Promise<void> {
  if (slowSeconds === null) return;
  // Not from what stands alone: to withdraw a post does not shorten the wait.
  const [last] = await sqlIn(tx)<{ at: string | null }>(
    `SELECT to_json(GREATEST(
       (SELECT max(posted_at) FROM forum_post WHERE member_id = $1 AND thread_id = $2),
       (SELECT posted_at FROM forum_read WHERE member_id = $1 AND thread_id = $2))) AS at`,
    [viewer.id, id],
  );
  const at = last?.at ?? null;
  checkSlow({ slowSeconds, lastOwnAt: at === null ? null : new Date(at) }, now);
}

/** The second that a moment lies in: rounded up, a post would come from the future. */
export function toSecond(moment: Date): Date {
  return new Date(Math.floor(moment.getTime() / 1000) * 1000);
}
