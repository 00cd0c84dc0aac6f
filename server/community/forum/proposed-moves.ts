import { z } from 'zod/mini';
import type { Db } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { fieldError } from '#server/core/errors.ts';
import { notFoundOrWithdrawn } from '#server/transparency-log/not-found-or-withdrawn.ts';
import { sharesVoiceSql } from '#server/database/predicates/shared-voice.ts';
import {
  defineChangeKind,
  type ChangeDescription,
  type ChangeKind,
} from '#server/identity/two-person-approval/change-kind.ts';
import { id } from '#shared/core/form-fields.ts';
import { mergePayload, movePayload, type MovePayload } from '#shared/community/moved-posts.ts';
import type { BilingualText } from '#shared/identity/two-person-approval.ts';
import { messagesFor, type Messages } from '#web/i18n/messages.ts';
import { checkMerge, checkMove, type MovingThread } from './move-rules.ts';
import { movePosts } from './move-posts.ts';
import { hasConflictInThreadSql, threadExistsSql } from './proposed-changes.ts';

/** SQL: whether member `who`, or an account with her voice, wrote a post that matches a condition on `q`. */
function wrotePostSql(who: string, which: string): string {
  return `EXISTS (SELECT 1 FROM forum_post q WHERE ${which}
    AND (q.member_id = ${who} OR ${sharesVoiceSql(who, 'q.member_id')}))`;
}

const stateBefore = z.object({ from: id, to: id, posts: z.array(id) });

const MERGE = defineChangeKind({
  kind: 'merge-thread',
  of: 'thread',
  by: 'moderators',
  payload: mergePayload,
  isConcerned: (who, subject, payload) => `(${hasConflictInThreadSql(who, subject)}
    OR ${hasConflictInThreadSql(who, `(${payload} ->> 'to')`)} OR ${wrotePostSql(who, `q.thread_id = ${subject}`)})`,
  subjectExists: threadExistsSql,
  check: async (tx, { subjectId, payload }) => {
    const [from, to] = await lockThreads(tx, subjectId, payload.to);
    checkMerge(from, to ?? from);
  },
  apply: (tx, { subjectId: from, reason, payload: { to } }, by, now) =>
    movePosts(tx, { kind: 'merge', from, to, title: null, posts: null, reason }, by, now),
  inverse: (_, before) => partAgain(before),
  describe: async (sql, { subjectId, payload: { to } }, before) => {
    const [titles, posts] = await Promise.all([
      findTitles(sql, [subjectId, to]),
      before === null ? countOf(sql, subjectId) : stateBefore.parse(before).posts.length,
    ]);
    return describe({ subject: subjectId, target: to, posts: [] }, titles, (words) =>
      words.merge({ count: posts, from: titles.get(subjectId) ?? '…', to: titles.get(to) ?? '…' }),
    );
  },
});

const MOVE = defineChangeKind({
  kind: 'move-posts',
  of: 'thread',
  by: 'moderators',
  payload: movePayload,
  isConcerned: (who, subject, payload) => `(${hasConflictInThreadSql(who, subject)}
    OR ${hasConflictInThreadSql(who, `(${payload} ->> 'from')`)} OR ${hasConflictInThreadSql(who, `(${payload} ->> 'to')`)}
    OR ${wrotePostSql(who, `q.id IN (SELECT jsonb_array_elements_text(${payload} -> 'posts'))`)})`,
  subjectExists: threadExistsSql,
  check: async (tx, { payload: { from, to, posts } }) => {
    const [source, target] = await lockThreads(tx, from, to);
    checkMove(source, target, await tx.sql(CHOSEN, [posts]), new Set(posts).size);
  },
  apply: (tx, { reason, payload }, by, now) =>
    movePosts(tx, { kind: 'part', ...payload, reason }, by, now),
  inverse: (_, before) => partAgain(before),
  describe: async (sql, { subjectId, payload }) => {
    const titles = await findTitles(sql, [subjectId, payload.from, payload.to ?? payload.from]);
    const { to: target, posts } = payload;
    return describe({ subject: subjectId, target, posts }, titles, (words) =>
      sayMove(words, payload, titles),
    );
  },
});

