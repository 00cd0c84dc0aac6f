import { beforeAll, expect, test } from 'vitest';
import { runBatch, type BatchedQuery } from '#server/site/search/batch-queries.ts';
import type { Sql, Statement } from '#server/database/sql.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

/** Numbers up to one, as rows. */
const upTo = (name: string, most: number): BatchedQuery<{ n: number }> => ({
  name,
  text: 'SELECT n, $2::text AS said FROM generate_series(1, $1::int) n ORDER BY n DESC',
  values: [most, name],
});

test('several questions get their own rows, in their order, with their own values', async () => {
  const sent: string[] = [];
  const found = await runBatch(
    ((asked: Statement<object>, params: unknown[]) => {
      sent.push(asked.text);
      return site.database.sql(asked, params);
    }) as Sql,
    { few: upTo('few', 2), left: null, none: upTo('none', 0), one: upTo('one', 1) },
  );
  expect(found).toEqual({
    few: [
      { n: 2, said: 'few' },
      { n: 1, said: 'few' },
    ],
    left: [],
    none: [],
    one: [{ n: 1, said: 'one' }],
  });
  expect(sent).toHaveLength(1);
});

test('nothing is sent where nothing is asked', async () => {
  const refuse = (): never => {
    throw new Error('sent');
  };
  expect(await runBatch(refuse, { left: null })).toEqual({ left: [] });
});
