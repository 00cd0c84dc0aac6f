import { chownSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPostgres, type Database } from '#server/database/db.ts';
import { findLost } from '#tests/support/find-lost-writes.ts';
import {
  makeLoaded,
  startLoad,
  type Load,
  type LoadedSite,
} from '#tests/support/load-generator.ts';
import { startServer } from '#tests/support/postgres.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';
import { canMakeSmallDisks, makeSmallDisk, type SmallDisk } from '#tests/support/small-disk.ts';

/**
 * The disk of PostgreSQL fills up under load: the tables of the site are on a small one. Its log of writes
 * stays elsewhere; where that is full PostgreSQL ends, which is another test's.
 */
const DISK_MB = 64;
/** So that soon no page of a table has room left, however much was free in it. */
const PADDING = 6_000;
const PAGES = ['/api/platforms/clickworker', '/fr/plateformes/clickworker'];

describe.skipIf(!canMakeSmallDisks())('the disk of the tables', () => {
  let disk: SmallDisk;
  let server: Awaited<ReturnType<typeof startServer>>;
  let site: RunningSite;
  let database: Database;
  let loaded: LoadedSite;
  let load: Load | null = null;

  beforeAll(async () => {
    disk = makeSmallDisk(DISK_MB);
    server = await startServer();
    const tables = join(disk.folder, 'tables');
    mkdirSync(tables);
    const { uid, gid } = statSync(server.folder);
    chownSync(tables, uid, gid);
    const client = new pg.Client({ connectionString: `${server.url}/postgres` });
    await client.connect();
    await client.query(`CREATE TABLESPACE small LOCATION '${tables}'`);
    await client.query('CREATE DATABASE contrenote TABLESPACE small');
    await client.end();
    const url = `${server.url}/contrenote`;
    site = await startSite({ environment: { DATABASE_URL: url, DAILY_DUMP: 'false' } });
    database = await openPostgres(url, 'the test');
    loaded = await makeLoaded(database, 12, { crowd: true });
  });
  afterAll(async () => {
    await load?.stop();
    await site.stop();
    await database.close();
    await server.stop();
    disk.remove();
  });

  test('no room for tables: writes are refused in words, pages are served, no half rows; with room it goes on by itself', async () => {
    const running = startLoad(site.url, loaded, PAGES, { padding: PADDING });
    load = running;
    const done = (): number => running.posts.length + running.payouts.size;
    const refused = () => running.answers.filter(({ status }) => status === 503);
    await until(() => done() > 10);
    disk.fill(0);
    await until(() => refused().length > 20);
    const read = running.answers.length;
    await until(() =>
      PAGES.every((page) =>
        running.answers.slice(read).some(({ path, status }) => path === page && status === 200),
      ),
    );
    disk.empty();
    const before = done();
    await until(() => done() > before + 10);
    await running.stop();

    expect(running.answers.filter(({ status }) => ![200, 201, 503].includes(status))).toEqual([]);
    for (const { path, retryAfter, text } of refused()) {
      expect([path, retryAfter]).toEqual([path, '300']);
      expect(JSON.parse(text)).toMatchObject({ error: { code: 'no-room' } });
      expect(PAGES).not.toContain(path);
    }
    expect(await findLost(database, loaded, running)).toEqual([]);
    // It would see a report whose slip stands alone.
    const { payoutPublication } = database.prisma;
    const first = await payoutPublication.findFirstOrThrow({ where: { state: 'first' } });
    await payoutPublication.delete({ where: { payoutId: first.payoutId } });
    expect(await findLost(database, loaded, running)).toEqual(
      expect.arrayContaining([
        `payout ${first.payoutId} is neither published nor held back`,
        `slip ${first.slipId} of 0 reports`,
      ]),
    );
  });
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await setTimeout(10);
}
