import type { Viewer } from '#server/identity/accounts/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { notify, notifyFollowers } from '#server/community/inbox/notify.ts';
import { MAX_MENTIONS } from '#shared/community/forum.ts';
import type { PreparedPost } from './prepare.ts';

/** Where a post stands, for who hears of it. */
type Placed = { readonly threadId: string; readonly postId: string; readonly place: number };

type Named = Pick<PreparedPost, 'quotedPostIds' | 'mentionIds'>;

/**
 * Tells whom a post quotes, then whom it calls, each once; `known` are those who hear
 * nothing: they did already.
 * @returns the ids of who was told, now or before.
 */
export async function tellNamed(
  tx: Db,
  viewer: Viewer,
  { threadId, postId, place }: Placed,
  { quotedPostIds, mentionIds }: Named,
  now: Date,
  known: readonly string[] = [],
): Promise<string[]> {
  const quoted = (await authorsOf(tx, quotedPostIds)).filter((id) => !known.includes(id));
  const told = [...known, ...quoted];
  const called = mentionIds.filter((id) => !told.includes(id));
  const facts = { thread: threadId, place };
  await notify(tx, quoted, { kind: 'quote', subject: postId, facts }, now, viewer.id);
  await notify(tx, called, { kind: 'mention', subject: postId, facts }, now, viewer.id);
  return [...told, ...called];
}

/**
 * Tells whom an edit names: only who never heard of this post as named, whom its `first` text did not
 * name, and so many that all its edits together tell no more than a text may call.
 */
export async function tellNewlyNamed(
  tx: Db,
  viewer: Viewer,
  placed: Placed,
  { first, edited }: { first: Named; edited: Named },
  now: Date,
): Promise<void> {
  const atFirst = [...first.mentionIds, ...(await authorsOf(tx, first.quotedPostIds))];
  const lines = await tx.inboxItem.findMany({
    where: { subject: placed.postId, kind: { in: ['mention', 'quote'] } },
    select: { memberId: true },
  });
  const byEdits = new Set(
    lines.map(({ memberId }) => memberId).filter((id) => !atFirst.includes(id)),
  );
  const known = new Set([...atFirst, ...byEdits, viewer.id]);
  const named = [...(await authorsOf(tx, edited.quotedPostIds)), ...edited.mentionIds];
  const unheard = [...new Set(named)].filter((id) => !known.has(id));
  const silent = unheard.slice(Math.max(0, MAX_MENTIONS - byEdits.size));
  await tellNamed(tx, viewer, placed, edited, now, [...known, ...silent]);
}

/** Tells of a new post whom it names, then who follows its thread, but for its author; each once. */
export async function tellOfPost(
  tx: Db,
  viewer: Viewer,
  placed: Placed,
  named: Named,
  now: Date,
): Promise<void> {
  const told = await tellNamed(tx, viewer, placed, named, now);
  const { threadId, place } = placed;
  const thread = { kind: 'thread', subject: threadId } as const;
  await notifyFollowers(tx, thread, { ...thread, facts: { thread: threadId, place } }, now, {
    from: viewer.id,
    except: [viewer.id, ...told],
  });
}

/** Those who wrote the posts, and whose accounts are not gone. */
export async function authorsOf(tx: Db, postIds: readonly string[]): Promise<string[]> {
  if (postIds.length === 0) return [];
  const posts = await tx.forumPost.findMany({
    where: { id: { in: [...postIds] } },
    select: { memberId: true },
  });
  return [...new Set(posts.flatMap(({ memberId }) => memberId ?? []))];
}
