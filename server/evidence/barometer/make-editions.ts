import { join } from 'node:path';
import type { Secrets } from '#server/core/secrets.ts';
import { dayToDate, type Database, type Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { readReferenceTables } from '#server/directory/reference-data/read-reference-tables.ts';
import { slipOwnerKey } from '#server/evidence/publication/load-report.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { addDays, addMonths, endOfMonth, monthOf, today } from '#shared/core/days.ts';
import { carryEdition } from '#shared/evidence/barometer/carry-edition.ts';
import { computeEdition } from '#shared/evidence/barometer/compute-edition.ts';
import {
  DEFINITIVE_AFTER_DAYS,
  EDITION_FIGURES,
  EDITIONS_SHOWN,
  type EditionFigures,
  type EditionState,
} from '#shared/evidence/barometer/edition.ts';
import { headlineOf } from '#shared/evidence/barometer/headline.ts';
import { loadMonthFacts } from './load-month.ts';

// Reads a month of slips and task reports, and all authors of their platforms.
const TIMEOUT_MS = 120_000;

export type EditionDeps = {
  readonly ownerKey: Buffer;
  /** Gross minimum wage in France, euro cents an hour; null without one. */
  readonly minimumWage: number | null;
};

/** @param dataDir the data folder, where the operator may put minimum wages of her own. */
export function openEditionDeps(secrets: Secrets, dataDir: string): EditionDeps {
  const { wages } = readReferenceTables(join(process.cwd(), 'prisma', 'seed'), dataDir);
  const france = wages.find(({ country }) => country === 'FR');
  return {
    ownerKey: slipOwnerKey(secrets),
    minimumWage: france === undefined ? null : Math.round(france.hourly * 100),
  };
}

/**
 * Makes the editions that are due and not there: provisional once a month is over, definitive 13 weeks
 * later. A month of which no figure has enough members behind it gets none.
 * @returns the ids of the editions made, oldest first.
 */
export async function makeDueEditions(
  { prisma }: Pick<Database, 'prisma'>,
  deps: EditionDeps,
  now: Date,
): Promise<string[]> {
  const current = monthOf(today(now));
  const made: string[] = [];
  for (let back = EDITIONS_SHOWN; back > 0; back -= 1) {
    const month = addMonths(current, -back);
    const id = await prisma.$transaction((tx) => makeEdition(tx, deps, month, now), {
      timeout: TIMEOUT_MS,
    });
    if (id !== null) made.push(id);
  }
  return made;
}

async function makeEdition(
  tx: Db,
  { ownerKey, minimumWage }: EditionDeps,
  month: string,
  now: Date,
): Promise<string | null> {
  const day = today(now);
  const state: EditionState =
    day > addDays(endOfMonth(month), DEFINITIVE_AFTER_DAYS) ? 'definitive' : 'provisional';
  const former = await loadFormer(tx, month);
  if (former.has(`${month}-${state}`)) return null;
  const counted = computeEdition(await loadMonthFacts(tx, ownerKey, month));
  const provisional = former.get(`${month}-provisional`);
  const { all, ...figures } =
    provisional === undefined ? counted : carryEdition(provisional, counted);
  if (EDITION_FIGURES.every((name) => all[name] === null)) return null;
  const edition: EditionFigures = {
    ...figures,
    all,
    minimumWage: provisional === undefined ? minimumWage : provisional.minimumWage,
    headline: headlineOf(month, all, (since) => latest(former, since)?.all ?? null),
  };
  const id = `${month}-${state}`;
  await tx.barometerEdition.create({
    data: { id, month, state, figures: edition, madeOn: dayToDate(day) },
  });
  await appendEntry(tx, now, { kind: 'content-stated', subject: `edition/${id}` });
  return id;
}

/** The figures of a month's newest edition. */
function latest(
  editions: ReadonlyMap<string, EditionFigures>,
  month: string,
): EditionFigures | undefined {
  return editions.get(`${month}-definitive`) ?? editions.get(`${month}-provisional`);
}

async function loadFormer(tx: Db, month: string): Promise<Map<string, EditionFigures>> {
  const rows = await tx.sql(FORMER, [addMonths(month, -12), month]);
  return new Map(rows.map(({ id, figures }) => [id, figures]));
}

const FORMER = statement(
  { id: col.text, figures: col.json<EditionFigures>() },
  `SELECT id, figures FROM barometer_edition WHERE month BETWEEN $1 AND $2`,
);
