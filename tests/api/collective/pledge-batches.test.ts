import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { acceptPledgerAct } from '#server/collective/pledges/accept-pledger-act.ts';
import {
  countPledges,
  movePledgeBatches,
  moveWaitingRecords,
} from '#server/collective/pledges/pledge-batches.ts';
import { acceptPledge } from '#server/collective/pledges/accept-pledge.ts';
import { moveAllWaitingRecords, openSlotsOfSite } from '#server/collective/pledges/open-slots.ts';
import { openSlotStore, type SlotStore } from '#server/collective/pledge-slots/slot-store.ts';
import { openSecrets } from '#server/core/secrets.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import {
  fetchPledge,
  makePledging,
  makeWorker,
  signAct,
  type Pledger,
} from '#tests/support/pledges.ts';

/** Two processes on one data folder: each has slots of its own, and neither loses what is the other's. */

const WITHDRAW = { purpose: 'withdraw', counter: 0, value: '' };

let site: TestApp;
let second: SlotStore;
beforeAll(async () => {
  site = await createTestApp();
  second = await openSlotsOfSite(
    { dataDir: site.dataDir, s3: null },
    openSecrets(null, site.dataDir),
  );
  afterAll(() => second.close());
});

const clock = () => site.clock.now;
const servers = () =>
  [site.slots, second].map((slots) => ({ database: site.database, slots, clock }));
const serverAt = (nth: number) => {
  const [one, other] = servers();
  const server = nth % 2 === 0 ? one : other;
  if (server === undefined) throw new Error('no server');
  return server;
};
const makePledgers = async (boycott: string, count: number): Promise<Pledger[]> => {
  const pledgers: Pledger[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    pledgers.push(await fetchPledge(site, boycott, await makeWorker(site)));
  }
  return pledgers;
};
const countIn = (slots: SlotStore, boycott: string) =>
  countPledges(site.database.prisma, slots, boycott);
const rows = (boycottId: string) =>
  site.database.prisma.boycottPledge.count({ where: { boycottId } });

test('while both take pledges and both move batches, each pledge is counted once', async () => {
  const boycott = await makePledging(site);
  const pledgers = await makePledgers(boycott, 12);
  await Promise.all([
    ...pledgers.map((pledger, nth) => acceptPledge(serverAt(nth), boycott, pledger.body)),
    // Some of them to both, as when an answer is lost and the browser comes to the other one.
    ...pledgers
      .slice(0, 4)
      .map((pledger, nth) => acceptPledge(serverAt(nth + 1), boycott, pledger.body)),
    ...servers().flatMap((server) => [
      movePledgeBatches(server, { all: true }),
      movePledgeBatches(server),
    ]),
  ]);
  for (const server of servers()) await movePledgeBatches(server, { all: true });
  expect(await rows(boycott)).toBe(12);
  for (const { slots } of servers()) {
    expect(await countIn(slots, boycott)).toEqual({ established: 12, new: 0 });
  }
});

test('a step of one moves what the other one acknowledged', async () => {
  const boycott = await makePledging(site);
  const [pledger] = await makePledgers(boycott, 1);
  if (pledger === undefined) throw new Error('nobody pledged');
  await acceptPledge(serverAt(1), boycott, pledger.body);
  await site.database.prisma.$transaction((tx) => moveWaitingRecords(tx, site.slots, boycott));
  expect(await rows(boycott)).toBe(1);
  await second.refresh();
  expect(await countIn(second, boycott)).toEqual({ established: 1, new: 0 });
});

test('a pledge that one took can be taken back at the other, for good', async () => {
  const boycott = await makePledging(site);
  const [pledger] = await makePledgers(boycott, 1);
  if (pledger === undefined) throw new Error('nobody pledged');
  await acceptPledge(serverAt(0), boycott, pledger.body);
  await acceptPledgerAct(serverAt(1), boycott, signAct(pledger, WITHDRAW));
  for (const server of servers()) await movePledgeBatches(server, { all: true });
  expect(await rows(boycott)).toBe(0);
  for (const server of servers()) {
    await expect(acceptPledge(server, boycott, pledger.body)).rejects.toMatchObject({
      code: 'pledge-withdrawn',
    });
  }
});

test('a backup brings in what waits, beside the site and through it', async () => {
  const boycott = await makePledging(site);
  const [one, other] = await makePledgers(boycott, 2);
  if (one === undefined || other === undefined) throw new Error('nobody pledged');
  await acceptPledge(serverAt(0), boycott, one.body);
  await moveAllWaitingRecords({ dataDir: site.dataDir, secretKey: null, s3: null }, site.database);
  expect(await rows(boycott)).toBe(1);
  await acceptPledge(serverAt(0), boycott, other.body);
  await moveAllWaitingRecords({ dataDir: site.dataDir, s3: null, secretKey: null }, site.database);
  expect(await rows(boycott)).toBe(2);
});

test('what a process could not move stays where it was acknowledged', async () => {
  const boycott = await makePledging(site);
  const [pledger] = await makePledgers(boycott, 1);
  if (pledger === undefined) throw new Error('nobody pledged');
  await acceptPledge(serverAt(0), boycott, pledger.body);
  const broken = new Error('the database is gone');
  const moving = site.database.prisma.$transaction(async (tx) => {
    await moveWaitingRecords(tx, site.slots, boycott);
    throw broken;
  });
  await expect(moving).rejects.toBe(broken);
  expect(await rows(boycott)).toBe(0);
  expect(await countIn(site.slots, boycott)).toEqual({ established: 1, new: 0 });
});

test('slots of another secret are not read, and hurt nothing', async () => {
  const boycott = await makePledging(site);
  const key = openSecrets('ab'.repeat(32), site.dataDir).keyFor('waiting pledges');
  const foreign = await openSlotStore(join(site.dataDir, 'pledges'), key, { slots: 8 });
  const [pledger] = await makePledgers(boycott, 1);
  if (pledger === undefined) throw new Error('nobody pledged');
  await acceptPledge({ ...serverAt(0), slots: foreign }, boycott, pledger.body);
  await movePledgeBatches(serverAt(0), { all: true });
  expect(await countIn(site.slots, boycott)).toEqual({ established: 0, new: 0 });
  await foreign.close();
});
