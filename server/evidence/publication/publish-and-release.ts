import { secureShuffle } from '#server/core/secure-shuffle.ts';
import type { Database, Db } from '#server/database/db.ts';
import { countsInFiguresSql } from '#server/database/predicates/content-visibility.ts';
import { col, statement } from '#server/database/sql.ts';
import { markStale } from '#server/directory/stale-figures/mark-stale.ts';
import { today } from '#shared/core/days.ts';
import { BUDGET_DAYS, SAME_VOICE_DAYS } from '#shared/evidence/publication/meter.ts';
import { recordSlipLists } from './record-slips.ts';
import { showDuePosts } from './show-due-posts.ts';
import { showDueProofs } from './show-proofs.ts';
import { holdBackReport, publishReport, type SlipDeps } from './publish-report.ts';

/** Days after its release for which a slip stays linked to its report. */
const LINKED_DAYS = 28;
/**
 * Maximum days since a pending payout counts as unpaid for its report to be published. An older one is
 * from before slips existed, or the job did not run.
 */
const UNPAID_CATCH_UP_DAYS = 28;

/** Time-out of a release in milliseconds: a slip takes about 0.3, and a Monday may have 100,000. */
const RELEASE_TIMEOUT_MS = 300_000;

/** Maximum number of reports from before there were slips that one run publishes. */
const EARLIER_A_RUN = 2_000;

/**
 * Publishes reports from before there were slips and claims that became unpaid, releases due slips,
 * shows due proofs, reviews, incidents and "me too"s, and unlinks old slips from their reports. Idempotent.
 */
export async function publishAndRelease(
  database: Database,
  deps: SlipDeps,
  now: Date,
  signal?: AbortSignal,
): Promise<void> {
  await publishEarlierReports(database, deps, signal);
  await publishUnpaidClaims(database, deps, now, signal);
  await database.prisma.$transaction(
    async (tx) => {
      await holdBackUncounted(tx, deps, now);
      await releaseDueSlips(tx, now);
      await showDueProofs(tx, now);
      await showDuePosts(tx, now);
      await forgetLinks(tx, now);
    },
    { timeout: RELEASE_TIMEOUT_MS },
  );
}

/**
 * Publishes reports from before there were slips as on the day of each, oldest first: their budget is
 * spent, and their Mondays lie where they would have been.
 */
async function publishEarlierReports(
  { sql, prisma }: Database,
  deps: SlipDeps,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (const { id, day } of await sql(EARLIER_REPORTS, [EARLIER_A_RUN])) {
    if (signal?.aborted === true) return;
    await prisma.$transaction((tx) => publishReport(tx, deps, id, new Date(`${day}T12:00:00Z`)));
  }
}

/** Publishes claims that became unpaid, as not paid: their authors do nothing on that day. */
async function publishUnpaidClaims(
  { sql, prisma }: Database,
  deps: SlipDeps,
  now: Date,
  signal?: AbortSignal,
): Promise<void> {
  for (const { id } of await sql(UNPAID_CLAIMS, [today(now)])) {
    if (signal?.aborted === true) return;
    await prisma.$transaction((tx) => publishReport(tx, deps, id, now));
  }
}

/**
 * Withdraws slips whose report does not count: one hidden by a decision, and one of a suspect, on its
 * Monday. A slip that was released before its author became a suspect stays: withdrawing all of a
 * suspect's slips together would link them.
 */
async function holdBackUncounted(tx: Db, deps: SlipDeps, now: Date): Promise<void> {
  for (const { id } of await tx.sql(UNCOUNTED, [today(now)])) {
    await holdBackReport(tx, deps, id, now);
  }
}

/**
 * Releases the slips whose Monday has come, and deletes those that are due for withdrawal. Rewrites
 * each row and its spending in random order, since their place on the disk and their transaction would
 * link them to the report that was posted with them. The same goes for the spending of slips that were
 * withdrawn before their Monday.
 * @returns the number of released slips.
 */
