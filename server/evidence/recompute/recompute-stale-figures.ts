import { setTimeout as sleep } from 'node:timers/promises';
import { refreshClientFigures } from '#server/directory/clients/refresh-client-figures.ts';
import type { Database, Db } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import {
  FIGURES_TRANSACTION_OPTIONS,
  refreshPlatformFigures,
} from '#server/evidence/standings/refresh-platform-figures.ts';
import { recomputeTaskFigures } from '#server/evidence/tasks/task-figures.ts';
import {
  STALE_FIGURE_KINDS,
  markStale,
  type StaleFigure,
  type StaleFigureKind,
} from '#server/directory/stale-figures/mark-stale.ts';

/**
 * Rest between computations, in multiples of their duration, so that the process keeps answering.
 */
export const REST_BETWEEN_COMPUTATIONS = 3;

/**
 * Recomputes all stale figures, each once and in its own transaction; failed ones stay marked for
 * the next run and hold up nothing else. Rests `rest` times the duration of each, so that the
 * process keeps answering.
 * @returns how many were computed.
 * @throws the first failure, after all others were computed.
 */
export async function recomputeStaleFigures(
  database: Pick<Database, 'prisma' | 'sql'>,
  now: Date,
  signal?: AbortSignal,
  rest = 0,
): Promise<number> {
  const { sql } = database;
  let computed = 0;
  const failures: unknown[] = [];
  if (!(await isAnyFigureStale(sql))) return computed;
  for (const kind of STALE_FIGURE_KINDS) {
    const stale = await sql(
      statement(
        { kind: col.oneOf(STALE_FIGURE_KINDS), subject: col.text },
        'SELECT DISTINCT kind, subject FROM stale_figures WHERE kind = $1 ORDER BY subject',
      ),
      [kind],
    );
    for (const one of stale) {
      if (signal?.aborted === true) return computed;
      const begun = performance.now();
      try {
        if (await recomputeStaleFigure(database, one, now)) computed += 1;
      } catch (error) {
        failures.push(error);
      }
      if (rest > 0) await sleepUnlessAborted(rest * (performance.now() - begun), signal);
    }
  }
  if (failures.length > 0) throw failures[0];
  return computed;
}

/** Sleeps; ends early when the signal aborts. */
export async function sleepUnlessAborted(
  milliseconds: number,
  signal?: AbortSignal,
): Promise<void> {
  const options = signal === undefined ? { ref: false } : { ref: false, signal };
  await sleep(milliseconds, undefined, options).catch(() => undefined);
}

/** Whether any figures are stale. */
export async function isAnyFigureStale(sql: Sql): Promise<boolean> {
  const [left] = await sql(
    statement({ any: col.bool }, 'SELECT EXISTS (SELECT 1 FROM stale_figures) AS any'),
  );
  return left?.any === true;
}

/**
 * Recomputes one stale subject in its own transaction.
 * @returns false when it is not marked: another process has just done it.
 */
export function recomputeStaleFigure(
  { prisma }: Pick<Database, 'prisma'>,
  { kind, subject }: StaleFigure,
  now: Date,
): Promise<boolean> {
  return prisma.$transaction(async (tx) => {
    // Delete the marks first: a mark that is added later may be about data that this computation
    // does not see, and must stay.
    const marks = await tx.sql(
      statement(
        { id: col.text },
        'DELETE FROM stale_figures WHERE kind = $1 AND subject = $2 RETURNING id',
      ),
      [kind, subject],
    );
    if (marks.length === 0) return false;
    await COMPUTE[kind](tx, subject, now);
    return true;
  }, FIGURES_TRANSACTION_OPTIONS);
}

const COMPUTE: Readonly<Record<StaleFigureKind, (tx: Db, id: string, now: Date) => Promise<void>>> =
  {
    platform: refreshPlatformFigures,
    task: refreshTask,
    client: refreshClientFigures,
  };

async function refreshTask(tx: Db, id: string, now: Date): Promise<void> {
  const clientId = await recomputeTaskFigures(tx, id, now);
  // Marks the client as stale instead of computing it: its figures are then computed once for all its
  // tasks.
  if (clientId !== null) await markStale(tx, 'client', [clientId]);
}
