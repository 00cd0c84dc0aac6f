import { settleEstablishedMembers } from '#server/evidence/recompute/settle-established-members.ts';
import { linkLockstepAccounts } from '#server/evidence/manipulation-detection/link-lockstep-accounts.ts';
import { refreshClientFigures } from '#server/directory/clients/refresh-client-figures.ts';
import { dayToDate, type Database, type Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { sweepOrphans, type PictureRows } from '#server/media/files/sweep-orphans.ts';
import type { FileStore } from '#server/media/files/file-store.ts';
import { rerenderPosts } from '#server/community/forum/rerender-posts.ts';
import { deleteOldInboxItems } from '#server/community/inbox/delete-old-items.ts';
import { notifyFollowersOfMonth } from '#server/community/inbox/monthly-notifications.ts';
import { deleteExpiredDomainProofs } from '#server/governance/domain-verification/actions.ts';
import { eraseOldDisputeReasons } from '#server/governance/disputes/actions.ts';
import {
  endNoticesOfDecidedCases,
  deleteExpiredNotices,
} from '#server/governance/legal/notice-actions.ts';
import { openWaitingNoticeCases } from '#server/governance/legal/notice-case.ts';
import { deleteExpiredMessages } from '#server/community/private-messages/delete-expired-messages.ts';
import { CHANGE_KINDS } from '#server/governance/change-kinds.ts';
import { deletePastRotaDays } from '#server/governance/moderators/wellbeing-actions.ts';
import { dropWorkOfFormerModerators } from '#server/governance/moderators/drop-moderator-work.ts';
import { eraseOldDecisionMakers } from '#server/governance/moderators/erase-decision-makers.ts';
import { erasePartiesOfOldCases } from '#server/governance/cases/erase-parties-of-old-cases.ts';
import {
  endCasesOfWithdrawnSubjects,
  liftExpiredVeils,
} from '#server/governance/case-decisions/lift-veils.ts';
import { runDueJuries } from '#server/governance/juries/run-juries.ts';
import { ifPictureUsed, ifPictureUnused } from '#server/media/pictures/attach-picture.ts';
import {
  FIGURES_TRANSACTION_OPTIONS,
  refreshPlatformFigures,
} from '#server/evidence/standings/refresh-platform-figures.ts';
import { eraseOldProposers } from '#server/identity/two-person-approval/erase-old-proposers.ts';
import { runDueProposedChanges } from '#server/identity/two-person-approval/run-due-proposed-changes.ts';
import { eraseOldReplies } from '#server/governance/right-of-reply/actions.ts';
import { countPostWords } from '#server/site/search/count-words.ts';
import {
  REST_BETWEEN_COMPUTATIONS,
  recomputeStaleFigures,
} from '#server/evidence/recompute/recompute-stale-figures.ts';
import { WITHDRAWAL_DAYS } from '#shared/evidence/standing-constants.ts';
import { addDays, today } from '#shared/core/days.ts';

// Days for which idempotency keys are kept: a workbook that was offline for weeks may retry a report,
// which must not be published twice.
const IDEMPOTENCY_DAYS = 90;
const USE_DAYS = 2;

export type HourlyJobDeps = {
  readonly database: Database;
  readonly store: FileStore;
  /** PUBLIC_URL, by which posts recognise links to this site. */
  readonly publicUrl?: string | null;
  /** Aborted at shutdown; the remaining steps wait for the next run. */
  readonly signal?: AbortSignal | undefined;
};

type Step = () => Promise<unknown>;

/**
 * Runs all steps in order; goes on after one that fails.
 * @throws AggregateError of all failures.
 */
export async function runAllSteps(steps: readonly Step[], signal?: AbortSignal): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps) {
    if (signal?.aborted === true) break;
    await step().catch((error: unknown) => {
      failures.push(...(error instanceof AggregateError ? error.errors : [error]));
    });
  }
  if (failures.length > 0) throw new AggregateError(failures, 'jobs failed');
}

/** Lifts expired veils, and advances due juries and proposed changes. */
export function advanceModeration({ database, signal }: HourlyJobDeps, now: Date): Promise<void> {
  return runAllSteps(
    [
      () => liftExpiredVeils(database, now),
      () => runDueJuries(database, now),
      () => runDueProposedChanges(database, CHANGE_KINDS, now),
    ],
    signal,
  );
}

/**
 * Ends cases whose subject is gone and the work of former moderators, opens cases for waiting legal
 * notices, and ends the notices of decided cases.
 */
export function closeAbandonedWork({ database, signal }: HourlyJobDeps, now: Date): Promise<void> {
  const write = writer(database, now);
  return runAllSteps(
    [
      () => endCasesOfWithdrawnSubjects(database, now),
      write(dropWorkOfFormerModerators),
      write(openWaitingNoticeCases),
      write(endNoticesOfDecidedCases),
    ],
    signal,
  );
}

