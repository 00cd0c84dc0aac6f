import { settleEstablished } from '#server/identity/accounts/established.ts';
import { runPrivateEvidence } from '#server/collective/boycotts/private-due.ts';
import { refreshVoices } from '#server/evidence/manipulation-detection/voices.ts';
import { refreshClient } from '#server/directory/clients/figures.ts';
import { dateOf, type Database, type Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { sweepOrphans, type PictureRows } from '#server/media/files/sweep.ts';
import type { FileStore } from '#server/media/files/store.ts';
import { renderAnew } from '#server/community/forum/render-anew.ts';
import { forgetOldLines } from '#server/community/inbox/forget.ts';
import { tellMonth } from '#server/community/inbox/months.ts';
import { forgetOldDomains } from '#server/governance/domains/actions.ts';
import { forgetReasons } from '#server/governance/domains/dispute.ts';
import { endAnsweredNotices, forgetOldNotices } from '#server/governance/legal/actions.ts';
import { takeUpWaiting } from '#server/governance/legal/take-up.ts';
import { forgetOldMessages } from '#server/community/messages/forget.ts';
import { ACT_KINDS } from '#server/governance/moderation/act-kinds.ts';
import { forgetPastTurns } from '#server/governance/moderation/care.ts';
import { dropWorkOfFormer } from '#server/governance/moderation/drop-work.ts';
import { forgetHands } from '#server/governance/moderation/forget-hands.ts';
import { forgetOldFlags } from '#server/governance/moderation/forget.ts';
import { endGoneCases, liftVeils } from '#server/governance/moderation/lift-veils.ts';
import { runJuries } from '#server/governance/moderation/run-juries.ts';
import { whileShown, whileUnshown } from '#server/media/pictures/attach.ts';
import { FIGURES_TIME, refreshFigures } from '#server/directory/platforms/figures.ts';
import { forgetActs } from '#server/governance/proposals/forget.ts';
import { tendActs } from '#server/governance/proposals/tend.ts';
import { forgetOldReplies } from '#server/governance/replies/actions.ts';
import { countWords } from '#server/site/search/count-words.ts';
import { REST, catchUp } from '#server/evidence/recompute/catch-up.ts';
import { markPastWeek } from '#server/evidence/tasks/figures.ts';
import { addDays, today } from '#shared/core/days.ts';

// A workbook may publish after weeks without a line, and must not publish twice.
const IDEMPOTENCY_DAYS = 90;
const USE_DAYS = 2;

export type HourlyParts = {
  readonly database: Database;
  readonly store: FileStore;
  /** The origin of the site where it is set, by which posts know our own addresses. */
  readonly publicUrl?: string | null;
  /** Aborted when the site is to stop: what is left waits for the next run. */
  readonly signal?: AbortSignal | undefined;
};

type Step = () => Promise<unknown>;

/**
 * Runs all steps one after the other; a step that fails does not keep the next ones from running.
 * @throws AggregateError of what failed.
 */
export async function runEach(steps: readonly Step[], signal?: AbortSignal): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps) {
    if (signal?.aborted === true) break;
    await step().catch((error: unknown) => {
      failures.push(...(error instanceof AggregateError ? error.errors : [error]));
    });
  }
  if (failures.length > 0) throw new AggregateError(failures, 'jobs failed');
}

/** Lifts the veils whose time is over, and does what is due of juries and of proposed acts. */
export function tendModeration({ database, signal }: HourlyParts, now: Date): Promise<void> {
  return runEach(
    [
      () => liftVeils(database, now),
      () => runJuries(database, now),
      () => tendActs(database, ACT_KINDS, now),
    ],
    signal,
  );
}

/** Closes what nobody works on any more: cases without a subject, work of former moderators, notices. */
export function closeLeftWork({ database, signal }: HourlyParts, now: Date): Promise<void> {
  const write = writer(database, now);
  return runEach(
    [
      () => endGoneCases(database, now),
      write(dropWorkOfFormer),
      write(takeUpWaiting),
      write(endAnsweredNotices),
    ],
    signal,
  );
}

/** Deletes the rows whose time has run out. */
export function forgetExpired({ database, signal }: HourlyParts, now: Date): Promise<void> {
  const { prisma } = database;
  const day = today(now);
  const write = writer(database, now);
  return runEach(
    [
      write(forgetOldMessages),
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
      () =>
        prisma.memberUse.deleteMany({ where: { day: { lt: dateOf(addDays(day, -USE_DAYS)) } } }),
    ],
    signal,
  );
}

/** Turns who is established, and brings yesterday's standings and figures to today. */
export function advanceFigures({ database, signal }: HourlyParts, now: Date): Promise<void> {
  return runEach(
    [
      () => settleEstablished(database, now),
      () => refreshStandings(database, now, signal),
      () => refreshClients(database, now, signal),
      () => tellMonth(database, now),
      writer(database, now)(markPastWeek),
      () => catchUp(database, now, signal, REST),
    ],
    signal,
  );
}

/** Counts the words of the search, and renders posts that an older version rendered. */
export function renewTexts(
  { database, publicUrl = null, signal }: HourlyParts,
  now: Date,
): Promise<void> {
  return runEach(
    [() => countWords(database, now, signal), () => renderAnew(database, publicUrl, signal)],
    signal,
  );
}

/** Removes the stored files that no row names, by their age. */
export function sweepFiles({ database, store }: HourlyParts, now: Date): Promise<number> {
  return sweepOrphans(store, pictureRows(database), now);
}

/**
 * Runs once all jobs that wait for an hour, those of the figures included.
 * @throws AggregateError of what failed, once all else is done.
 */
export async function runJobs({
  clock,
  ...parts
}: HourlyParts & { readonly clock: () => Date }): Promise<void> {
  const now = clock();
  const { database, store, signal } = parts;
  await runEach(
    [
      () => forgetExpired(parts, now),
      () => tendModeration(parts, now),
      () => closeLeftWork(parts, now),
      () => advanceFigures(parts, now),
      () => runPrivateEvidence(database, store, now),
      () => sweepFiles(parts, now),
      () => renewTexts(parts, now),
    ],
    signal,
  );
}

function writer(database: Database, now: Date) {
  return (job: (tx: Db, at: Date) => Promise<unknown>): Step =>
    () =>
      database.prisma.$transaction((tx) => job(tx, now));
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
  const stale = await database.sql(STALE_CLIENTS, [today(now)]);
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
const STALE_CLIENTS = statement(
  { id: col.text },
  `
  SELECT s.client_id AS id FROM client_summary s
   WHERE s.computed_on < $1::date AND (
     s.computed_on < $1::date - 30
     OR EXISTS (SELECT 1 FROM client c JOIN task t ON t.client_id = c.id
          JOIN task_report r ON r.task_id = t.id
         WHERE c.root_id = s.client_id AND r.worked_month >= to_char(s.computed_on - 121, 'YYYY-MM'))
     OR EXISTS (SELECT 1 FROM client c JOIN client_review v ON v.client_id = c.id
         WHERE c.root_id = s.client_id
           AND v.experienced_month >= to_char(s.computed_on - 121, 'YYYY-MM')))
   ORDER BY s.client_id`,
);

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
