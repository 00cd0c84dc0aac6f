import { secureShuffle } from '#server/core/secure-shuffle.ts';
import type { Database, Db } from '#server/database/db.ts';
import { countsInFiguresSql } from '#server/database/predicates/content-visibility.ts';
import { col, statement } from '#server/database/sql.ts';
import { today } from '#shared/core/days.ts';
import { BUDGET_DAYS } from '#shared/evidence/publication/meter.ts';
import { publishReport, type SlipDeps } from './publish-report.ts';

/** Days after its release for which a slip stays linked to its report. */
const LINKED_DAYS = 28;
/**
 * Maximum days since a claim became unpaid for it to be published. Older ones are from before there
 * were slips, or the job did not run.
 */
const UNPAID_CATCH_UP_DAYS = 28;

/**
 * Publishes claims that became unpaid, releases due slips, and unlinks old slips from their
 * reports. Idempotent.
 */
export async function runSlips(
  database: Database,
  tools: SlipDeps,
  now: Date,
  signal?: AbortSignal,
): Promise<void> {
  await publishUnpaidClaims(database, tools, now, signal);
  await database.prisma.$transaction(async (tx) => {
    await releaseDueSlips(tx, now);
    await forgetLinks(tx, now);
  });
}

/** Publishes claims that became unpaid, as not paid: their authors do nothing on that day. */
async function publishUnpaidClaims(
  { sql, prisma }: Database,
  tools: SlipDeps,
  now: Date,
  signal?: AbortSignal,
): Promise<void> {
  for (const { id } of await sql(UNPAID_CLAIMS, [today(now)])) {
    if (signal?.aborted === true) return;
    await prisma.$transaction((tx) => publishReport(tx, tools, id, now));
  }
}

/**
 * Releases the slips whose Monday has come, and deletes those whose withdrawal is due. Rewrites
 * each row and its spending in random order, since their place on the disk and their transaction
 * would tell which report they were posted with.
 * @returns how many were released.
 */
export async function releaseDueSlips(tx: Db, now: Date, shuffle = secureShuffle): Promise<number> {
  const day = today(now);
  const due = await tx.sql(DUE, [day]);
  for (const { id } of shuffle(due)) await tx.sql(RELEASE, [id]);
  await tx.sql(`DELETE FROM slip WHERE withdrawn_on <= $1::date`, [day]);
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

const DUE = statement(
  { id: col.text },
  `SELECT id FROM slip WHERE NOT released AND monday <= $1::date ORDER BY id FOR UPDATE`,
);

const RELEASE = `
  WITH released AS (UPDATE slip SET released = true WHERE id = $1)
  UPDATE publication_spending SET price = price WHERE id = $1`;

const UNPAID_CLAIMS = statement(
  { id: col.text },
  `
  SELECT y.id FROM payout y JOIN author a ON a.id = y.author_id
   WHERE y.state = 'waiting' AND a.member_id IS NOT NULL AND ${countsInFiguresSql('y')}
     AND payout_outcome(y, $1::date) IS NOT NULL
     AND GREATEST(y.published_on, payout_unpaid_after(y)) >= $1::date - ${UNPAID_CATCH_UP_DAYS}
     AND NOT EXISTS (SELECT 1 FROM payout_publication b WHERE b.payout_id = y.id)
   ORDER BY y.id`,
);
