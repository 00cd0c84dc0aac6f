import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import fastify, { type FastifyInstance, type LightMyRequestResponse } from 'fastify';
import { beforeEach, expect, test, vi } from 'vitest';
import { registerPageCache } from './page-cache.ts';
import { registerCompression } from './compression.ts';

const AGE_MS = 1_000;

let app: FastifyInstance;
let clock: number;
let drawn: number;
/** Views that the hook counted, and those that the cache did: whose, by what. */
let viewed: number;
let viewedBefore: [platform: string, userAgent: string | undefined][];
/** Pages wait for this promise before they render. */
let ready: Promise<void>;

beforeEach(async () => {
  [clock, drawn, viewed, viewedBefore, ready] = [0, 0, 0, [], Promise.resolve()];
  app = fastify({ trustProxy: true });
  registerPageCache(app, {
    ageMs: AGE_MS,
    origin: null,
    now: () => clock,
    countView: (...view) => viewedBefore.push(view),
  });
  registerCompression(app);
  app.get('/page', { config: { sameForVisitors: true } }, async (request, reply) => {
    drawn += 1;
    await ready;
    const { as: wanted, times = '100' } = request.query as { as?: string; times?: string };
    if (wanted === 'gone') return reply.status(404).type('text/html').send('gone');
    if (wanted === 'fails') throw new Error('broken');
    if (wanted === 'cookie') reply.header('set-cookie', 'a=1');
    return reply
      .header('cache-control', 'no-cache')
      .header('vary', 'Cookie')
      .type('text/html; charset=utf-8')
      .send(`${'<p>Bonjour à vous</p>'.repeat(Number(times))}${drawn}`);
  });
  app.addHook('onResponse', async ({ routeOptions }) => {
    if (routeOptions.config.countsViews === true) viewed += 1;
  });
  const counted = { config: { sameForVisitors: true, countsViews: true } };
  app.get('/counted/:slug', counted, async (_, reply) =>
    reply.type('text/html').send(`counted ${(drawn += 1)}`),
  );
  app.get('/own', async (_, reply) => reply.type('text/html').send(`own ${(drawn += 1)}`));
  app.post('/write', async () => 'written');
});

function open(
  url = '/page',
  headers: Record<string, string> = {},
): Promise<LightMyRequestResponse> {
  return app.inject({ url, headers });
}

test('visitors of the same second get one drawing, later ones a new one', async () => {
  const first = await open();
  clock = AGE_MS - 1;
  expect((await open()).body).toBe(first.body);
  expect(drawn).toBe(1);
  clock = AGE_MS;
  expect((await open()).body).not.toBe(first.body);
  expect(drawn).toBe(2);
});

test('a thousand who ask at once for a page that nobody has wait for one drawing', async () => {
  let release = (): void => {};
  ready = new Promise((resolve) => {
    release = resolve;
  });
  const asking = Array.from({ length: 1_000 }, () => open());
  await new Promise((resolve) => setImmediate(resolve));
  release();
  const answers = await Promise.all(asking);
  expect(new Set(answers.map(({ body, statusCode }) => `${statusCode} ${body}`)).size).toBe(1);
  expect(drawn).toBe(1);
});

test('who comes while an old drawing is still awaited gets a new one', async () => {
  let release = (): void => {};
  ready = new Promise((resolve) => {
    release = resolve;
  });
  const slow = open();
  await new Promise((resolve) => setImmediate(resolve));
  clock = AGE_MS;
  const later = open();
  await new Promise((resolve) => setImmediate(resolve));
  release();
  await Promise.all([slow, later]);
  expect(drawn).toBe(2);
});

test('what others write moves nothing: when a page is drawn anew tells nobody that somebody wrote', async () => {
  const first = await open();
  await app.inject({ method: 'POST', url: '/write' });
  expect((await open()).body).toBe(first.body);
});

test('members get pages of their own, and none of theirs is kept', async () => {
  await open('/page', { cookie: 'ab=dark; session=abc' });
  await open('/page', { cookie: 'session=abc' });
  expect(drawn).toBe(2);
  await open('/page', { cookie: 'ab=dark' });
  expect(drawn).toBe(3);
  await open('/page', { cookie: 'ab=light; mysession=1' });
  expect(drawn).toBe(3);
});

test('a page for Turbo is kept apart from that of a first visit', async () => {
  const first = await open();
  const turbo = await open('/page', { 'x-turbo-request-id': 'a' });
  expect(turbo.body).not.toBe(first.body);
  expect((await open('/page', { 'x-turbo-request-id': 'b' })).body).toBe(turbo.body);
  expect(drawn).toBe(2);
});

test('a page is kept once for each theme', async () => {
  const themes = ['theme=dark', 'theme=light', ''];
  for (const cookie of [...themes, ...themes]) await open('/page', { cookie });
  expect(drawn).toBe(3);
});

