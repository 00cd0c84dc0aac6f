import type { Db } from '#server/database/db.ts';
import type { StandingPost } from './arrange-posts.ts';

/**
 * Has members find unread posts where they left off: positions that they had read to in the threads become those
 * of the same posts. Who comes back to an emptied thread finds it as she had read it.
 */
export async function carryReadPositions(
  tx: Db,
  {
    before,
    changed,
    from,
    to,
  }: {
    readonly before: readonly StandingPost[];
    readonly changed: readonly StandingPost[];
    readonly from: string;
    readonly to: string;
  },
): Promise<void> {
  const now = new Map(changed.map((post) => [post.id, post]));
  const positions: { thread: string; old: number; new: number }[] = [];
  for (const thread of [from, to]) {
    const stood = before
      .filter((post) => post.thread === thread)
      .toSorted((a, b) => a.place - b.place);
    const isEmptied = stood.every(({ id }) => (now.get(id)?.thread ?? thread) !== thread);
    if (isEmptied) continue;
    let last = 0;
    for (const post of stood) {
      const { thread: readIn, place } = now.get(post.id) ?? post;
      if (readIn === thread) last = Math.max(last, place);
      if (last !== post.place) positions.push({ thread, old: post.place, new: last });
    }
  }
  await tx.sql(CARRY, [
    positions.map(({ thread }) => thread),
    positions.map(({ old }) => old),
    positions.map((position) => position.new),
  ]);
  await tx.sql(
    `UPDATE forum_read r SET place = t.posts FROM forum_thread t
      WHERE r.thread_id = t.id AND t.id = ANY($1::text[]) AND t.posts > 0 AND r.place > t.posts`,
    [[from, to]],
  );
}

const CARRY = `
  UPDATE forum_read r SET place = n.new FROM unnest($1::text[], $2::int[], $3::int[]) AS n (thread, old, new)
   WHERE r.thread_id = n.thread AND r.place = n.old`;

/**
 * Has who followed an emptied thread follow the one that took its posts; of other moves, the authors of the posts
 * who followed the first. Their inboxes tell of the thread in which the posts are read.
 */
export async function carryReaders(
  tx: Db,
  {
    from,
    to,
    moved,
    isEmptied,
  }: {
    readonly from: string;
    readonly to: string;
    readonly moved: readonly { readonly id: string; readonly memberId: string | null }[];
    readonly isEmptied: boolean;
  },
  now: Date,
): Promise<void> {
  const authors = isEmptied ? null : moved.flatMap(({ memberId }) => memberId ?? []);
  await tx.sql(FOLLOW, [from, to, now.toISOString(), authors]);
  // As an answer to another question it waits for nobody.
  await tx.sql(`DELETE FROM inbox_item WHERE kind = 'question' AND subject = ANY($1::text[])`, [
    moved.map(({ id }) => id),
  ]);
  if (!isEmptied) return;
  await tx.sql(
    `DELETE FROM inbox_item i WHERE i.kind = 'thread' AND i.subject = $1 AND EXISTS (SELECT 1 FROM inbox_item o
        WHERE o.member_id = i.member_id AND o.kind = 'thread' AND o.subject = $2)`,
    [from, to],
  );
  await tx.sql(`UPDATE inbox_item SET subject = $2 WHERE kind = 'thread' AND subject = $1`, [
    from,
    to,
  ]);
}

// Skips members whose account is being deleted: waiting for her row with a thread of hers locked could deadlock.
const FOLLOW = `
  INSERT INTO follow (member_id, kind, subject, since)
  SELECT f.member_id, 'thread', $2, $3::timestamptz FROM follow f JOIN member m ON m.id = f.member_id
   WHERE f.kind = 'thread' AND f.subject = $1 AND ($4::text[] IS NULL OR f.member_id = ANY($4::text[]))
   ORDER BY f.member_id FOR KEY SHARE OF m SKIP LOCKED
  ON CONFLICT DO NOTHING`;
