import { setImmediate as soon, setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';

/** A process whose event loop lags refuses visitors for a moment rather than keep all of them waiting. */

const PRESSURE = { MAX_LAG_MS: '300' };
const BLOCK_MS = 1_000;

/** Holds the event loop for a second, as often as is said, with a turn of it between. */
async function block(times: number): Promise<void> {
  for (let nth = 0; nth < times; nth += 1) {
    const until = performance.now() + BLOCK_MS;
    while (performance.now() < until);
    await soon();
  }
}

async function listen({ app }: TestApp): Promise<string> {
  return app.listen({ host: '127.0.0.1', port: 0 });
}

test('the lag of the start itself refuses nobody', async () => {
  const site = await createTestApp({ environment: PRESSURE });
  await site.app.ready();
  await block(2);
  const origin = await listen(site);
  const statuses = new Set<number>();
  for (let nth = 0; nth < 25; nth += 1) {
    statuses.add((await fetch(`${origin}/api/tables`)).status);
    await sleep(100);
  }
  expect([...statuses]).toEqual([200]);
});

test('under pressure visitors are told when to come back, and those who watch the process what it can do', async () => {
  const site = await createTestApp({ environment: PRESSURE });
  await listen(site);
  let refused = await site.get('/api/tables');
  while (refused.statusCode === 200) {
    await block(1);
    refused = await site.get('/api/tables');
  }
  const [ready, alive] = [await site.get('/readyz'), await site.get('/healthz')];
  expect([refused.statusCode, refused.headers['retry-after']]).toEqual([503, '5']);
  expect(refused.json()).toMatchObject({ error: { code: 'busy' } });
  expect([ready.statusCode, ready.json()]).toEqual([503, { ok: false, pictures: true }]);
  // It lags, and it answers: to start it again would help nobody.
  expect([alive.statusCode, alive.json()]).toEqual([200, { ok: true }]);
});
