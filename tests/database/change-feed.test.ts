import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openChangeFeed, type ChangeFeed } from '#server/database/changes/change-feed.ts';
import { openPostgres, type Database } from '#server/database/db.ts';
import { makeTestDatabase } from '#tests/support/test-database.ts';
import { TEMPLATE } from '#tests/support/postgres.ts';
import { insertPartialRows, type PartialRow } from './rows-without-constraints.ts';

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
  expect(dependencies).toMatchObject({ tables: [], rows: ['forum_post aaaaaaaaaaaa'] });
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
  expect(feed.dependenciesOf(reads)).toMatchObject({ tables: ['forum_post'], rows: [] });
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

/** Rows of a member as the triggers of `announce_own` announce them, to her alone. */
const ofMember = (id: string, tables: string[]) => [
  {
    text: 'SELECT i.id FROM inbox_item i JOIN platform p ON p.id = i.subject WHERE i.member_id = $1',
    threads: null,
    ofMember: { id, tables },
  },
];

test('rows of another member or table are no change of hers', async () => {
  const dependencies = feed.dependenciesOf(ofMember('mmmmmmmmmmmm', ['inbox_item']));
  expect(dependencies).toMatchObject({
    tables: ['platform'],
    rows: ['own/inbox_item mmmmmmmmmmmm'],
  });
  if (dependencies === null) throw new Error('unknown');
  await feed.isCurrent();
  const before = feed.position();
  feed.changeOwn('inbox_item', 'nnnnnnnnnnnn');
  feed.changeOwn('forum_read', 'mmmmmmmmmmmm');
  expect(feed.isUnchanged(dependencies, before)).toBe(true);
  feed.changeOwn('inbox_item', 'mmmmmmmmmmmm');
  expect(feed.isUnchanged(dependencies, before)).toBe(false);
});

test('rows of a member are not kept where a statement does not name their table', () => {
  expect(feed.dependenciesOf(ofMember('mmmmmmmmmmmm', ['follow']))).toBeNull();
});

describe('a member is told once of all rows of a statement', () => {
  const her = 'mmmmmmmmmmmm';
  const ROWS: readonly PartialRow[] = [
    { table: 'author', columns: { id: 'a', member_id: her } },
    { table: 'payout', columns: { id: 'y', author_id: 'a' } },
    { table: 'screenshot', columns: { id: 's', payout_id: 'y' } },
    { table: 'forum_read', columns: { member_id: her, thread_id: 't', place: 1 } },
    { table: 'forum_post', columns: { id: 'p', member_id: her, thread_id: 't', place: 1 } },
    { table: 'posting_pause', columns: { id: 'z', member_id: her } },
  ];
  /** What was announced to her and to others by a statement. */
  const isTold = async (text: string): Promise<string[]> => {
    const listener = new pg.Client({ connectionString: database.url });
    const heard: string[] = [];
    listener.on('notification', ({ payload = '' }) => heard.push(payload));
    await listener.connect();
    await listener.query('LISTEN changed');
    await database.sql(text);
    await listener.query('SELECT 1');
    await listener.end();
    return heard.filter((message) => message.startsWith('own/'));
  };

  beforeAll(async () => {
    await database.sql(`INSERT INTO member (id, pseudonym, pseudonym_key, password_hash, lang, created_at)
      VALUES ('${her}', 'Elle', 'elle', 'x', 'fr', now()), ('nnnnnnnnnnnn', 'Lui', 'lui', 'x', 'fr', now())`);
  });

  test.each([
    [
      'inbox_item (announce_own)',
      `INSERT INTO inbox_item (id, member_id, kind, subject, at)
       SELECT 'item' || n, '${her}', 'standing', 'p' || n, now() FROM generate_series(1, 3) n`,
      `UPDATE inbox_item SET read_at = now()`,
      `DELETE FROM inbox_item`,
    ],
    [
      'follow (announce_own)',
      `INSERT INTO follow (member_id, kind, subject, since) VALUES ('${her}', 'platform', 'x', now())`,
      `UPDATE follow SET since = now()`,
      `DELETE FROM follow`,
    ],
    [
      'ignore (announce_own)',
      `INSERT INTO ignore (member_id, ignored_id, since) VALUES ('${her}', 'nnnnnnnnnnnn', now())`,
      `UPDATE ignore SET since = now()`,
      `DELETE FROM ignore`,
    ],
    [
      'member_choices (announce_own)',
      `INSERT INTO member_choices (member_id) VALUES ('${her}')`,
      `UPDATE member_choices SET follows_own = false`,
      `DELETE FROM member_choices`,
    ],
  ])('%s', async (name, ...statements) => {
    for (const text of statements)
      expect(await isTold(text), text).toEqual([`own/${name.split(' ')[0]} ${her}`]);
  });

  test.each([
    [
      'payout (announce_own_payouts: payout_own_change, payout_own_row, payout_own_end)',
      'UPDATE payout SET unanswered_reminders = 1',
      `INSERT INTO payout (id, author_id) VALUES ('x', 'a')`,
      `DELETE FROM payout WHERE id = 'x'`,
    ],
    [
      'screenshot (announce_own_pictures: screenshot_own_change, screenshot_own_end, screenshot_own_row)',
      'UPDATE screenshot SET place = 1',
      'DELETE FROM screenshot',
      `INSERT INTO screenshot (id, payout_id) VALUES ('x', 'y')`,
    ],
    ['author (announce_own)', `UPDATE author SET withdrew_on = '2026-10-01'`],
    ['forum_read (announce_own)', 'UPDATE forum_read SET place = 2'],
    ['forum_post (announce_own)', 'UPDATE forum_post SET place = 2'],
    ['posting_pause (announce_own)', 'UPDATE posting_pause SET ends_at = now()'],
  ])('%s', async (name, ...statements) => {
    await insertPartialRows({ database }, ROWS);
    for (const text of statements)
      expect(await isTold(text), text).toEqual([`own/${name.split(' ')[0]} ${her}`]);
    await database.sql(
      'TRUNCATE author, payout, screenshot, forum_read, forum_post, posting_pause CASCADE',
    );
  });
});
