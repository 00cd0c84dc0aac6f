import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { refreshClient } from '#server/clients/figures.ts';
import { sqlIn, type Database, type Db, type Sql } from '#server/db.ts';
import type { Deps } from '#server/deps.ts';
import type { Leader } from '#server/once/leader.ts';
import { refreshFigures } from '#server/platforms/figures.ts';
import { computeTask } from '#server/tasks/figures.ts';
import { startTurns, type Turns } from '#server/turns.ts';
import { STALE_KINDS, markStale, type StaleKind } from './marks.ts';

type Stale = { readonly kind: StaleKind; readonly subject: string };

/**
 * Computes anew all figures that are marked, each once and in a transaction of its own; what fails
 * keeps its mark for the next time, and holds up nothing else.
 * @returns how many were computed.
 * @throws what failed first, once all the others were computed.
 */
export async function catchUp(
  { prisma, sql }: Pick<Database, 'prisma' | 'sql'>,
  now: Date,
  signal?: AbortSignal,
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
      try {
        if (await prisma.$transaction((tx) => computeMarked(tx, one, now))) computed += 1;
      } catch (error) {
        failures.push(error);
      }
    }
  }
  if (failures.length > 0) throw failures[0];
  return computed;
}

async function isAnyStale(sql: Sql): Promise<boolean> {
  const [left] = await sql<{ any: boolean }>('SELECT EXISTS (SELECT 1 FROM stale_figures) AS any');
  return left?.any === true;
}

/** False where somebody else has just done it. */
async function computeMarked(tx: Db, { kind, subject }: Stale, now: Date): Promise<boolean> {
  // The marks first: one that comes from now on is of what this may not see yet, and stays.
  const marks = await sqlIn(tx)<{ id: string }>(
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

/** After it has computed it rests so many times as long: meanwhile the process answers. */
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
      const begun = performance.now();
      await catchUp(database, clock(), stopping.signal).catch((err: unknown) =>
        app.log.error({ err }, 'figures not computed'),
      );
      const rest = REST * (performance.now() - begun);
      await sleep(rest, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
    }
    idle = true;
  };
  app.addHook('onResponse', async ({ method }, { statusCode }) => {
    if (method === 'GET' || method === 'HEAD' || statusCode >= 400 || stopping.signal.aborted)
      return;
    again = true;
    if (!idle) return;
    idle = false;
    running = run();
  });
  // The database must not be closed under it.
  app.addHook('onClose', async () => {
    stopping.abort();
    await running;
  });
}

/** How often the process that leads looks for what one that was killed has left. */
const LOOK_MS = 1_000;

/**
 * Computes what was marked by a process that ended before it did: within a second, in the process
 * that leads. The embedded database has one process, which looks as it starts.
 */
export function startCatchingUp(site: {
  readonly database: Database;
  readonly leader: Leader;
  readonly clock: () => Date;
  readonly log: FastifyBaseLogger;
}): Turns {
  const { database, leader, clock, log } = site;
  if (database.kind === 'embedded') return { stop: () => Promise.resolve() };
  let resting = 0;
  return startTurns(
    LOOK_MS,
    async (signal) => {
      const begun = performance.now();
      if (begun < resting || !(await isAnyStale(database.sql)) || !(await leader.leads())) return;
      await catchUp(database, clock(), signal);
      resting = performance.now() + REST * (performance.now() - begun);
    },
    (err) => log.error({ err }, 'figures not computed'),
  );
}
