import { dirname } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import { settleEstablished } from './accounts/established.ts';
import { runPrivateEvidence } from './boycotts/private-due.ts';
import { runBoycotts, type BoycottSite } from './boycotts/run.ts';
import { refreshVoices } from './campaigns/voices.ts';
import { refreshClient } from './clients/figures.ts';
import { dateOf, type Database, type Db } from './db.ts';
import type { Work } from './doctor/jobs-mark.ts';
import { emptyTemporaryFolder, sweepOrphans, type PictureRows } from './files/sweep.ts';
import type { FileStore } from './files/store.ts';
import { renderAnew } from './forum/render-anew.ts';
import { forgetOldLines } from './inbox/forget.ts';
import { tellMonth } from './inbox/months.ts';
import { forgetOldDomains } from './domains/actions.ts';
import { forgetReasons } from './domains/dispute.ts';
import { endAnsweredNotices, forgetOldNotices } from './legal/actions.ts';
import { takeUpWaiting } from './legal/take-up.ts';
import { forgetOldMessages } from './messages/forget.ts';
import { ACT_KINDS } from './moderation/act-kinds.ts';
import { forgetPastTurns } from './moderation/care.ts';
import { dropWorkOfFormer } from './moderation/drop-work.ts';
import { forgetHands } from './moderation/forget-hands.ts';
import { forgetOldFlags } from './moderation/forget.ts';
import { endGoneCases, liftVeils } from './moderation/lift-veils.ts';
import { runJuries } from './moderation/run-juries.ts';
import { whileShown, whileUnshown } from './pictures/attach.ts';
import { FIGURES_TIME, refreshFigures } from './platforms/figures.ts';
import { forgetActs } from './proposals/forget.ts';
import { tendActs } from './proposals/tend.ts';
import { forgetOldReplies } from './replies/actions.ts';
import { hasRoomToRewrite, rewriteTables } from './rewrite.ts';
import type { Leader } from './once/leader.ts';
import { countWords } from './search/count-words.ts';
import { catchUp } from './stale/catch-up.ts';
import { watchClock } from './steady-clock.ts';
import { markPastWeek } from './tasks/figures.ts';
import { addDays, today } from '#shared/days.ts';

const HOUR_MS = 3_600_000;
/** A veil is lifted, a jury drawn or a juror replaced so soon after the time, at the latest. */
const MINUTE_CHECK_MS = 60_000;
// A workbook may publish after weeks without a line, and must not publish twice.
const IDEMPOTENCY_DAYS = 90;
const USE_DAYS = 2;

type JobParts = {
  readonly database: Database;
  readonly store: FileStore;
  readonly temporaryFolder: string;
  readonly clock: () => Date;
  /** The origin of the site where it is set, by which posts know our own addresses. */
  readonly publicUrl?: string | null;
  readonly log: FastifyBaseLogger;
  /** Told each time that all was done, of the hour or of the minute. */
  readonly onSuccess?: (work: Work, at: Date) => Promise<void>;
  /** Aborted when the site is to stop: what is left waits for the next start. */
  readonly signal?: AbortSignal;
};

/**
 * Runs what time alone asks for, now and every hour, and each minute what cannot wait; a failure waits
 * for the next time. Of several processes the one that leads does it, save for what is of its own disk.
 */
