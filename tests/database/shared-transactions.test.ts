import { beforeAll, expect, test } from 'vitest';
import { AppError } from '#server/core/errors.ts';
import type { Database, Db } from '#server/database/db.ts';
import { createSharedTransactions } from '#server/database/shared-transactions.ts';
import { col, statement } from '#server/database/sql.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';

let site: TestApp;

beforeAll(async () => {
  site = await createTestApp();
  await site.database.sql('CREATE TABLE said (word text PRIMARY KEY)');
});

const TRANSACTION = statement({ id: col.text }, 'SELECT pg_current_xact_id()::text AS id');
const SAID = statement({ word: col.text }, 'SELECT word FROM said ORDER BY word');

/** Says a word, and answers in which transaction. */
async function say(tx: Db, word: string): Promise<string> {
  await tx.sql('INSERT INTO said (word) VALUES ($1)', [word]);
  const [now] = await tx.sql(TRANSACTION);
  return now?.id ?? '';
}

async function wordsOf(start: string): Promise<string[]> {
  return (await site.database.sql(SAID)).flatMap(({ word }) =>
    word.startsWith(start) ? word : [],
  );
}

test('acts of several members that come at once share a transaction, those of one member never', async () => {
  const share = createSharedTransactions(site.database.prisma);
  const [one, other, again] = await Promise.all([
    share('anna', (tx) => say(tx, 'a1')),
    share('bea', (tx) => say(tx, 'a2')),
    share('anna', (tx) => say(tx, 'a3')),
  ]);
  expect(one).toBe(other);
  expect(again).not.toBe(one);
  expect(await wordsOf('a')).toEqual(['a1', 'a2', 'a3']);
});

test('an act that fails undoes no other, and leaves nothing', async () => {
  const share = createSharedTransactions(site.database.prisma);
  const ends = await Promise.allSettled([
    share('anna', (tx) => say(tx, 'b1')),
    share('bea', async (tx) => {
      await say(tx, 'b2');
      throw new AppError('thread-closed');
    }),
    share('carla', (tx) => say(tx, 'b3')),
    // A statement that nobody awaits, and that fails.
    share('dora', async (tx) => {
      tx.sql('INSERT INTO said (word) VALUES (NULL)').catch(() => undefined);
      return Promise.resolve('');
    }),
  ]);
  expect(ends.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'rejected',
  ]);
  expect(ends[1]).toMatchObject({ reason: { code: 'thread-closed' } });
  expect(ends[3]).toMatchObject({ reason: { code: '23502' } });
  expect(await wordsOf('b')).toEqual(['b1', 'b3']);
});

test('an act that waits for a lock keeps no others waiting', async () => {
  const share = createSharedTransactions(site.database.prisma);
  const { sql, prisma } = site.database;
  await sql(`INSERT INTO said VALUES ('c1')`);
  let release = (): void => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  let lock = (): void => {};
  const locked = new Promise<void>((resolve) => {
    lock = resolve;
  });
  const holding = prisma.$transaction(async (tx) => {
    await tx.sql(`SELECT word FROM said WHERE word = 'c1' FOR UPDATE`);
    lock();
    await released;
  });
  await locked;
  // Once with her, once while she waits.
  const waiting = share('anna', (tx) => tx.sql(`DELETE FROM said WHERE word = 'c1'`));
  await share('bea', (tx) => say(tx, 'c2'));
  await share('carla', (tx) => say(tx, 'c3'));
  release();
  await holding;
  expect(await waiting).toBe(1);
  expect(await wordsOf('c')).toEqual(['c2', 'c3']);
});

test('where the connection is lost at the commit, no act runs again: it may be committed', async () => {
  let runs = 0;
  const share = createSharedTransactions({
    $transaction: async (act: (tx: Db) => Promise<unknown>) => {
      await act(site.database.prisma as unknown as Db);
      throw new Error('the connection is lost');
    },
  } as unknown as Database['prisma']);
  const act = () => Promise.resolve((runs += 1));
  const ends = await Promise.allSettled([share('anna', act), share('bea', act)]);
  expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(runs).toBe(2);
});
