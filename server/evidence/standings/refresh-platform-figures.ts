import { Prisma, type Platform, type PlatformSummary } from '#prisma/client.ts';
import {
  detectManipulation,
  type PostFacts,
} from '#server/evidence/manipulation-detection/detect-manipulation.ts';
import {
  CAMPAIGN_FACTS,
  campaignFactsSql,
  isSuspectAuthorSql,
  voiceKeySql,
} from '#server/database/predicates/suspect-authors.ts';
import {
  countsFromSql,
  doPayoutsCountSql,
} from '#server/database/predicates/counted-payout-authors.ts';
import { PROOF_LEVEL_SQL } from '#server/evidence/proof-verification/proof-level.ts';
import { dayToDate, dateToDay, type Db } from '#server/database/db.ts';
import { col, statement, type RowOf, type Sql } from '#server/database/sql.ts';
import { PAYOUT_OUTCOMES } from '#shared/evidence/payouts.ts';
import { randomId } from '#server/core/ids.ts';
import { notifyFollowers } from '#server/identity/notifications/notify.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { summarizePlatformTasks } from '#server/evidence/tasks/task-figures.ts';
import { addDays, endOfMonth, middleOfMonth, today, type Day } from '#shared/core/days.ts';
import { countsInFiguresSql } from '#server/database/predicates/content-visibility.ts';
import { saveMondaySnapshot } from '#server/directory/platforms/monday-snapshots.ts';
import { EVIDENCE_FORMAT_VERSION } from '#shared/directory/slip-figures.ts';
import { loadEvidenceCounts, loadSlipFigures } from './load-evidence-counts.ts';
import {
  describeStanding,
  standingOfToday,
  type DescribedStanding,
  type PreviousStanding,
} from './describe-standing.ts';
import type { PublishedStanding } from '#shared/directory/platforms.ts';
import type { KeptCrowd } from '#server/evidence/publication/crowd.ts';
import type { KeptLines, ReportForLines } from '#shared/evidence/publication/lines.ts';
import {
  promiseInForce,
  validPromisesOf,
  type PromiseRevision,
  type PaymentTimePromise,
} from './payment-time-promises.ts';
import { yieldBetweenSteps } from '#server/evidence/yield-between-steps.ts';
import { loadRatingFigures } from './load-rating-figures.ts';
import { storeExpectedDays } from './store-expected-days.ts';

type PayoutRow = RowOf<typeof COUNTED_PAYOUTS>;

type LoadedPayout = {
  readonly id: string;
  /** What the detector reads. */
  readonly facts: PostFacts;
  readonly evidence: ReportForLines;
};

/**
 * Time-out in milliseconds of background transactions that recompute figures: a payout takes 35 µs of a
 * processor, and a platform may have a million.
 */
export const FIGURES_TRANSACTION_OPTIONS = { timeout: 300_000 };

/**
 * Recomputes a platform's standing and figures, and stores a change of standing. Writers
 * do not call it but enqueue the platform (`markStale`). Locks the platform, so that concurrent
 * recomputations are serialised. Reads the reports of payouts in the first computation of a day alone.
 */
export async function refreshPlatformFigures(tx: Db, platformId: string, now: Date): Promise<void> {
  const { sql } = tx;
  await sql('SELECT 1 FROM platform WHERE id = $1 FOR NO KEY UPDATE', [platformId]);
  const platform = await tx.platform.findUniqueOrThrow({
    where: { id: platformId },
    include: { summary: true },
  });
  const day = today(now);
  const previous = toPrevious(platform.summary);
  const described =
    standingOfToday(previous, platform.closedOn !== null, day) ??
    (await judgeReports(tx, platform, previous, now));
  const { standing, everKnown, linesKept, crowd } = described;
  const slips = await loadSlipFigures(sql, platformId, day);
  const counts = await loadEvidenceCounts(sql, platformId);
  const tasks = await summarizePlatformTasks(tx, platformId);
  const rating = await loadRatingFigures(tx, platformId, day);
  const data = {
    state: standing.state,
    stateSince: dayToDate(standing.since),
    everKnown,
    mean: slips.standing?.mean ?? null,
    payouts: slips.paid + slips.notPaid,
    medianDelayDays: slips.medianDelayDays,
    rating: rating.overall,
    standing,
    linesKept,
    crowd: crowd ?? Prisma.DbNull,
    evidence: {
      slips,
      ...counts,
      tasks,
      shape: EVIDENCE_FORMAT_VERSION,
    },
    ratings: rating,
    computedOn: dayToDate(day),
  };
  await tx.platformSummary.upsert({
    where: { platformId },
    create: { platformId, ...data },
    update: data,
  });
  await saveMondaySnapshot(sql, platformId, day);
  const before = previous?.standing.state ?? null;
  if (before !== standing.state) await keepChange(tx, platformId, before, standing.state, now);
}

function toPrevious(summary: PlatformSummary | null): PreviousStanding | null {
  return (
    summary && {
      standing: summary.standing as PublishedStanding,
      everKnown: summary.everKnown,
      linesKept: summary.linesKept as KeptLines | null,
      crowd: summary.crowd as KeptCrowd | null,
      computedOn: dateToDay(summary.computedOn),
    }
  );
}

/** Detects manipulation in all reports that count, and describes the standing that they give. */
async function judgeReports(
  tx: Db,
  platform: Platform,
  previous: PreviousStanding | null,
  now: Date,
): Promise<DescribedStanding> {
  const { sql } = tx;
  const { id } = platform;
  const day = today(now);
  const loaded = await detectManipulation(
    tx,
    platform,
    await loadPayoutEvidence(sql, id, day, await loadPromises(sql, id)),
    now,
  );
  await yieldBetweenSteps(loaded.length);
  const described = await describeStanding(sql, id, {
    payouts: loaded.map(({ evidence }) => evidence),
    previous,
    closed: platform.closedOn !== null,
    now: day,
  });
  await yieldBetweenSteps(loaded.length);
  await storeExpectedDays(sql, loaded, day);
  return described;
}

