import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openPostgres, type Database, type Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { applyMigrationsAndSqlFiles } from '#server/database/migrations/apply-sql-files.ts';
import { findPlatform } from '#server/directory/platforms/queries.ts';
import { publishPayout } from '#server/evidence/payouts/actions.ts';
import { countCrowd } from '#server/evidence/publication/crowd.ts';
import { readPlatformMeter } from '#server/evidence/publication/platform-meter.ts';
import { releaseDueSlips } from '#server/evidence/publication/publish-and-release.ts';
import { createSlipDeps } from '#server/evidence/publication/publish-report.ts';
import { refreshPlatformFigures } from '#server/evidence/standings/refresh-platform-figures.ts';
import { seedPlatforms } from '#server/evidence/standings/seed-platforms.ts';
import { openSecrets } from '#server/core/secrets.ts';
import { addDays, mondayOf, today } from '#shared/core/days.ts';
import { payoutForm } from '#shared/evidence/payouts.ts';
import { startServer } from '#tests/support/postgres.ts';
import { fillPlatform } from './million-rows.ts';
import { processorTime } from './processor-time.ts';

/**
 * Measures a platform with a million reports: one report more, the platform's answer and meter, its
 * figures, and a Monday on which a tenth as many slips are released.
 */
const { values } = parseArgs({ options: { payouts: { type: 'string', default: '1000000' } } });
const payouts = Number(values.payouts);
const SLUG = 'clickworker';
const REPEATED = 20;
const LONGEST_MS = 900_000;

const monday = addDays(mondayOf(today(new Date())), 7);
/** The day before, on which nothing is due. */
const now = new Date(`${addDays(monday, -1)}T12:00:00Z`);

const dataDir = mkdtempSync(join(tmpdir(), 'contrenote-bench-'));
const postgres = await startServer();
try {
  await postgres.createDatabase('bench');
  const url = `${postgres.url}/bench`;
  const database = await openPostgres(url);
  await applyMigrationsAndSqlFiles(database, join(process.cwd(), 'prisma', 'migrations'));
  await seedPlatforms(database, join(process.cwd(), 'prisma', 'seed'), new Date('2020-01-01'));
  await fillPlatform(url, { slug: SLUG, payouts, monday });
  console.log(`${payouts} reports on one platform; processor time of database and site, each`);
  await measureAll(database);
  await database.close();
} finally {
  await postgres.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

async function measureAll(database: Database): Promise<void> {
  const { sql, prisma } = database;
  const { id } = await prisma.platform.findUniqueOrThrow({ where: { slug: SLUG } });
  const slips = createSlipDeps(openSecrets(null, dataDir));
  const inTransaction = (act: (tx: Db) => Promise<unknown>) => (): Promise<unknown> =>
    prisma.$transaction(act, { timeout: LONGEST_MS });
  const refresh = inTransaction((tx) => refreshPlatformFigures(tx, id, now));
  const members = await prisma.member.findMany({ take: 2 * REPEATED + 2, orderBy: { id: 'asc' } });
  const report = async (): Promise<void> => {
    const member = members.pop();
    if (member === undefined) throw new Error('too few members');
    const viewer = { ...member, language: 'fr', established: true, roles: [] } as const;
    const form = payoutForm.parse({
      platform: SLUG,
      outcome: 'received',
      expected: '12,50',
      currency: 'EUR',
      method: 'paypal',
      askedOn: addDays(today(now), -9),
      receivedOn: addDays(today(now), -3),
    });
    await inTransaction((tx) => publishPayout(tx, viewer, form, null, slips, now))();
  };
  const measure = await createMeter(database);
  await measure('figures, the first time of a day', 1, refresh);
  console.log(`${''.padEnd(36)} memory ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB`);
  await measure('figures, later that day', REPEATED, refresh);
  await measure('its crowd, counted anew', 3, () => countCrowd(sql, id, today(now)));
  await measure('a report', REPEATED, report);
  await measure('the platform’s answer', REPEATED, () =>
    findPlatform({ sql, shared: sql }, null, SLUG),
  );
  await measure('its meter', REPEATED, () =>
    readPlatformMeter(sql, slips.ownerKey, null, SLUG, now),
  );
  const released = await prisma.slip.count({ where: { released: false } });
  const then = new Date(`${monday}T12:00:00Z`);
  await measure(
    `${released} slips released`,
    1,
    inTransaction((tx) => releaseDueSlips(tx, then)),
  );
}

type Measure = (name: string, times: number, act: () => Promise<unknown>) => Promise<void>;

/** Prints how long something takes, and what of a processor in PostgreSQL and here; in milliseconds. */
async function createMeter({ sql }: Database): Promise<Measure> {
  const [row] = await sql(statement({ data_directory: col.text }, 'SHOW data_directory'));
  const file = join(row?.data_directory ?? '', 'postmaster.pid');
  const postmaster = Number.parseInt(readFileSync(file, 'utf8'), 10);
  return async (name, times, act) => {
    if (times > 1) await act();
    const [began, here, there] = [performance.now(), process.cpuUsage(), processorTime(postmaster)];
    for (let nth = 0; nth < times; nth += 1) await act();
    const { user, system } = process.cpuUsage(here);
    const [took, database, site] = [
      performance.now() - began,
      processorTime(postmaster) - there,
      (user + system) / 1_000,
    ].map((all) => (all / times).toFixed(1));
    console.log(`${name.padEnd(36)} ${took} ms   database ${database} ms   site ${site} ms`);
  };
}
