import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openChangeFeed, type ChangeFeed } from '#server/database/changes/change-feed.ts';
import { openPostgres, type Database } from '#server/database/db.ts';
import { makeTestDatabase } from '#tests/support/test-database.ts';
import { TEMPLATE } from '#tests/support/postgres.ts';

let database: Database;
let feed: ChangeFeed;

beforeAll(async () => {
  database = await openPostgres(await makeTestDatabase(TEMPLATE));
  feed = await openChangeFeed(database, 'a feed', 0);
});

afterAll(async () => {
  await feed.close();
  await database.close();
});

/** Changes as the triggers of `announce_change` announce them. */
const PLATFORMS = [{ text: 'SELECT p.name FROM platform p', threads: null }];
const THREAD = [
  {
    text: 'SELECT text FROM forum_post WHERE thread_id = $1',
    threads: new Map([['forum_post', 'aaaaaaaaaaaa']]),
  },
];

test('a committed change of a table is known once the database has answered', async () => {
  await feed.isCurrent();
  const dependencies = feed.dependenciesOf(PLATFORMS);
  if (dependencies === null) throw new Error('unknown');
  const before = feed.position();
  await database.sql(`UPDATE platform SET name = name || '!' WHERE slug = 'clickworker'`);
  expect(await feed.isCurrent()).toBe(true);
  expect(feed.isUnchanged(dependencies, before)).toBe(false);
  expect(feed.isUnchanged(dependencies, feed.position())).toBe(true);
});

test('a row that is written over with the same values is no change', async () => {
  await feed.isCurrent();
  const before = feed.position();
  await database.sql(`UPDATE platform SET name = name`);
  await feed.isCurrent();
  expect(feed.position()).toBe(before);
});

test('a table that announces its changes does so of a new row and of one that goes', async () => {
  await feed.isCurrent();
  const insert = `INSERT INTO forum_category (id, slug, name_fr, name_en, say_fr, say_en, place)
    VALUES ('zzzzzzzzzzzz', 'essai', 'Essai', 'Trial', '', '', 99)`;
  for (const change of [insert, `DELETE FROM forum_category WHERE slug = 'essai'`]) {
    const before = feed.position();
    await database.sql(change);
    await feed.isCurrent();
    expect(feed.position()).toBe(before + 1);
  }
});

test('rows of another thread are no change of this one', async () => {
  const dependencies = feed.dependenciesOf(THREAD);
  expect(dependencies).toMatchObject({ tables: [], threads: ['forum_post aaaaaaaaaaaa'] });
  if (dependencies === null) throw new Error('unknown');
  const before = feed.position();
  await database.sql(`SELECT pg_notify('changed', 'forum_post bbbbbbbbbbbb')`);
  await feed.isCurrent();
  expect(feed.isUnchanged(dependencies, before)).toBe(true);
  await database.sql(`SELECT pg_notify('changed', 'forum_post aaaaaaaaaaaa')`);
  await feed.isCurrent();
  expect(feed.isUnchanged(dependencies, before)).toBe(false);
});

test('a table of which one statement reads any row, and another those of a thread, counts whole', () => {
  const reads = [...THREAD, { text: 'SELECT count(*) FROM forum_post', threads: null }];
  expect(feed.dependenciesOf(reads)).toMatchObject({ tables: ['forum_post'], threads: [] });
});

test.each([
  ['a table that announces nothing', 'SELECT 1 FROM passkey', null],
  ['a view over one', 'SELECT * FROM sound_evidence', null],
  [
    'a name in a string, a column of an alias',
    `SELECT x.session, 'session' FROM platform x`,
    ['platform'],
  ],
  ['a table of members of their own', 'SELECT 1 FROM forum_read', []],
])('what a statement reads: %s', (_, text, tables) => {
  const found = feed.dependenciesOf([{ text, threads: null }]);
  expect(found === null ? null : found.tables).toEqual(tables);
});

test('what is shown by the minute is kept for a minute, other things for ten', () => {
  const minutes = ['SELECT 1 FROM platform', 'SELECT 1 FROM platform, finding'].map(
    (text) => (feed.dependenciesOf([{ text, threads: null }])?.longestMs ?? 0) / 60_000,
  );
  expect(minutes).toEqual([10, 1]);
});

test('everything counts as changed when the connection is lost, and the feed goes on', async () => {
  const dependencies = feed.dependenciesOf(PLATFORMS);
  if (dependencies === null) throw new Error('unknown');
  await feed.isCurrent();
  const before = feed.position();
  await database.sql(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'a feed' AND datname = current_database()`,
  );
  await vi.waitFor(() => expect(feed.isUnchanged(dependencies, before)).toBe(false));
  await vi.waitFor(async () => expect(await feed.isCurrent()).toBe(true), { timeout: 20_000 });
  const after = feed.position();
  await database.sql(`UPDATE platform SET name = name || '!' WHERE slug = 'clickworker'`);
  await feed.isCurrent();
  expect(feed.isUnchanged(dependencies, after)).toBe(false);
});
