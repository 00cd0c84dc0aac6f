import { setTimeout as sleep } from 'node:timers/promises';
import { refreshClient } from '#server/directory/clients/figures.ts';
import type { Database, Db } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import { FIGURES_TIME, refreshFigures } from '#server/directory/platforms/figures.ts';
import { computeTask } from '#server/evidence/tasks/figures.ts';
import { STALE_KINDS, markStale, type Stale, type StaleKind } from './marks.ts';

/** Figures rest so many times as long as it took to compute them: meanwhile the process answers. */
export const REST = 3;

/**
 * Computes anew all figures that are marked, each once and in a transaction of its own; what fails
 * keeps its mark for the next time, and holds up nothing else. After each it rests `rest` times as
 * long as that took: meanwhile the process answers.
 * @returns how many were computed.
 * @throws what failed first, once all the others were computed.
 */
export async function catchUp(
  database: Pick<Database, 'prisma' | 'sql'>,
  now: Date,
  signal?: AbortSignal,
  rest = 0,
): Promise<number> {
  const { sql } = database;
  let computed = 0;
  const failures: unknown[] = [];
  if (!(await isAnyStale(sql))) return computed;
  for (const kind of STALE_KINDS) {
    const stale = await sql(
      statement(
        { kind: col.oneOf(STALE_KINDS), subject: col.text },
        'SELECT DISTINCT kind, subject FROM stale_figures WHERE kind = $1 ORDER BY subject',
      ),
      [kind],
    );
    for (const one of stale) {
      if (signal?.aborted === true) return computed;
      const begun = performance.now();
      try {
        if (await computeStale(database, one, now)) computed += 1;
      } catch (error) {
        failures.push(error);
      }
      if (rest > 0) await pause(rest * (performance.now() - begun), signal);
    }
  }
  if (failures.length > 0) throw failures[0];
  return computed;
}

/** Ends early where the signal does. */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  const options = signal === undefined ? { ref: false } : { ref: false, signal };
  await sleep(milliseconds, undefined, options).catch(() => undefined);
}

/** Whether figures wait to be computed. */
export async function isAnyStale(sql: Sql): Promise<boolean> {
  const [left] = await sql(
    statement({ any: col.bool }, 'SELECT EXISTS (SELECT 1 FROM stale_figures) AS any'),
  );
  return left?.any === true;
}

/**
 * Computes the figures of one thing anew, in a transaction of its own.
 * @returns false where nothing is marked, since somebody else has just done it.
 */
export function computeStale(
  { prisma }: Pick<Database, 'prisma'>,
  { kind, subject }: Stale,
  now: Date,
): Promise<boolean> {
  return prisma.$transaction(async (tx) => {
    // The marks first: one that comes from now on is of what this may not see yet, and stays.
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
  }, FIGURES_TIME);
}

const COMPUTE: Readonly<Record<StaleKind, (tx: Db, id: string, now: Date) => Promise<void>>> = {
  platform: refreshFigures,
  report: (tx, id, now) => refreshTask(tx, id, now, true),
  task: (tx, id, now) => refreshTask(tx, id, now, false),
  client: refreshClient,
};

async function refreshTask(tx: Db, id: string, now: Date, reported: boolean): Promise<void> {
  const clientId = await computeTask(tx, id, now, reported);
  // Once for all its tasks.
  if (clientId !== null) await markStale(tx, 'client', [clientId]);
}
