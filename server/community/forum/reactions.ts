import { createHmac } from 'node:crypto';
import type { Viewer } from '#server/http/viewer.ts';
import type { Database, Db } from '#server/database/db.ts';
import { AppError, fieldError } from '#server/core/errors.ts';
import type { Secrets } from '#server/core/secrets.ts';
import { notFoundOrWithdrawn } from '#server/transparency-log/not-found-or-withdrawn.ts';
import type { ReactionInput } from '#shared/community/reaction-forms.ts';
import type { PostPosition } from './actions.ts';

const REACTOR_BYTES = 16;

/**
 * Who reacts to posts written in a thread, as 16 bytes: HMAC-SHA-256 of member and thread under a key of the site. Two
 * threads of one member have nothing in common, and without the key nobody can compute it.
 */
export function reactorOf(
  secrets: Secrets,
  memberId: string,
  threadId: string,
): Uint8Array<ArrayBuffer> {
  const hash = createHmac('sha256', secrets.keyFor('forum reactions'));
  return Uint8Array.from(
    hash.update(`${memberId}/${threadId}`).digest().subarray(0, REACTOR_BYTES),
  );
}

/**
 * Stores that the viewer thanks for a post or has lived the same, or takes it back. The same again
 * changes nothing. Counts change by night (`countReactions`). The transaction writes nothing that names
 * her, e.g. no daily use: rows of one transaction have the same number (`xmin`).
 * @throws AppError bad-input without a kind; not-allowed for her own post or a hidden one; withdrawn or
 * not-found.
 */
export async function reactToPost(
  tx: Db,
  secrets: Secrets,
  viewer: Viewer,
  postId: string,
  input: ReactionInput,
): Promise<PostPosition> {
  const kind = input.kind ?? input.undo;
  if (kind === undefined) throw fieldError('kind', 'required');
  const post = await tx.forumPost.findUnique({
    where: { id: postId },
    select: {
      threadId: true,
      writtenIn: true,
      place: true,
      memberId: true,
      text: true,
      hiddenBy: true,
    },
  });
  if (post === null) throw await notFoundOrWithdrawn(tx, `post/${postId}`);
  if (post.text === null) throw new AppError('withdrawn');
  if (post.memberId === viewer.id || post.hiddenBy !== null) throw new AppError('not-allowed');
  const reactor = reactorOf(secrets, viewer.id, post.writtenIn ?? post.threadId);
  const key = { reactor, postId, kind };
  if (input.undo === undefined) {
    await tx.forumReaction.upsert({
      where: { reactor_postId_kind: key },
      create: key,
      update: {},
    });
    // Taken back today, and still counted.
    await tx.forumReaction.updateMany({
      where: { ...key, state: 'leaving' },
      data: { state: 'counted' },
    });
  } else {
    await tx.forumReaction.deleteMany({ where: { ...key, state: 'new' } });
    await tx.forumReaction.updateMany({
      where: { ...key, state: 'counted' },
      data: { state: 'leaving' },
    });
  }
  return { id: postId, threadId: post.threadId, place: post.place };
}

/**
 * Adds the reactions of the day to the counts of posts, and takes off those taken back. Once a day, so
 * that no count tells when somebody reacted.
 */
export async function countReactions({ prisma }: Pick<Database, 'prisma'>): Promise<void> {
  await prisma.$transaction(async (tx) => {
    await tx.sql(COUNT_REACTIONS);
  });
}

// Of two runs at once the second waits for the rows of the first, and then finds none.
const COUNT_REACTIONS = `
  WITH due AS (SELECT reactor, post_id, kind, state FROM forum_reaction WHERE state <> 'counted'
                ORDER BY reactor, post_id, kind FOR UPDATE),
  gone AS (DELETE FROM forum_reaction r USING due d
            WHERE d.state = 'leaving' AND r.reactor = d.reactor AND r.post_id = d.post_id AND r.kind = d.kind),
  come AS (UPDATE forum_reaction r SET state = 'counted' FROM due d
            WHERE d.state = 'new' AND r.reactor = d.reactor AND r.post_id = d.post_id AND r.kind = d.kind)
  UPDATE forum_post p SET thanks = GREATEST(0, p.thanks + n.thanks), me_too = GREATEST(0, p.me_too + n.me_too)
    FROM (SELECT post_id,
                 (sum(CASE WHEN state = 'new' THEN 1 ELSE -1 END) FILTER (WHERE kind = 'thanks'))::int AS thanks,
                 (sum(CASE WHEN state = 'new' THEN 1 ELSE -1 END) FILTER (WHERE kind = 'me-too'))::int AS me_too
            FROM due GROUP BY post_id) m
   CROSS JOIN LATERAL (SELECT COALESCE(m.thanks, 0) AS thanks, COALESCE(m.me_too, 0) AS me_too) n
   WHERE p.id = m.post_id`;
