import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withStartupLock } from '#server/database/migrations/startup-lock.ts';
import { emptyDatabase } from '#tests/support/backups.ts';

let url: string;
let client: pg.Client;
beforeAll(async () => {
  url = await emptyDatabase();
  client = new pg.Client({ connectionString: url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
});

test('starts wait for each other, also where one fails', async () => {
  const order: string[] = [];
  const start = (name: string, fails: boolean): Promise<void> =>
    withStartupLock(url, async () => {
      order.push(`${name} begins`);
      await client.query('SELECT pg_sleep(0.05)');
      order.push(`${name} ends`);
      if (fails) throw new Error(name);
    });
  await Promise.allSettled([start('one', true), start('two', false), start('three', false)]);
  expect(order).toHaveLength(6);
  for (const [nth, line] of order.entries())
    expect(line.split(' ')[1]).toBe(nth % 2 === 0 ? 'begins' : 'ends');
});
