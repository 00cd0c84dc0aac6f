import { AsyncLocalStorage } from 'node:async_hooks';
import type { Db } from '#server/database/db.ts';
import { col, statement, type RowOf, type RowShape } from '#server/database/sql.ts';

/** Kinds of subjects with figures; computing an earlier kind may make later ones stale. */
export const STALE_FIGURE_KINDS = ['platform', 'task', 'client'] as const;
export type StaleFigureKind = (typeof STALE_FIGURE_KINDS)[number];

/** A subject whose figures are stale. */
export type StaleFigure = RowOf<typeof STALE>;

const STALE = { kind: col.oneOf(STALE_FIGURE_KINDS), subject: col.text } satisfies RowShape;

const noted = new AsyncLocalStorage<StaleFigure[]>();

/** Runs a function that may mark figures as stale, and collects in `into` what it marked. */
export function collectStaleMarks<Result>(into: StaleFigure[], run: () => Result): Result {
  return noted.run(into, run);
}

/**
 * Marks figures as stale, in the transaction that changes their input; they are recomputed soon
 * after, in their own transactions. Inserts one row per mark, so that concurrent marks of one
 * subject never wait.
 */
export async function markStale(
  tx: Db,
  kind: StaleFigureKind,
  ids: readonly string[],
): Promise<void> {
  if (ids.length > 0) await mark(tx, 'SELECT $1, unnest($2::text[])', [kind, [...ids]]);
}

async function mark(tx: Db, stale: string, params: readonly unknown[]): Promise<void> {
  const rows = await tx.sql(
    statement(STALE, `INSERT INTO stale_figures (kind, subject) ${stale} RETURNING kind, subject`),
    params,
  );
  noted.getStore()?.push(...rows);
}

/** Marks the tasks and clients that these authors reported on: their weight changed. */
export async function markFiguresOfAuthorsStale(tx: Db, authors: readonly string[]): Promise<void> {
  if (authors.length > 0) await mark(tx, workOf('a.id = ANY($1::text[])'), [[...authors]]);
}

/** Marks the figures that evidence of these members enters, on all platforms. */
export async function markFiguresOfMembersStale(tx: Db, members: readonly string[]): Promise<void> {
  if (members.length > 0) await mark(tx, workOf('a.member_id = ANY($1::text[])'), [[...members]]);
}

/**
 * Marks the figures that evidence of linked accounts on a platform enters: of all who share a voice
 * with others.
 */
export async function markFiguresOfLinkedAccountsStale(tx: Db, platformId: string): Promise<void> {
  const voiced = `a.platform_id = $1 AND (a.frozen_voice IS NOT NULL OR EXISTS (
      SELECT 1 FROM member m WHERE m.id = a.member_id AND m.voice IS NOT NULL))`;
  await mark(tx, workOf(voiced), [platformId]);
}

// SQL: the tasks reported on and the clients reviewed by authors that match `who`. The client of a task
// is marked when the task is computed.
function workOf(who: string): string {
  return `
    SELECT 'task', r.task_id FROM author a JOIN task_report r ON r.author_id = a.id
     WHERE r.counted AND ${who}
    UNION
    SELECT 'client', v.client_id FROM author a JOIN client_review v ON v.author_id = a.id
     WHERE ${who}`;
}