test.each(['gone', 'fails', 'cookie'])('an answer that is "%s" is kept for nobody', async (as) => {
  const answers = [await open(`/page?as=${as}`), await open(`/page?as=${as}`)];
  expect(drawn).toBe(2);
  expect(new Set(answers.map(({ statusCode }) => statusCode)).size).toBe(1);
  if (as === 'cookie') expect(answers[1]?.headers['set-cookie']).toBe('a=1');
});

test('those who waited for a drawing that failed each get an answer of their own', async () => {
  const answers = await Promise.all([open('/page?as=fails'), open('/page?as=fails')]);
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([500, 500]);
});

test('only pages that say so are kept', async () => {
  expect((await open('/own')).body).not.toBe((await open('/own')).body);
});

test('pages are kept up to a number of bytes: those that were asked for least recently go', async () => {
  // 23 bytes each time, so 6 MB each; 36 MB are kept.
  const pages = Array.from({ length: 8 }, (_, nth) => `/page?times=270000&nth=${nth}`);
  for (const page of pages) await open(page);
  drawn = 0;
  for (const page of pages.slice(-4)) await open(page);
  expect(drawn).toBe(0);
  for (const page of pages.slice(0, 2)) await open(page);
  expect(drawn).toBe(2);
});

test('another address, query or way to name the site is another page', async () => {
  await open();
  await open('/page?page=2');
  await open('/page', { host: 'elsewhere.example' });
  await open('/page', { 'x-forwarded-proto': 'https' });
  expect(drawn).toBe(4);
});

test.each([
  ['the one who had it drawn', 0],
  ['the next', 1],
])('%s gets it pressed as her browser takes it, with the same headers', async (_, before) => {
  if (before === 1) await open();
  const plain = (): Promise<LightMyRequestResponse> => open();
  const br = await open('/page', { 'accept-encoding': 'gzip, deflate, br' });
  const gzip = await open('/page', { 'accept-encoding': 'gzip' });
  const text = await plain();
  expect(br.headers['content-encoding']).toBe('br');
  expect(gzip.headers['content-encoding']).toBe('gzip');
  expect(text.headers['content-encoding']).toBeUndefined();
  expect(brotliDecompressSync(br.rawPayload).toString()).toBe(text.body);
  expect(gunzipSync(gzip.rawPayload).toString()).toBe(text.body);
  for (const { headers, rawPayload } of [br, gzip, text]) {
    expect(headers).toMatchObject({
      'cache-control': 'no-cache',
      'content-type': 'text/html; charset=utf-8',
      vary: 'Cookie, Accept-Encoding',
      'content-length': String(rawPayload.length),
    });
  }
  expect(drawn).toBe(1);
});

test.each([
  ['the one who had it drawn', AGE_MS],
  ['the next', 0],
])('%s who has the page already is told so in no bytes', async (_, later) => {
  // Checks the bytes: the body contains the render's number.
  const { headers } = await open();
  clock += later;
  drawn = 0;
  const again = await open('/page', {
    'if-none-match': String(headers.etag),
    'accept-encoding': 'br',
  });
  expect(again.statusCode).toBe(304);
  expect(again.rawPayload).toHaveLength(0);
  expect(again.headers.etag).toBe(headers.etag);
  expect(again.headers['content-encoding']).toBeUndefined();
});

test('a kept page is answered over a connection as it is by the router', async () => {
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  try {
    const ask = (headers: Record<string, string> = {}): Promise<Response> =>
      fetch(`${address}/page`, { headers });
    const [first, kept] = [await ask(), await ask()];
    expect(await kept.text()).toBe(await first.text());
    expect(drawn).toBe(1);
    const named = ({ headers }: Response): Record<string, string> => {
      const { date: _, ...all } = Object.fromEntries(headers);
      return all;
    };
    expect(named(kept)).toEqual(named(first));
    // Somebody who is signed in, another origin, another theme.
    await ask({ cookie: 'session=abc' });
    expect(drawn).toBe(2);
    await ask({ 'x-forwarded-host': 'other.example' });
    expect(drawn).toBe(3);
    await ask({ cookie: 'theme=dark' });
    expect(drawn).toBe(4);
    const tag = kept.headers.get('etag') ?? '';
    expect((await ask({ 'if-none-match': tag })).status).toBe(304);
    expect(drawn).toBe(4);
  } finally {
    await app.close();
  }
});

test('each view of a platform page is counted once: by the hook, or before routing', async () => {
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  try {
    const headers = { 'user-agent': 'phone' };
    for (let view = 0; view < 3; view += 1) {
      await (await fetch(`${address}/counted/appen`, { headers })).text();
    }
    await vi.waitFor(() => expect(viewed).toBe(1));
    expect(viewedBefore).toEqual([
      ['appen', 'phone'],
      ['appen', 'phone'],
    ]);
    expect(drawn).toBe(1);
  } finally {
    await app.close();
  }
});
