import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { refreshClient } from '#server/clients/figures.ts';
import type { Database, Db, Sql } from '#server/db.ts';
import type { Deps } from '#server/deps.ts';
import { FIGURES_TIME, refreshFigures } from '#server/platforms/figures.ts';
import { computeTask } from '#server/tasks/figures.ts';
import { asBackground } from '#server/work.ts';
import { STALE_KINDS, markStale, type StaleKind } from './marks.ts';

type Stale = { readonly kind: StaleKind; readonly subject: string };

/**
 * Computes anew all figures that are marked, each once and in a transaction of its own; what fails
 * keeps its mark for the next time, and holds up nothing else. After each it rests `rest` times as
 * long as that took: meanwhile the process answers.
 * @returns how many were computed.
 * @throws what failed first, once all the others were computed.
 */
export async function catchUp(
  { prisma, sql }: Pick<Database, 'prisma' | 'sql'>,
  now: Date,
  signal?: AbortSignal,
  rest = 0,
): Promise<number> {
  let computed = 0;
  const failures: unknown[] = [];
  if (!(await isAnyStale(sql))) return computed;
  for (const kind of STALE_KINDS) {
    const stale = await sql<Stale>(
      'SELECT DISTINCT kind, subject FROM stale_figures WHERE kind = $1 ORDER BY subject',
      [kind],
    );
    for (const one of stale) {
      if (signal?.aborted === true) return computed;
      const begun = performance.now();
      try {
        if (await prisma.$transaction((tx) => computeMarked(tx, one, now), FIGURES_TIME))
          computed += 1;
      } catch (error) {
        failures.push(error);
      }
      if (rest > 0) await pause(rest * (performance.now() - begun), signal);
    }
  }
  if (failures.length > 0) throw failures[0];
  return computed;
}

async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  const options = signal === undefined ? { ref: false } : { ref: false, signal };
  await sleep(milliseconds, undefined, options).catch(() => undefined);
}

async function isAnyStale(sql: Sql): Promise<boolean> {
  const [left] = await sql<{ any: boolean }>('SELECT EXISTS (SELECT 1 FROM stale_figures) AS any');
  return left?.any === true;
}

/** False where somebody else has just done it. */
async function computeMarked(tx: Db, { kind, subject }: Stale, now: Date): Promise<boolean> {
  // The marks first: one that comes from now on is of what this may not see yet, and stays.
  const marks = await tx.sql<{ id: string }>(
    'DELETE FROM stale_figures WHERE kind = $1 AND subject = $2 RETURNING id',
    [kind, subject],
  );
  if (marks.length === 0) return false;
  await COMPUTE[kind](tx, subject, now);
  return true;
}

const COMPUTE: Readonly<Record<StaleKind, (tx: Db, id: string, now: Date) => Promise<void>>> = {
  platform: refreshFigures,
  task: async (tx, id, now) => {
    const clientId = await computeTask(tx, id, now);
    // Once for all its tasks.
    if (clientId !== null) await markStale(tx, 'client', [clientId]);
  },
  client: refreshClient,
};

/** What computes beside the answers rests so many times as long. */
const REST = 3;

/**
 * After each write that was answered, computes what it marked, one after the other: who posts does
 * not wait for what her post moves elsewhere. What many write meanwhile is computed once.
 */
export function registerCatchUp(app: FastifyInstance, { database, clock }: Deps): void {
  const stopping = new AbortController();
  let [running, again] = [Promise.resolve(), false];
  let idle = true;
  const run = async (): Promise<void> => {
    while (again && !stopping.signal.aborted) {
      again = false;
      await catchUp(database, clock(), stopping.signal, REST).catch((err: unknown) =>
        app.log.error({ err }, 'figures not computed'),
      );
    }
    idle = true;
  };
  app.addHook('onResponse', ({ method }, { statusCode }, done) => {
    done();
    if (method === 'GET' || method === 'HEAD' || statusCode >= 400 || stopping.signal.aborted)
      return;
    again = true;
    if (!idle) return;
    idle = false;
    running = asBackground(run);
  });
  // The database must not be closed under it.
  app.addHook('onClose', async () => {
    stopping.abort();
    await running;
  });
}
