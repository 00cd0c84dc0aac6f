import { beforeAll, expect, test } from 'vitest';
import { countPledges, moveBatches } from '#server/boycotts/batches.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import {
  fetchPledge,
  makePledging,
  makeWorker,
  sendAct,
  sendPledge,
  type Pledger,
} from '#tests/support/pledges.ts';

/** Pledges on the embedded database, where nothing else moves: what one leaves behind can be seen. */

let site: TestApp;
let boycott: string;
const pledgers: Pledger[] = [];
beforeAll(async () => {
  site = await createTestApp({ embedded: true });
  boycott = await makePledging(site);
  for (let nth = 0; nth < 5; nth += 1) {
    pledgers.push(await fetchPledge(site, boycott, await makeWorker(site)));
  }
});

/** How far the log of writes and the numbers of transactions have come. */
async function position(): Promise<unknown> {
  const [row] = await site.database.sql(
    `SELECT pg_current_wal_insert_lsn()::text AS written,
            pg_snapshot_xmax(pg_current_snapshot())::text AS transaction`,
  );
  return row;
}

const count = async (): Promise<number> =>
  (await countPledges(site.database.prisma, site.slots, boycott)).established;

test('a pledge writes nothing to the database, not even a transaction with its time', async () => {
  const before = await position();
  for (const pledger of pledgers) {
    expect((await sendPledge(site, pledger)).statusCode).toBe(200);
  }
  expect(await position()).toEqual(before);
  expect(await count()).toBe(5);
});

test('nor does a withdrawal; the batch writes all at once', async () => {
  const [first] = pledgers;
  if (first === undefined) throw new Error('nobody pledged');
  const before = await position();
  const act = { purpose: 'withdraw', counter: 0, value: '' };
  expect((await sendAct(site, first, act)).statusCode).toBe(200);
  expect(await position()).toEqual(before);
  await moveBatches(site);
  expect(await position()).not.toEqual(before);
  const rows = await site.database.sql<{ times: number; rows: number }>(
    `SELECT count(DISTINCT xmin::text)::int AS times, count(*)::int AS rows
       FROM boycott_pledge WHERE boycott_id = '${boycott}'`,
  );
  expect(rows).toEqual([{ times: 1, rows: 4 }]);
  expect(await count()).toBe(4);
});