/** Loads the reports of a platform whose counting day has come, as the standing and the detector read them. */
export async function loadPayoutEvidence(
  sql: Sql,
  platformId: string,
  now: Day,
  promises?: readonly PaymentTimePromise[],
): Promise<LoadedPayout[]> {
  const promised = promises ?? (await loadPromises(sql, platformId));
  const payouts = await sql(COUNTED_PAYOUTS, [platformId, now]);
  return payouts.map((payout) => ({
    id: payout.id,
    facts: payout,
    evidence: toEvidence(payout, promised),
  }));
}

async function keepChange(
  tx: Db,
  platformId: string,
  before: string | null,
  after: string,
  now: Date,
): Promise<void> {
  const id = randomId();
  await tx.standingChange.create({
    data: { id, platformId, day: dayToDate(today(now)), before, after },
  });
  await appendEntry(tx, now, {
    kind: 'standing-changed',
    subject: `platform/${platformId}`,
    row: `standing-changes/${id}`,
  });
  if (before === null) return;
  const facts = { before, after };
  const news = { kind: 'platform-standing', subject: platformId, facts } as const;
  await notifyFollowers(tx, { kind: 'platform', subject: platformId }, news, now);
}

function toEvidence(payout: PayoutRow, promises: readonly PaymentTimePromise[]): ReportForLines {
  const askedOn = middleOfMonth(payout.askedMonth);
  const { delayDays, closedMonth, stillWaitingMonth } = payout;
  return {
    authorKey: payout.authorKey,
    established: payout.established,
    solicited: payout.solicited,
    suspect: payout.suspect,
    state: payout.state,
    shareReceived: payout.receivedShare ?? 1,
    askedOn,
    settledOn: delayDays === null ? null : addDays(askedOn, delayDays),
    toldOn: closedMonth === null ? payout.publishedOn : endOfMonth(closedMonth),
    countsFrom: payout.countsFrom,
    linesOn: payout.linesOn,
    unpaidOn: payout.unpaidOn,
    stillWaitingOn: stillWaitingMonth === null ? null : middleOfMonth(stillWaitingMonth),
    unansweredReminders: payout.unansweredReminders,
    withdrewOn: payout.withdrewOn,
    promiseDays: promiseInForce(promises, askedOn),
  };
}

async function loadPromises(sql: Sql, platformId: string): Promise<PaymentTimePromise[]> {
  const revisions = await sql(
    statement(
      {
        id: col.text,
        undoes: col.text.orNull,
        after: col.json<NonNullable<PromiseRevision['after']>>().orNull,
        on: col.text,
        disputed: col.bool,
      },
      `SELECT r.id, r.undoes, r.after, (r.created_at AT TIME ZONE 'UTC')::date::text AS "on",
            EXISTS (SELECT 1 FROM revision_dispute d WHERE d.revision_id = r.id AND ${countsInFiguresSql('d')}) AS disputed
       FROM platform_revision r
      WHERE r.platform_id = $1 AND r.field = 'promiseDays' ORDER BY r.created_at, r.id`,
    ),
    [platformId],
  );
  return validPromisesOf(revisions);
}

const COUNTS_FROM = countsFromSql('p');

// Reports whose counting day has come.
const COUNTED_PAYOUTS = statement(
  {
    id: col.text,
    state: col.oneOf(PAYOUT_OUTCOMES),
    authorKey: col.text,
    askedMonth: col.text,
    closedMonth: col.text.orNull,
    stillWaitingMonth: col.text.orNull,
    delayDays: col.int.orNull,
    publishedOn: col.text,
    countsFrom: col.text,
    unpaidOn: col.text.orNull,
    unansweredReminders: col.int,
    withdrewOn: col.text.orNull,
    receivedShare: col.float.orNull,
    solicited: col.bool,
    ...CAMPAIGN_FACTS,
    linesOn: col.text,
    established: col.bool,
    suspect: col.bool,
    proof: col.oneOf(['confirmed', 'screenshot', 'declared']),
  },
  `
  SELECT p.id, p.state, p.asked_month AS "askedMonth", p.delay_days AS "delayDays",
         p.received_share AS "receivedShare",
         ${voiceKeySql('a', 'p.signed')} AS "authorKey", ${campaignFactsSql('p', 'a', COUNTS_FROM)},
         COALESCE(p.lines_on, p.published_on)::text AS "linesOn",
         a.established,
         p.solicited, ${isSuspectAuthorSql('a.id')} AS suspect,
         ${PROOF_LEVEL_SQL} AS proof,
         p.closed_month AS "closedMonth", p.published_on::text AS "publishedOn",
         (${COUNTS_FROM})::text AS "countsFrom", p.unpaid_on::text AS "unpaidOn",
         p.unanswered_reminders AS "unansweredReminders", a.withdrew_on::text AS "withdrewOn",
         to_char(p.still_waiting_on, 'YYYY-MM') AS "stillWaitingMonth"
    FROM payout p JOIN author_weight a ON a.id = p.author_id
    LEFT JOIN screenshot s ON s.payout_id = p.id
   WHERE p.platform_id = $1 AND p.hidden_by IS NULL AND ${doPayoutsCountSql('a')}
     AND ${COUNTS_FROM} <= $2::date ORDER BY p.id`,
);
