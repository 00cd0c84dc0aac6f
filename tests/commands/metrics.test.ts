import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '#tests/support/postgres.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';

let site: RunningSite;
let port: number;
const metrics = (path = '/metrics'): Promise<Response> => fetch(`http://127.0.0.1:${port}${path}`);

beforeAll(async () => {
  port = await freePort();
  site = await startSite({
    environment: { METRICS_PORT: String(port), PAGE_AGE_MS: '1000' },
  });
});
afterAll(() => site.stop());

test('metrics stand at a port of their own and name routes, never who or what was asked for', async () => {
  for (const path of [
    '/fr/plateformes/clickworker',
    '/api/platforms/clickworker?from=zorglub',
    '/api/members/zorglub77',
    '/nowhere/zorglub77',
    '/fr/recherche?q=zorglub77',
  ]) {
    await fetch(`${site.url}${path}`);
  }
  const response = await metrics();
  expect(response.headers.get('content-type')).toContain('text/plain');
  const text = await response.text();
  expect(text).toMatch(
    /contrenote_http_seconds_count\{method="GET",route="\/api\/platforms\/:slug",status="2xx"\} 1/,
  );
  expect(text).toMatch(/contrenote_pages_total\{how="drawn"\} [1-9]/);
  expect(text).toContain('process_resident_memory_bytes');
  expect(text).not.toMatch(/zorglub|clickworker|127\.0\.0\.1/);
  expect((await fetch(`${site.url}/metrics`)).status).toBe(404);
  expect((await metrics('/')).status).toBe(404);
});

test('nothing is counted of pledges: who reads metrics often would know the moment of each', async () => {
  await fetch(`${site.url}/api/boycotts/aaaaaaaaaaaa/pledges`, { method: 'POST', body: '{}' });
  await fetch(`${site.url}/fr/boycotts`);
  expect(await (await metrics()).text()).not.toMatch(/boycott/);
});
