import { setImmediate as soon } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createTestApp, type TestApp } from '#tests/support/app.ts';

/**
 * What older tools read while the site cannot answer. Some parse any body and keep it for half an hour:
 * one that is JSON, without the ids asked, would be "no reviews" of all of them.
 */

const READS = [
  ['GET', '/api/multi-attrs.php?ids=A3ATHS7YPF6VQE'],
  ['GET', '/multi-attrs.php?ids=A3ATHS7YPF6VQE'],
  ['GET', '/requesters?rids=A3ATHS7YPF6VQE'],
  ['GET', '/requesters/A3ATHS7YPF6VQE'],
  ['GET', '/v1/requesters/?requester_ids=A3ATHS7YPF6VQE'],
  ['POST', '/v1/hits/'],
  ['POST', '/v1/hits/hit/'],
] as const;

const ask = (site: TestApp, method: 'GET' | 'POST', url: string, accept = '*/*') =>
  site.app.inject({
    method,
    url,
    headers: {
      host: 'localhost',
      origin: 'https://worker.mturk.com',
      accept,
      ...(method === 'POST' ? { 'content-type': 'text/plain' } : {}),
    },
    ...(method === 'POST' ? { payload: BODIES[url] ?? '' } : {}),
  });
const BODIES: Record<string, string> = {
  '/v1/hits/': '["A3ATHS7YPF6VQE0.50Label pictures"]',
  '/v1/hits/hit/': '{"requester_id":"A3ATHS7YPF6VQE","reward":0.5,"title":"Label pictures"}',
};

test('without a database no tool gets an answer that it could keep', async () => {
  const site = await createTestApp();
  await site.database.prisma.$executeRawUnsafe('ALTER TABLE client_identity RENAME TO gone');
  for (const [method, url] of READS) {
    const { statusCode, headers, body } = await ask(site, method, url);
    expect([url, statusCode]).toEqual([url, 500]);
    expect(() => JSON.parse(body), url).toThrow(SyntaxError);
    expect(headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      'access-control-allow-origin': '*',
    });
  }
  const page = await ask(site, 'GET', '/requesters/A3ATHS7YPF6VQE', 'text/html');
  expect([page.statusCode, page.body]).toEqual([500, expect.stringContaining('<h1')]);
});

test('under pressure neither', async () => {
  const site = await createTestApp({ environment: { MAX_LAG_MS: '300' } });
  await site.app.listen({ host: '127.0.0.1', port: 0 });
  let busy = await ask(site, ...READS[0]);
  while (busy.statusCode === 200) {
    const until = performance.now() + 1_000;
    while (performance.now() < until);
    await soon();
    busy = await ask(site, ...READS[0]);
  }
  expect(busy.statusCode).toBe(503);
  expect(() => JSON.parse(busy.body)).toThrow(SyntaxError);
  expect(busy.headers).toMatchObject({
    'cache-control': 'no-store',
    'access-control-allow-origin': '*',
    'retry-after': '5',
  });
});