export function startJobs(
  site: Omit<JobParts, 'signal'> & BoycottSite & { readonly leader: Leader },
): {
  stop: () => Promise<void>;
} {
  const stopping = new AbortController();
  const parts = { ...site, signal: stopping.signal };
  let [led, turns, rewrittenOn] = [false, 0, ''];
  // Not by the clock of the site, which may jump.
  let hourlyAt = Number.NEGATIVE_INFINITY;
  const isSteady = watchClock(parts.clock);
  let running = Promise.resolve();
  const runHourly = async (leads: boolean): Promise<void> => {
    hourlyAt = performance.now();
    const sweeps = isSteady();
    if (leads) await runJobs({ ...parts, sweeps });
    else if (sweeps) await emptyTemporaryFolder(parts.temporaryFolder, parts.clock());
    if (!stopping.signal.aborted) await parts.onSuccess?.('jobs', parts.clock());
  };
  const runMinute = async (leads: boolean): Promise<void> => {
    await runEach(
      [() => runBoycotts(parts, parts.clock()), ...(leads ? dueOf(parts) : [])],
      stopping.signal,
    );
    if (!stopping.signal.aborted) await parts.onSuccess?.('minutes', parts.clock());
  };
  const runDaily = async (): Promise<void> => {
    const day = today(parts.clock());
    if (rewrittenOn === day || stopping.signal.aborted) return;
    // On a full disk the database would end over it: it is tried again in an hour.
    if (!(await hasRoomToRewrite(parts.database, dirname(parts.temporaryFolder)))) {
      parts.log.warn('no room to rewrite the tables');
      return;
    }
    rewrittenOn = day;
    await rewriteTables(parts.database);
  };
  const runTurn = async (): Promise<void> => {
    if (stopping.signal.aborted) return;
    const leads = await parts.leader.leads();
    // Who takes over does not know what was left undone.
    const isHourly = (leads && !led) || performance.now() - hourlyAt >= HOUR_MS;
    // Not at the start, which should be quick: from the first hour on.
    const isDaily = leads && isHourly && turns > 0;
    led = leads;
    turns += 1;
    await runEach(
      [
        () => runMinute(leads),
        ...(isHourly ? [() => runHourly(leads)] : []),
        ...(isDaily ? [runDaily] : []),
      ],
      stopping.signal,
    );
  };
  // One after the other: whoever stops the site waits for all of them.
  const run = (): void => {
    running = running
      .then(runTurn)
      .catch((error: unknown) => parts.log.error({ err: error }, 'job failed'));
  };
  run();
  const minutes = setInterval(run, MINUTE_CHECK_MS);
  minutes.unref();
  return {
    // The database must not be closed under a job.
    stop: async () => {
      clearInterval(minutes);
      stopping.abort();
      await running;
    },
  };
}

/** Lifts the veils whose time is over, and does what is due of juries and of proposed acts. */
function dueOf({ database, clock }: JobParts): readonly (() => Promise<unknown>)[] {
  return [
    () => liftVeils(database, clock()),
    () => runJuries(database, clock()),
    () => tendActs(database, ACT_KINDS, clock()),
  ];
}