/** Deletes expired rows, and days that have no effect any more. */
export function deleteExpiredRows({ database, signal }: HourlyJobDeps, now: Date): Promise<void> {
  const { prisma } = database;
  const day = today(now);
  const write = writer(database, now);
  return runAllSteps(
    [
      write(deleteExpiredMessages),
      write(deleteExpiredNotices),
      write(deleteExpiredDomainProofs),
      write(eraseOldDisputeReasons),
      write(eraseOldReplies),
      write(deleteOldInboxItems),
      write(erasePartiesOfOldCases),
      write(eraseOldDecisionMakers),
      write(eraseOldProposers),
      write(deletePastRotaDays),
      () => prisma.session.deleteMany({ where: { expiresAt: { lte: now } } }),
      () => prisma.usedChallenge.deleteMany({ where: { expiresAt: { lte: now } } }),
      () =>
        prisma.idempotencyKey.deleteMany({
          where: { createdOn: { lt: dayToDate(addDays(day, -IDEMPOTENCY_DAYS)) } },
        }),
      () =>
        prisma.memberUse.deleteMany({ where: { day: { lt: dayToDate(addDays(day, -USE_DAYS)) } } }),
      () =>
        prisma.author.updateMany({
          where: { withdrewOn: { lt: dayToDate(addDays(day, -WITHDRAWAL_DAYS)) } },
          data: { withdrewOn: null },
        }),
    ],
    signal,
  );
}

/** Updates who is established, and recomputes standings and figures for today. */
export function recomputeDailyFigures(
  { database, signal }: HourlyJobDeps,
  now: Date,
): Promise<void> {
  return runAllSteps(
    [
      () => settleEstablishedMembers(database, now),
      () => refreshStandings(database, now, signal),
      () => refreshClients(database, now, signal),
      () => notifyFollowersOfMonth(database, now),
      () => recomputeStaleFigures(database, now, signal, REST_BETWEEN_COMPUTATIONS),
    ],
    signal,
  );
}

/** Counts search terms, and renders again posts of an older renderer. */
export function countWordsAndRenderPosts(
  { database, publicUrl = null, signal }: HourlyJobDeps,
  now: Date,
): Promise<void> {
  return runAllSteps(
    [() => countPostWords(database, now, signal), () => rerenderPosts(database, publicUrl, signal)],
    signal,
  );
}

/** Deletes stored files without a row, by age. */
export function sweepOrphanFiles({ database, store }: HourlyJobDeps, now: Date): Promise<number> {
  return sweepOrphans(store, pictureRows(database), now);
}

function writer(database: Database, now: Date) {
  return (job: (tx: Db, at: Date) => Promise<unknown>): Step =>
    () =>
      database.prisma.$transaction((tx) => job(tx, now));
}

/**
 * Recomputes each platform once a day, since standings change with time alone; finds linked accounts
 * again before.
 * @returns the number of platforms computed.
 */
export async function refreshStandings(
  database: Database,
  now: Date,
  signal?: AbortSignal,
): Promise<number> {
  const stale = await database.prisma.platformSummary.findMany({
    where: { computedOn: { lt: dayToDate(today(now)) } },
    select: { platformId: true },
    orderBy: { platformId: 'asc' },
  });
  if (stale.length > 0) await linkLockstepAccounts(database, now);
  return computeEach(stale, signal, ({ platformId }) =>
    database.prisma.$transaction(
      (tx) => refreshPlatformFigures(tx, platformId, now),
      FIGURES_TRANSACTION_OPTIONS,
    ),
  );
}

/**
 * Recomputes clients: daily while they have recent reports, which age with time, else monthly for new
 * exchange rates.
 * @returns the number of clients computed.
 */
export async function refreshClients(
  database: Database,
  now: Date,
  signal?: AbortSignal,
): Promise<number> {
  const stale = await database.sql(STALE_CLIENTS, [today(now)]);
  return computeEach(stale, signal, ({ id }) =>
    database.prisma.$transaction((tx) => refreshClientFigures(tx, id, now)),
  );
}

/**
 * Computes each row in a transaction of its own.
 * @throws AggregateError of the rows that failed, after all others are done.
 */
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

// A month is recent for 90 days from its middle, so for at most 121 from its first day; a quarter for at
// most 137.
const STALE_CLIENTS = statement(
  { id: col.text },
  `
  SELECT s.client_id AS id FROM client_summary s
   WHERE s.computed_on < $1::date AND (
     s.computed_on < $1::date - 30
     OR EXISTS (SELECT 1 FROM client c JOIN task t ON t.client_id = c.id
          JOIN task_report r ON r.task_id = t.id
         WHERE c.root_id = s.client_id AND r.counted AND r.worked_month >= to_char(s.computed_on - 121, 'YYYY-MM'))
     OR EXISTS (SELECT 1 FROM client c JOIN client_review v ON v.client_id = c.id
         WHERE c.root_id = s.client_id
           AND v.experienced_month >= to_char(s.computed_on - 137, 'YYYY-MM')))
   ORDER BY s.client_id`,
);

function pictureRows(database: Database): PictureRows {
  return {
    referenced: (keys) => referencedKeys(database, keys),
    whileUnshown: (key, work) => ifPictureUnused(database, key, work),
    whileShown: (key, work) => ifPictureUsed(database, key, work),
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
