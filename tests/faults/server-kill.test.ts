import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmbeddedDatabase } from '#server/database/db.ts';
import { seedCategories } from '#server/community/forum/seed-categories.ts';
import { applyMigrationsAndSqlFiles } from '#server/database/migrations/apply-sql-files.ts';
import { seedPlatforms } from '#server/evidence/standings/seed-platforms.ts';
import { LONG } from '#tests/support/full-length-runs.ts';
import { findLost } from '#tests/support/find-lost-writes.ts';
import { makeLoaded, startLoad, type LoadedSite } from '#tests/support/load-generator.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';

/**
 * The server on its embedded database is killed at any moment while members post and publish payouts.
 * CONTRENOTE_FAULTS=long does it again and again.
 */
const ROUNDS = LONG ? 12 : 1;
const PAGES = ['/fr/plateformes/clickworker'];

const dataDir = mkdtempSync(join(tmpdir(), 'contrenote-web-'));
const DATABASE = join(dataDir, 'postgres');
let loaded: LoadedSite;
let site: RunningSite | null = null;
/** What was acknowledged since the first round. */
const posts: string[] = [];
const payouts = new Map<string, string>();

beforeAll(async () => {
  const database = await openEmbeddedDatabase(DATABASE);
  const seed = join(process.cwd(), 'prisma', 'seed');
  await applyMigrationsAndSqlFiles(database, join(process.cwd(), 'prisma', 'migrations'));
  await seedPlatforms(database, seed, new Date());
  await seedCategories(database, seed);
  loaded = await makeLoaded(database, ROUNDS * 3, { crowd: true });
  await database.close();
});
afterAll(async () => {
  await site?.stop({ keepData: true });
  rmSync(dataDir, { recursive: true, force: true });
});

test.each(Array.from({ length: ROUNDS }, (_, round) => round + 1))(
  'killed while members write: each post and payout that was acknowledged is there once, whole (time %i)',
  async () => {
    site = await startSite({ dataDir, environment: { DAILY_DUMP: 'false' } });
    const load = startLoad(site.url, loaded, PAGES);
    const enough = randomInt(10, 30);
    while (load.posts.length + load.payouts.size < enough) await setTimeout(2);
    await setTimeout(randomInt(20));
    await site.stop({ signal: 'SIGKILL', keepData: true });
    site = null;
    await load.stop();
    // Until then it answered everything.
    const strange = load.answers.filter(({ status }) => ![0, 200, 201].includes(status));
    expect(strange).toEqual([]);

    posts.push(...load.posts);
    for (const [key, id] of load.payouts) payouts.set(key, id);
    const database = await openEmbeddedDatabase(DATABASE);
    expect(await findLost(database, loaded, { posts, payouts })).toEqual([]);
    expect(await database.prisma.slip.count()).toBeGreaterThan(0);
    await database.close();
  },
);