/** Each by itself: what fails waits for its next turn, and holds up nothing else. */
async function runEach(
  jobs: readonly (() => Promise<unknown>)[],
  signal?: AbortSignal,
): Promise<void> {
  const failures: unknown[] = [];
  for (const job of jobs) {
    if (signal?.aborted === true) break;
    await job().catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw new AggregateError(failures, 'jobs failed');
}

/**
 * Turns who is established, brings yesterday's standings to today, removes files without rows and
 * what has run out, renders posts that an older version rendered.
 * @throws AggregateError of what failed, once all else is done.
 */
export async function runJobs({
  database,
  store,
  temporaryFolder,
  clock,
  publicUrl = null,
  signal,
  sweeps = true,
}: Omit<JobParts, 'log' | 'onSuccess'> & {
  /** Whether files go by their age this time. */
  readonly sweeps?: boolean;
}): Promise<void> {
  const now = clock();
  const { prisma } = database;
  const day = today(now);
  const write = (job: (tx: Db, at: Date) => Promise<unknown>) => () =>
    prisma.$transaction((tx) => job(tx, now));
  const jobs: readonly (() => Promise<unknown>)[] = [
    // First: it was promised, and nothing else may hold it up.
    write(forgetOldMessages),
    () => liftVeils(database, now),
    () => endGoneCases(database, now),
    write(dropWorkOfFormer),
    () => runJuries(database, now),
    () => tendActs(database, ACT_KINDS, now),
    () => settleEstablished(database, now),
    () => refreshStandings(database, now, signal),
    () => refreshClients(database, now, signal),
    () => tellMonth(database, now),
    () => runPrivateEvidence(database, store, now),
    ...(sweeps
      ? [
          () => sweepOrphans(store, pictureRows(database), now),
          () => emptyTemporaryFolder(temporaryFolder, now),
        ]
      : []),
    write(takeUpWaiting),
    write(endAnsweredNotices),
    write(forgetOldNotices),
    write(forgetOldDomains),
    write(forgetReasons),
    write(forgetOldReplies),
    write(forgetOldLines),
    write(forgetOldFlags),
    write(forgetHands),
    write(forgetActs),
    write(forgetPastTurns),
    () => prisma.session.deleteMany({ where: { expiresAt: { lte: now } } }),
    () => prisma.usedChallenge.deleteMany({ where: { expiresAt: { lte: now } } }),
    () =>
      prisma.idempotencyKey.deleteMany({
        where: { createdOn: { lt: dateOf(addDays(day, -IDEMPOTENCY_DAYS)) } },
      }),
    () => prisma.memberUse.deleteMany({ where: { day: { lt: dateOf(addDays(day, -USE_DAYS)) } } }),
    write(markPastWeek),
    () => catchUp(database, now, signal),
    () => countWords(database, now, signal),
    () => renderAnew(database, publicUrl, signal),
  ];
  await runEach(jobs, signal);
}

/**
 * Time alone moves a standing: each platform is computed once a day, with the accounts that count
 * as one voice found anew before.
 * @returns how many were computed.
 */
export async function refreshStandings(
  database: Database,
  now: Date,
  signal?: AbortSignal,
): Promise<number> {
  const stale = await database.prisma.platformSummary.findMany({
    where: { computedOn: { lt: dateOf(today(now)) } },
    select: { platformId: true },
    orderBy: { platformId: 'asc' },
  });
  if (stale.length > 0) await refreshVoices(database, now);
  return computeEach(stale, signal, ({ platformId }) =>
    database.prisma.$transaction((tx) => refreshFigures(tx, platformId, now), FIGURES_TIME),
  );
}

/**
 * Time alone moves what is recent of a client: while it has any, it is computed once a day, else
 * once a month, which brings it the exchange rates in force.
 * @returns how many were computed.
 */
export async function refreshClients(
  database: Database,
  now: Date,
  signal?: AbortSignal,
): Promise<number> {
  const stale = await database.sql<{ id: string }>(STALE_CLIENTS, [today(now)]);
  return computeEach(stale, signal, ({ id }) =>
    database.prisma.$transaction((tx) => refreshClient(tx, id, now)),
  );
}

/** @throws AggregateError of the rows that failed, once all others are computed. */
async function computeEach<Row>(
  rows: readonly Row[],
  signal: AbortSignal | undefined,
  compute: (row: Row) => Promise<void>,
): Promise<number> {
  let computed = 0;
  const failures: unknown[] = [];
  for (const row of rows) {
    if (signal?.aborted === true) break;
    try {
      await compute(row);
      computed += 1;
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'figures not computed');
  return computed;
}

// A month counts as recent for 90 days from its middle: for 121 from its first day at most.
const STALE_CLIENTS = `
  SELECT s.client_id AS id FROM client_summary s
   WHERE s.computed_on < $1::date AND (
     s.computed_on < $1::date - 30
     OR EXISTS (SELECT 1 FROM client c JOIN task t ON t.client_id = c.id
          JOIN task_report r ON r.task_id = t.id
         WHERE c.root_id = s.client_id AND r.worked_month >= to_char(s.computed_on - 121, 'YYYY-MM'))
     OR EXISTS (SELECT 1 FROM client c JOIN client_review v ON v.client_id = c.id
         WHERE c.root_id = s.client_id
           AND v.experienced_month >= to_char(s.computed_on - 121, 'YYYY-MM')))
   ORDER BY s.client_id`;

function pictureRows(database: Database): PictureRows {
  return {
    referenced: (keys) => referencedKeys(database, keys),
    whileUnshown: (key, work) => whileUnshown(database, key, work),
    whileShown: (key, work) => whileShown(database, key, work),
  };
}

async function referencedKeys(database: Database, keys: string[]): Promise<Set<string>> {
  const { prisma } = database;
  const rows = await prisma.screenshot.findMany({
    where: { key: { in: keys } },
    select: { key: true },
  });
  const unpublished = await prisma.privateEvidence.findMany({
    where: { pictureKey: { in: keys } },
    select: { pictureKey: true },
  });
  return new Set([
    ...rows.map(({ key }) => key),
    ...unpublished.flatMap(({ pictureKey }) => pictureKey ?? []),
  ]);
}
