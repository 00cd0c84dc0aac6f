import { detectManipulation } from '#server/evidence/manipulation-detection/detect-manipulation.ts';
import {
  CAMPAIGN_FACTS,
  campaignFactsSql,
  isSuspectAuthorSql,
  voiceKeySql,
  type CampaignFacts,
} from '#server/database/predicates/suspect-authors.ts';
import { PROOF_LEVEL_SQL } from '#server/evidence/proof-verification/proof-level.ts';
import { dayToDate, dateToDay, type Db } from '#server/database/db.ts';
import { col, statement, type RowOf, type Sql } from '#server/database/sql.ts';
import { PAYOUT_OUTCOMES } from '#shared/evidence/payouts.ts';
import { randomId } from '#server/core/ids.ts';
import { notifyFollowers } from '#server/identity/notifications/notify.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { summarizePlatformTasks } from '#server/evidence/tasks/task-figures.ts';
import { addDays, middleOfMonth, today, type Day } from '#shared/core/days.ts';
import type { PublishedEvidence, PublishedStanding } from '#shared/directory/platforms.ts';
import {
  computeStanding,
  type PayoutEvidence,
  type Standing,
  type StandingInput,
} from '#shared/evidence/standing.ts';
import { countsInFiguresSql } from '#server/database/predicates/content-visibility.ts';
import { countClaims } from './claim-counts.ts';
import { loadFiguresByCountry } from './figures-by-country.ts';
import { saveMondaySnapshot } from '#server/directory/platforms/monday-snapshots.ts';
import { EVIDENCE_FORMAT_VERSION, summarizeEvidence } from './describe-evidence.ts';
import {
  promiseInForce,
  validPromisesOf,
  type PromiseRevision,
  type PaymentTimePromise,
} from './payment-time-promises.ts';
import { yieldBetweenSteps } from '#server/evidence/yield-between-steps.ts';
import type { StandingPayout } from './published-payouts.ts';
import { loadRatingFigures } from './load-rating-figures.ts';
import {
  withReminderCounts,
  storeUnansweredReminders,
  type ReminderFacts,
} from './count-reminders.ts';

type PayoutRow = RowOf<typeof PUBLISHED_PAYOUTS>;

type LoadedPayout = {
  published: StandingPayout & ReminderFacts & { afterReply: boolean };
  facts: CampaignFacts;
  evidence: PayoutEvidence;
};

/**
 * Time-out in milliseconds of background transactions that recompute figures; a payout takes about 70
 * µs.
 */
export const FIGURES_TRANSACTION_OPTIONS = { timeout: 120_000 };

/**
 * Recomputes a platform's standing and figures, and stores a change of standing with its numbers. Writers
 * do not call it but enqueue the platform (`markStale`). Locks the platform, so that concurrent
 * recomputations are serialised.
 */
export async function refreshPlatformFigures(tx: Db, platformId: string, now: Date): Promise<void> {
  const { sql } = tx;
  await sql('SELECT 1 FROM platform WHERE id = $1 FOR NO KEY UPDATE', [platformId]);
  const platform = await tx.platform.findUniqueOrThrow({
    where: { id: platformId },
    include: { summary: true },
  });
  const promises = await loadPromises(sql, platformId);
  const loaded = await detectManipulation(
    tx,
    platform,
    await loadPayoutEvidence(sql, platformId, today(now), promises),
    now,
  );
  const previous = platform.summary;
  const day = today(now);
  const input = {
    payouts: loaded.map(({ evidence: one }) => one),
    previous:
      previous === null
        ? null
        : {
            state: previous.state as Standing['state'],
            since: dateToDay(previous.stateSince),
            everKnown: previous.everKnown,
          },
    closed: platform.closedOn !== null,
    now: day,
    promiseNow: promiseInForce(promises, day),
  };
  await yieldBetweenSteps(loaded.length);
  const standing = computeStanding(input);
  await yieldBetweenSteps(loaded.length);
  const incidents = await sql(
    statement(
      { kind: col.text, reason: col.text },
      `SELECT kind, reason FROM incident
      WHERE platform_id = $1 AND NOT solicited AND hidden_by IS NULL AND kind <> 'posts-bought'`,
    ),
    [platformId],
  );
  const payouts = loaded.map(({ published }) => published);
  const kept = previous?.evidence as Partial<PublishedEvidence> | undefined;
  const { expectedDays } = standing;
  const countries = await loadFiguresByCountry(sql, platformId, kept?.countries, expectedDays, day);
  const tasks = await summarizePlatformTasks(tx, platformId);
  const evidence = { ...summarizeEvidence(payouts, incidents, standing, day), countries, tasks };
  await yieldBetweenSteps(loaded.length);
  const rating = await loadRatingFigures(tx, platformId, day);
  const published = { ...publishStanding(standing), withSuspects: countSuspects(input) };
  await yieldBetweenSteps(loaded.length);
  const data = {
    state: standing.state,
    stateSince: dayToDate(standing.since),
    everKnown: standing.everKnown,
    mean: published.mean,
    payouts: evidence.payouts,
    medianDelayDays: evidence.medianDelayDays,
    lastReceivedOn: evidence.lastReceivedOn === null ? null : dayToDate(evidence.lastReceivedOn),
    rating: rating.overall,
    standing: published,
    evidence: { ...evidence, claims: countClaims(loaded), shape: EVIDENCE_FORMAT_VERSION },
    ratings: rating,
    computedOn: dayToDate(day),
  };
  await storeUnansweredReminders(sql, platformId, loaded, now);
  await tx.platformSummary.upsert({
    where: { platformId },
    create: { platformId, ...data },
    update: data,
  });
  await saveMondaySnapshot(sql, platformId, day);
  if (previous?.state !== standing.state) {
    await keepChange(tx, platformId, previous?.state ?? null, standing, now);
  }
}