/** The proposed moves of posts: all of a thread into another, and chosen ones into another or a new one. */
export const PROPOSABLE_MOVES: Readonly<Record<'merge' | 'posts', ChangeKind>> = {
  merge: MERGE,
  posts: MOVE,
};

/** Moves the posts back. */
function partAgain(before: unknown) {
  const { from, to, posts } = stateBefore.parse(before);
  const payload = { from: to, to: from, title: null, posts };
  return { kind: 'move-posts', rule: null, payload } as const;
}

/**
 * Locks the threads that posts move between, in one order, so that two moves cannot deadlock.
 * @throws AppError not-found or withdrawn for the first, bad-input for the second.
 */
async function lockThreads(
  tx: Db,
  from: string,
  to: string | null,
): Promise<[MovingThread, MovingThread | null]> {
  const threads = await tx.sql(LOCK, [[from, to ?? from]]);
  const source = threads.find((thread) => thread.id === from);
  const target = threads.find((thread) => thread.id === to);
  if (source === undefined) throw await notFoundOrWithdrawn(tx, `thread/${from}`);
  if (to !== null && target === undefined) throw fieldError('to', 'unknown-topic');
  return [source, target ?? null];
}

const LOCK = statement(
  { id: col.text, posts: col.int, closed: col.bool, debate: col.bool, guided: col.bool },
  `SELECT t.id, t.posts, t.closed_on IS NOT NULL AS closed, t.boycott_id IS NOT NULL AS debate,
          t.guide_on IS NOT NULL AS guided
     FROM forum_thread t WHERE t.id = ANY($1::text[]) ORDER BY t.id FOR NO KEY UPDATE`,
);

const CHOSEN = statement(
  { thread: col.text, place: col.int, writtenIn: col.text.orNull, writtenPlace: col.int.orNull },
  `SELECT p.thread_id AS thread, p.place, p.written_in AS "writtenIn", p.written_place AS "writtenPlace"
     FROM forum_post p WHERE p.id = ANY($1::text[])`,
);

async function findTitles(sql: Sql, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await sql(
    statement(
      { id: col.text, title: col.text },
      'SELECT id, title FROM forum_thread WHERE id = ANY($1::text[])',
    ),
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row.title]));
}

async function countOf(sql: Sql, thread: string): Promise<number> {
  const [row] = await sql(
    statement({ posts: col.int }, 'SELECT posts FROM forum_thread WHERE id = $1'),
    [thread],
  );
  return row?.posts ?? 0;
}

type Words = Messages['acts']['moves'];

function sayMove(
  words: Words,
  { from, to, title, posts }: MovePayload,
  titles: ReadonlyMap<string, string>,
): string {
  const said = { count: posts.length, from: titles.get(from) ?? '…' };
  return to === null
    ? words.toNew({ ...said, to: title ?? '' })
    : words.toOther({ ...said, to: titles.get(to) ?? '…' });
}

/**
 * What happens, in one sentence of each language, with what a second person opens to judge it: the topic
 * that posts move to, and the chosen ones.
 */
function describe(
  moving: { subject: string; target: string | null; posts: readonly string[] },
  titles: ReadonlyMap<string, string>,
  say: (words: Words) => string,
): ChangeDescription | null {
  const { subject, target, posts } = moving;
  const name = titles.get(subject);
  const targetName = titles.get(target ?? '');
  if (name === undefined) return null;
  const to: BilingualText = {
    fr: say(messagesFor('fr').acts.moves),
    en: say(messagesFor('en').acts.moves),
  };
  return {
    about: { kind: 'thread', key: subject, name },
    to,
    target:
      target === null || targetName === undefined
        ? null
        : { kind: 'thread', key: target, name: targetName },
    posts,
  };
}
