import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLeader, startAlone, type Leader } from '#server/once/leader.ts';
import { emptyDatabase } from '#tests/support/backups.ts';

/** Of several processes on one PostgreSQL one does what is to be done once. */

let url: string;
let client: pg.Client;
const leaders: Leader[] = [];
beforeAll(async () => {
  url = await emptyDatabase();
  client = new pg.Client({ connectionString: url });
  await client.connect();
});
afterAll(async () => {
  for (const leader of leaders) await leader.close();
  await client.end();
});

function open(): Leader {
  const leader = openLeader(url);
  leaders.push(leader);
  return leader;
}

test('one leads, however often they ask; where its connection is cut or it stops, another one does', async () => {
  const [one, two] = [open(), open()];
  const ask = (): Promise<boolean[]> => Promise.all([one.leads(), two.leads()]);
  expect((await ask()).filter(Boolean)).toHaveLength(1);
  const first = await ask();
  expect(await Promise.all([one.leads(), one.leads(), two.leads(), two.leads()])).toEqual([
    first[0],
    first[0],
    first[1],
    first[1],
  ]);
  await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  const [leader, other] = first[0] === true ? [one, two] : [two, one];
  expect(await other.leads()).toBe(true);
  expect(await leader.leads()).toBe(false);
  await other.close();
  expect(await leader.leads()).toBe(true);
});

test('where no database answers nobody leads, and asking is no error', async () => {
  expect(await openLeader('postgresql://127.0.0.1:9/nobody').leads()).toBe(false);
});

test('starts wait for each other, also where one fails', async () => {
  const order: string[] = [];
  const start = (name: string, fails: boolean): Promise<void> =>
    startAlone(url, async () => {
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