export async function releaseDueSlips(tx: Db, now: Date, shuffle = secureShuffle): Promise<number> {
  const day = today(now);
  const due = await tx.sql(DUE, [day]);
  const spent = await tx.sql(SPENT_ON_WITHDRAWN, [day]);
  const ids = shuffle([...due, ...spent]).map(({ id }) => id);
  await tx.sql(RELEASE, [ids, SAME_VOICE_DAYS]);
  const gone = await tx.sql(DELETE_WITHDRAWN, [day]);
  await recordSlipLists(tx, [...due, ...gone.filter(({ released }) => released)], now);
  await markStale(tx, 'platform', [
    ...new Set([...due, ...gone].map(({ platformId }) => platformId)),
  ]);
  return due.length;
}

/** Unlinks old slips from their reports, and deletes spending that no longer counts in a budget. */
async function forgetLinks(tx: Db, now: Date): Promise<void> {
  const day = today(now);
  await tx.sql(
    `UPDATE payout_publication b SET slip_id = NULL FROM slip s
      WHERE s.id = b.slip_id AND s.released AND s.monday <= $1::date - ${LINKED_DAYS}`,
    [day],
  );
  await tx.sql(`DELETE FROM publication_spending WHERE monday <= $1::date - ${BUDGET_DAYS}`, [day]);
}

const DELETE_WITHDRAWN = statement(
  { platformId: col.text, monday: col.text, released: col.bool },
  `DELETE FROM slip WHERE withdrawn_on <= $1::date RETURNING platform_id AS "platformId", monday::text AS monday, released`,
);

const DUE = statement(
  { id: col.text, platformId: col.text, monday: col.text },
  `SELECT id, platform_id AS "platformId", monday::text AS monday FROM slip WHERE NOT released AND monday <= $1::date ORDER BY id FOR UPDATE`,
);

// Looks back a week, so that a job that did not run on Monday catches up.
const SPENT_ON_WITHDRAWN = statement(
  { id: col.text },
  `
  SELECT p.id FROM publication_spending p
   WHERE p.monday <= $1::date AND p.monday > $1::date - 7
     AND NOT EXISTS (SELECT 1 FROM slip s WHERE s.id = p.id) ORDER BY p.id`,
);

// Begins with what is hidden or a suspect's: slips that are due can be a hundred thousand.
const UNCOUNTED = statement(
  { id: col.text },
  `
  SELECT y.id FROM (
      SELECT id FROM payout WHERE hidden_by IS NOT NULL
       UNION
      SELECT p.id FROM suspect_author t JOIN payout p ON p.author_id = t.author_id) c
    JOIN payout y ON y.id = c.id
    JOIN payout_publication b ON b.payout_id = y.id AND b.state = 'first'
    LEFT JOIN slip s ON s.id = b.slip_id
    LEFT JOIN decision d ON d.id = y.hidden_by
   WHERE CASE WHEN NOT s.released THEN s.monday <= $1::date ELSE d.kind <> 'veil' END
   ORDER BY y.id`,
);

const RELEASE = `SELECT release_slips($1::text[], $2::int)`;

// Pending payouts are left out: they become reports on the day on which they count as unpaid.
const EARLIER_REPORTS = statement(
  { id: col.text, day: col.text },
  `
  SELECT y.id, y.published_on::text AS day
    FROM payout y JOIN author a ON a.id = y.author_id
   WHERE y.counting_on IS NULL AND y.state <> 'waiting' AND a.member_id IS NOT NULL
     AND ${countsInFiguresSql('y')}
     AND NOT EXISTS (SELECT 1 FROM payout_publication b WHERE b.payout_id = y.id)
   ORDER BY 2, y.id LIMIT $1`,
);

const UNPAID_CLAIMS = statement(
  { id: col.text },
  `
  SELECT y.id FROM payout y JOIN author a ON a.id = y.author_id
   WHERE y.state = 'waiting' AND a.member_id IS NOT NULL AND ${countsInFiguresSql('y')}
     AND y.unpaid_on BETWEEN $1::date - ${UNPAID_CATCH_UP_DAYS} AND $1::date
     AND NOT EXISTS (SELECT 1 FROM payout_publication b WHERE b.payout_id = y.id)
   ORDER BY y.id`,
);
