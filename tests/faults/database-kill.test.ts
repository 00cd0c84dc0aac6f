import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgres, type Database } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { findLost } from '#tests/support/find-lost-writes.ts';
import {
  makeLoaded,
  startLoad,
  type Answer,
  type Load,
  type LoadedSite,
} from '#tests/support/load-generator.ts';
import { LONG } from '#tests/support/full-length-runs.ts';
import { startServer } from '#tests/support/postgres.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';
import { messagesFor } from '#web/i18n/messages.ts';

/**
 * A real PostgreSQL loses its power under load, with all its processes at once, and comes back in the
 * same folder. CONTRENOTE_FAULTS=long does it again and again.
 */
const ROUNDS = LONG ? 12 : 1;
const NAME = 'contrenote';
const MEMBERS = ROUNDS * 8;
/** What is refused before it is back, so that each kind of request has met the fault. */
const REFUSED = 60;
const PAGES = ['/fr/plateformes/clickworker', '/en/platforms', '/api/platforms/clickworker'];

let server: Awaited<ReturnType<typeof startServer>>;
let site: RunningSite;
let database: Database;
let loaded: LoadedSite;
let load: Load | null = null;

beforeAll(async () => {
  server = await startServer({ durable: true });
  await server.createDatabase(NAME);
  const url = `${server.url}/${NAME}`;
  site = await startSite({ environment: { DATABASE_URL: url, DAILY_DUMP: 'false' } });
  database = await openPostgres(url, 'the test');
  loaded = await makeLoaded(database, MEMBERS, { crowd: true });
});
afterAll(async () => {
  await load?.stop();
  await site.stop();
  await database.close();
  await server.stop();
});

test.each(Array.from({ length: ROUNDS }, (_, round) => round + 1))(
  'killed under load: 503 and when to come back, nothing else, until it answers again; nothing acknowledged is lost (time %i)',
  async () => {
    const running = startLoad(site.url, loaded, PAGES);
    load = running;
    const done = (): number => running.posts.length + running.payouts.size;
    await until(() => done() > 20);
    await server.kill();
    const refused = (): Answer[] => running.answers.filter(({ status }) => status >= 500);
    await until(
      () => refused().length > REFUSED && PAGES.every((page) => isRefused(running.answers, page)),
    );

    // The process lives, and says itself that visitors are to be sent elsewhere.
    expect((await fetch(`${site.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${site.url}/readyz`)).status).toBe(503);
    expect(await show('/fr/forum', loaded.members[0]?.cookie)).toContain(
      messagesFor('fr').errors.codes.busy,
    );
    expect(await show('/en/forum')).toContain(messagesFor('en').errors.codes.busy);

    await server.start();
    const before = done();
    // All come back by themselves: writers, readers, and who sends visitors here.
    await until(() => done() > before + 20);
    await until(async () => (await fetch(`${site.url}/readyz`)).status === 200);
    await running.stop();
    for (const page of PAGES) expect((await fetch(site.url + page)).status).toBe(200);

    const strange = running.answers.filter(({ status }) => ![200, 201, 503].includes(status));
    expect(strange, site.output()).toEqual([]);
    for (const { path, retryAfter, text } of refused()) {
      expect([path, retryAfter]).toEqual([path, '5']);
      if (path.startsWith('/api/'))
        expect(JSON.parse(text)).toMatchObject({ error: { code: 'busy' } });
    }
    expect(site.process.exitCode).toBeNull();
    expect(await findLost(database, loaded, running)).toEqual([]);
    expect(await database.prisma.slip.count()).toBeGreaterThan(0);
  },
);

test('its jobs go on, and do what is left to do', async () => {
  const { id } = await database.prisma.platform.findUniqueOrThrow({
    where: { slug: 'clickworker' },
  });
  await database.prisma.staleFigures.create({ data: { kind: 'platform', subject: id } });
  await until(async () => (await database.prisma.staleFigures.count()) === 0);
  const held = await database.sql(
    statement(
      { by: col.text },
      `SELECT a.application_name AS by FROM pg_locks l JOIN pg_stat_activity a USING (pid)
      WHERE l.locktype = 'advisory' AND l.granted`,
    ),
  );
  expect(held).toEqual([{ by: expect.stringMatching(/^contrenote \d{14}$/) }]);
});

function isRefused(answers: readonly Answer[], page: string): boolean {
  return answers.some(({ path, status }) => path === page && status === 503);
}

async function show(path: string, cookie = ''): Promise<string> {
  const response = await fetch(site.url + path, { headers: { accept: 'text/html', cookie } });
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
  return response.text();
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await setTimeout(10);
}
