import fastify, { type FastifyInstance, type LightMyRequestResponse } from 'fastify';
import { beforeEach, expect, test } from 'vitest';
import type { ChangeFeed } from '#server/database/changes/change-feed.ts';
import { noteRead } from '#server/database/record-reads.ts';
import { registerPageCache } from './page-cache.ts';

const AGE_MS = 1_000;

let app: FastifyInstance;
let clock: number;
let drawn: number;
/** Pages wait for this promise before they render. */
let ready: Promise<void>;

beforeEach(() => {
  [clock, drawn, ready] = [0, 0, Promise.resolve()];
});

function open(): Promise<LightMyRequestResponse> {
  return app.inject({ url: '/page' });
}

/** A feed of changes that a test makes, and whether it is current. */
function createFeed(current: ChangeFeed['isCurrent'] = () => true): {
  feed: ChangeFeed;
  change: () => number;
} {
  let position = 0;
  const feed: ChangeFeed = {
    position: () => position,
    dependenciesOf: (reads) =>
      reads.some(({ text }) => text === null) ? null : { tables: [], rows: [], longestMs: 90_000 },
    isUnchanged: (_, since) => position <= since,
    isCurrent: current,
    changeOwn: () => {},
    distrust: () => {},
    close: async () => {},
  };
  return { feed, change: () => (position += 1) };
}

/** An app with one page, which sends one statement, with a feed of changes. */
async function appWith(
  feed: ChangeFeed,
  text: string | null = 'SELECT 1',
  keptMs?: number,
): Promise<void> {
  app = fastify();
  registerPageCache(app, { ageMs: AGE_MS, origin: null, changes: feed, now: () => clock });
  app.get('/page', { config: { sameForVisitors: true } }, async ({ cacheEntry }, reply) => {
    if (cacheEntry !== null && keptMs !== undefined) cacheEntry.keptMs = keptMs;
    noteRead(text === null ? null : { text });
    await ready;
    return reply.type('text/html').send(`<p>${(drawn += 1)}</p>`);
  });
  await app.ready();
}

test('a page is kept while nothing of what it shows changes, for a minute at most', async () => {
  const { feed } = createFeed();
  await appWith(feed);
  const first = await open();
  clock = 59_999;
  expect((await open()).body).toBe(first.body);
  clock = 60_000;
  expect((await open()).body).not.toBe(first.body);
});

test.each([
  ['as long as it stays right', 80_000, 80_000],
  ['as long as what it shows may be', 100_000, 90_000],
])('a page that says so is kept for longer: %s', async (_, keptMs, until) => {
  const { feed } = createFeed();
  await appWith(feed, 'SELECT 1', keptMs);
  await open();
  clock = until - 1;
  await open();
  expect(drawn).toBe(1);
  clock = until;
  await open();
  expect(drawn).toBe(2);
});

test('a page is drawn anew a second after a change at the latest', async () => {
  const { feed, change } = createFeed();
  await appWith(feed);
  const first = await open();
  change();
  clock = AGE_MS - 1;
  expect((await open()).body).toBe(first.body);
  clock = AGE_MS;
  expect((await open()).body).not.toBe(first.body);
});

test('what changes while a page is drawn counts', async () => {
  const { feed, change } = createFeed();
  await appWith(feed);
  let release = (): void => {};
  ready = new Promise((resolve) => {
    release = resolve;
  });
  const drawing = open();
  await new Promise((resolve) => setImmediate(resolve));
  change();
  release();
  const first = await drawing;
  clock = AGE_MS;
  expect((await open()).body).not.toBe(first.body);
});

test.each<[string, string | null, ChangeFeed['isCurrent']]>([
  ['whose statements are unknown', null, () => true],
  ['while the database does not answer', 'SELECT 1', () => Promise.resolve(false)],
])('a page %s is kept for a second', async (_, text, current) => {
  const { feed } = createFeed(current);
  await appWith(feed, text);
  await open();
  clock = AGE_MS - 1;
  await open();
  expect(drawn).toBe(1);
  clock = AGE_MS;
  await Promise.all([open(), open()]);
  expect(drawn).toBe(2);
});

test('an old page is served after the database has said that nothing changed', async () => {
  const { feed } = createFeed(() => Promise.resolve(true));
  await appWith(feed);
  const first = await open();
  clock = AGE_MS * 2;
  expect((await open()).body).toBe(first.body);
});
