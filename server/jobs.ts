import type { FastifyBaseLogger } from 'fastify';
import { refreshVoices } from './campaigns/voices.ts';
import { refreshClient } from './clients/figures.ts';
import { dateOf, type Database } from './db.ts';
import { emptyTemporaryFolder, sweepOrphans } from './files/sweep.ts';
import type { FileStore } from './files/store.ts';
import { forgetOldNotices } from './legal/actions.ts';
import { refreshFigures } from './platforms/figures.ts';
import { forgetOldReplies } from './replies/actions.ts';
import { rewriteTables } from './rewrite.ts';
import { addDays, today } from '#shared/days.ts';

const HOUR_MS = 3_600_000;
// A workbook may publish after weeks without a line, and must not publish twice.
const IDEMPOTENCY_DAYS = 90;
const USE_DAYS = 2;

type JobParts = {
  readonly database: Database;
  readonly store: FileStore;
  readonly temporaryFolder: string;
  readonly clock: () => Date;
  readonly log: FastifyBaseLogger;
};

/** Runs what time alone asks for, now and every hour; a failure waits for the next hour. */
export function startJobs(parts: JobParts): { stop: () => Promise<void> } {
  let rewrittenOn = '';
  let running = Promise.resolve();
  const runDaily = async (): Promise<void> => {
    const day = today(parts.clock());
    if (rewrittenOn === day) return;
    rewrittenOn = day;
    await rewriteTables(parts.database);
  };
  const run = (job: () => Promise<void>): void => {
    running = job().catch((error: unknown) => parts.log.error({ err: error }, 'job failed'));
  };
  run(() => runJobs(parts));
  // Not at the start, which should be quick: from the first hour on.
  const timer = setInterval(() => run(() => runJobs(parts).then(runDaily)), HOUR_MS);
  timer.unref();
  return {
    // The database must not be closed under a job.
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}

/** Brings yesterday's standings to today, removes files without rows and what has run out. */
export async function runJobs({
  database,
  store,
  temporaryFolder,
  clock,
}: Omit<JobParts, 'log'>): Promise<void> {
  const now = clock();
  await refreshStandings(database, now);
  await refreshClients(database, now);
  await sweepOrphans(store, (keys) => referencedKeys(database, keys), now);
  await emptyTemporaryFolder(temporaryFolder, now);
  await database.prisma.$transaction((tx) => forgetOldNotices(tx, now));
  await database.prisma.$transaction((tx) => forgetOldReplies(tx, now));
  const day = today(now);
  await database.prisma.session.deleteMany({ where: { expiresAt: { lte: now } } });
  await database.prisma.usedChallenge.deleteMany({ where: { expiresAt: { lte: now } } });
  await database.prisma.idempotencyKey.deleteMany({
    where: { createdOn: { lt: dateOf(addDays(day, -IDEMPOTENCY_DAYS)) } },
  });
  await database.prisma.memberUse.deleteMany({
    where: { day: { lt: dateOf(addDays(day, -USE_DAYS)) } },
  });
}

/**
 * Time alone moves a standing: each platform is computed once a day, with the accounts that count
 * as one voice found anew before.
 */
export async function refreshStandings(database: Database, now: Date): Promise<number> {
  const stale = await database.prisma.platformSummary.findMany({
    where: { computedOn: { lt: dateOf(today(now)) } },
    select: { platformId: true },
    orderBy: { platformId: 'asc' },
  });
  if (stale.length > 0) await refreshVoices(database, now);
  for (const { platformId } of stale) {
    await database.prisma.$transaction((tx) => refreshFigures(tx, platformId, now));
  }
  return stale.length;
}

/** Time alone moves what is recent of a client: each is computed once a day. */
export async function refreshClients(database: Database, now: Date): Promise<number> {
  const stale = await database.prisma.clientSummary.findMany({
    where: { computedOn: { lt: dateOf(today(now)) } },
    select: { clientId: true },
    orderBy: { clientId: 'asc' },
  });
  for (const { clientId } of stale) {
    await database.prisma.$transaction((tx) => refreshClient(tx, clientId, now));
  }
  return stale.length;
}

async function referencedKeys(database: Database, keys: string[]): Promise<Set<string>> {
  const rows = await database.prisma.screenshot.findMany({
    where: { key: { in: keys } },
    select: { key: true },
  });
  return new Set(rows.map(({ key }) => key));
}