/** Loads the payouts of a platform, each as published and as input of the standing. */
export async function loadPayoutEvidence(
  sql: Sql,
  platformId: string,
  now: Day,
  promises?: readonly PaymentTimePromise[],
): Promise<LoadedPayout[]> {
  const promised = promises ?? (await loadPromises(sql, platformId));
  const payouts = await sql(PUBLISHED_PAYOUTS, [platformId]);
  const loaded = payouts.map((payout) => ({
    published: payout,
    facts: payout,
    evidence: toEvidence(payout, promised),
  }));
  return withReminderCounts(loaded, now);
}

async function keepChange(
  tx: Db,
  platformId: string,
  before: string | null,
  standing: Standing,
  now: Date,
): Promise<void> {
  const numbers = publishStanding(standing);
  const id = randomId();
  await tx.standingChange.create({
    data: {
      id,
      platformId,
      day: dayToDate(today(now)),
      before,
      after: standing.state,
      numbers,
    },
  });
  await appendEntry(tx, now, {
    kind: 'standing-changed',
    subject: `platform/${platformId}`,
    row: `standing-changes/${id}`,
  });
  if (before === null) return;
  const facts = { before, after: standing.state };
  const news = { kind: 'platform-standing', subject: platformId, facts } as const;
  await notifyFollowers(tx, { kind: 'platform', subject: platformId }, news, now);
}

/** Computes the standing with suspects' posts at full weight; null when there are no suspects. */
function countSuspects(input: StandingInput): PublishedStanding['withSuspects'] {
  if (!input.payouts.some(({ suspect }) => suspect)) return null;
  const payouts = input.payouts.map((payout) => ({ ...payout, suspect: false }));
  const { state, mean, low, high } = publishStanding(computeStanding({ ...input, payouts }));
  return { state, mean, low, high };
}

function publishStanding(standing: Standing): PublishedStanding {
  const { numbers, markers } = standing;
  return {
    state: standing.state,
    mean: numbers?.mean ?? null,
    low: numbers?.low ?? null,
    high: numbers?.high ?? null,
    n: numbers?.n ?? 0,
    members: numbers?.members ?? 0,
    since: standing.since,
    numbers,
    establishedOnly: standing.establishedOnly,
    expectedDays: standing.expectedDays,
    membersUnpaid: standing.membersUnpaid,
    membersLate90d: standing.membersLate90d,
    establishedMembers180d: standing.establishedMembers180d,
    mostlyNewAccounts: markers.mostlyNewAccounts,
    noNewsSince: markers.noNewsSince,
    manyWait: markers.manyWait?.members ?? null,
  };
}

function toEvidence(payout: PayoutRow, promises: readonly PaymentTimePromise[]): PayoutEvidence {
  const askedOn = middleOfMonth(payout.askedMonth);
  return {
    authorKey: payout.authorKey,
    established: payout.established,
    solicited: payout.solicited,
    suspect: payout.suspect,
    proof: payout.proof,
    state: payout.state,
    shareReceived:
      payout.receivedRounded === null
        ? 1
        : Math.min(1, payout.receivedRounded / payout.expectedRounded),
    askedOn,
    settledOn: payout.delayDays === null ? null : addDays(askedOn, payout.delayDays),
    stillWaitingOn:
      payout.stillWaitingMonth === null ? null : middleOfMonth(payout.stillWaitingMonth),
    unansweredReminders: 0,
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

const PUBLISHED_PAYOUTS = statement(
  {
    id: col.text,
    state: col.oneOf(PAYOUT_OUTCOMES),
    authorKey: col.text,
    askedMonth: col.text,
    postedMonth: col.text,
    stillWaitingMonth: col.text.orNull,
    delayDays: col.int.orNull,
    expectedRounded: col.int,
    receivedRounded: col.int.orNull,
    currency: col.text,
    method: col.text,
    hasScreenshot: col.bool,
    signed: col.bool,
    solicited: col.bool,
    ...CAMPAIGN_FACTS,
    established: col.bool,
    suspect: col.bool,
    afterReply: col.bool,
    proof: col.oneOf(['confirmed', 'screenshot', 'declared']),
  },
  `
  SELECT p.id, p.state, p.asked_month AS "askedMonth", p.delay_days AS "delayDays",
         p.expected_rounded AS "expectedRounded", p.received_rounded AS "receivedRounded",
         p.currency, p.method, ${voiceKeySql('payout', 'a', 'p.signed')} AS "authorKey", ${campaignFactsSql('p', 'a')},
         a.established,
         p.solicited, p.signed, p.after_reply AS "afterReply", s.payout_id IS NOT NULL AS "hasScreenshot", ${isSuspectAuthorSql('a.id')} AS suspect,
         ${PROOF_LEVEL_SQL} AS proof,
         to_char(p.published_on, 'YYYY-MM') AS "postedMonth",
         to_char(p.still_waiting_on, 'YYYY-MM') AS "stillWaitingMonth"
    FROM payout p JOIN weighed_author a ON a.id = p.author_id
    LEFT JOIN screenshot s ON s.payout_id = p.id
   WHERE p.platform_id = $1 AND p.hidden_by IS NULL ORDER BY p.id`,
);
