import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPostgres, type Database } from '#server/database/db.ts';
import { startDatabaseProxy, type DatabaseProxy } from '#tests/support/database-proxy.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { TEMPLATE } from '#tests/support/postgres.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';
import { makeTestDatabase } from '#tests/support/test-database.ts';

/** PostgreSQL on another machine, whose network breaks or falls silent under a running site. */

let proxy: DatabaseProxy;
let database: Database;
let site: RunningSite;
let member: TestMember;

beforeAll(async () => {
  const url = await makeTestDatabase(TEMPLATE);
  database = await openPostgres(url, 'the test');
  const now = new Date(Date.now() - 86_400_000);
  member = await makeMember({ database, clock: { now, advanceDays: () => undefined } });
  proxy = await startDatabaseProxy(url);
  const environment = { DATABASE_URL: proxy.url, DAILY_DUMP: 'false' };
  site = await startSite({ environment });
});
afterAll(async () => {
  await site.stop();
  await proxy.close();
  await database.close();
});

const ask = (path: string): Promise<Response> =>
  fetch(site.url + path, { headers: { cookie: member.cookie } });

async function isBack(): Promise<void> {
  while ((await ask('/readyz')).status !== 200);
  expect((await ask('/api/forum')).status).toBe(200);
}

test('while nothing answers, each 503 leaves the operator a line that names route and cause, and nobody', async () => {
  await proxy.cut();
  const before = site.output().length;
  for (let nth = 0; nth < 20; nth += 1) expect((await ask('/api/forum')).status).toBe(503);
  const refusals = (): string[] =>
    site
      .output()
      .slice(before)
      .split('\n')
      .filter((line) => line.includes('"route":"/api/forum"'));
  // An answer may be read before the line that is written for it.
  await expect.poll(() => refusals().length).toBe(20);
  const lines = refusals();
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    msg: 'refused',
    code: 'busy',
    method: 'GET',
    fault: 'unreachable',
  });
  expect(lines[19]).toContain('ECONNREFUSED');
  expect(lines.join('\n')).not.toContain(member.pseudonym);
  expect(lines.join('\n')).not.toContain(member.id);
  await proxy.mend();
  await isBack();
});

test('where it falls silent requests are refused instead of left waiting, and new connections serve again', async () => {
  proxy.silence();
  const statuses = await Promise.all(
    ['/api/forum', '/api/platforms/clickworker', '/readyz', '/healthz'].map(
      async (path) => (await ask(path)).status,
    ),
  );
  expect(statuses).toEqual([503, 503, 503, 200]);
  await proxy.mend();
  await isBack();
});
