import type { z } from 'zod/mini';
import { runIdempotently } from '#server/identity/accounts/idempotency.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { AppError, fieldError } from '#server/core/errors.ts';
import { proposeChange } from '#server/identity/two-person-approval/propose-change.ts';
import {
  readTopicAddress,
  type mergePayload,
  type MoveInput,
  type MovePayload,
} from '#shared/community/moved-posts.ts';
import { PROPOSABLE_MOVES } from './proposed-moves.ts';

/**
 * Proposes to merge a thread into another, to move chosen posts of it into another or a new one, or to move posts
 * back that came by an earlier move. A second person has to agree.
 * @returns the id of the proposal.
 * @throws AppError not-allowed unless a moderator who is no party; bad-input that says why not; conflict where
 * the same waits already.
 */
export async function proposeMove(
  tx: Db,
  viewer: Viewer,
  threadId: string,
  input: MoveInput,
  now: Date,
): Promise<{ id: string }> {
  if (!viewer.roles.includes('moderator')) throw new AppError('not-allowed');
  return runIdempotently(tx, viewer.id, input, now, async () => {
    const kind = PROPOSABLE_MOVES[input.move === 'merge' ? 'merge' : 'posts'];
    const payload = await readPayload(tx, threadId, input);
    const asked = { subjectId: threadId, rule: null, reason: input.reason, payload };
    // What cannot be moved says so before who may move it does.
    await kind.check(tx, asked, now);
    await refuseOwnPosts(tx, viewer, 'posts' in payload ? payload.posts : null, threadId);
    return proposeChange(tx, kind, viewer, asked, now);
  });
}

async function readPayload(
  tx: Db,
  from: string,
  { move, to, chosen, title, posts = [], undone }: MoveInput,
): Promise<z.infer<typeof mergePayload> | MovePayload> {
  if (move === 'undo') return undoing(tx, from, undone);
  const target = to === undefined ? (chosen ?? null) : await threadAt(tx, to);
  if (move === 'merge') {
    if (target === null) throw fieldError('to', 'required');
    return { to: target };
  }
  if (target === null && title === undefined) throw fieldError('to', 'required');
  return {
    from,
    to: target,
    title: target === null ? (title ?? null) : null,
    posts: [...new Set(posts)],
  };
}

/** The thread that an address names, or of the post that it names. */
async function threadAt(tx: Db, typed: string): Promise<string> {
  const named = readTopicAddress(typed);
  if (named === null) throw fieldError('to', 'unknown-topic');
  if ('thread' in named) return named.thread;
  const post = await tx.forumPost.findUnique({
    where: { id: named.post },
    select: { threadId: true },
  });
  if (post === null) throw fieldError('to', 'unknown-topic');
  return post.threadId;
}

/** Moves back what came to a thread by a move and is still read there. */
async function undoing(tx: Db, from: string, undone: string | undefined): Promise<MovePayload> {
  if (undone === undefined) throw fieldError('undone', 'required');
  const move = await tx.threadMove.findUnique({ where: { id: undone } });
  const posts = await tx.forumPost.findMany({
    where: { threadId: from, movedBy: undone },
    orderBy: { place: 'asc' },
    select: { id: true },
  });
  if (move === null || posts.length === 0) throw new AppError('conflict');
  return { from, to: move.fromThread, title: null, posts: posts.map(({ id }) => id) };
}

/** @throws AppError bad-input where the moderator wrote some of what she would move: these posts, or all of the thread. */
async function refuseOwnPosts(
  tx: Db,
  viewer: Viewer,
  posts: readonly string[] | null,
  threadId: string,
): Promise<void> {
  const [own] = await tx.sql(
    statement(
      { wrote: col.bool },
      `SELECT EXISTS (SELECT 1 FROM forum_post p WHERE p.member_id = $1
         AND CASE WHEN $2::text[] IS NULL THEN p.thread_id = $3 ELSE p.id = ANY($2::text[]) END) AS wrote`,
    ),
    [viewer.id, posts, threadId],
  );
  if (own?.wrote === true) throw fieldError(posts === null ? 'to' : 'posts', 'own-posts');
}
