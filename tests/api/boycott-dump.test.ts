import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { BoycottResponse } from '#shared/boycott-data.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import {
  freshPlatform,
  openBoycott,
  openPledging,
  passHours,
  pledgeAll,
  readBoycott,
  runSteps,
  vote,
} from '#tests/support/boycott-life.ts';
import { decide, makeHands } from '#tests/support/decisions.ts';
import { forkInto } from '#tests/support/forks.ts';
import { openCosigned, pledgersOf } from '#tests/support/organisers.ts';
import { sendAct, sendPledge } from '#tests/support/pledges.ts';
import { dumpOf, verifyDump } from '#tests/support/verify.ts';

/** A fork has its boycotts too, and anybody checks them against the record. */

const site = await createTestApp();
const forks: Readonly<Record<'postgresql' | 'embedded', TestApp>> = {
  postgresql: await createTestApp({ empty: true }),
  embedded: await createTestApp({ empty: true, embedded: true }),
};
let ended: string;
let cosigned: string;
let pledging: string;
beforeAll(async () => {
  const organised = await openCosigned(site, 2, { platform: await freshPlatform(site) });
  cosigned = organised.id;
  for (const pledger of await pledgersOf(site, organised, organised.workers.slice(0, 10))) {
    await sendPledge(site, pledger);
  }
  await passHours(site, 0);
  await passHours(site, 24);
  const call = await openBoycott(site, { onDays: 3 });
  ended = call.id;
  for (const pledger of call.pledgers.slice(0, 2)) {
    await sendAct(site, pledger, { purpose: 'check-in', counter: 1, value: 'held' });
  }
  await passHours(site, 48);
  const [ballot] = (await readBoycott(site, ended)).ballots;
  await vote(site, call.pledgers.slice(0, 4), ballot?.id ?? '', 'won');
  await passHours(site, 24);
  const looked = { text: 'Dix personnes, un prix doublé.' };
  await site.post(`/api/boycotts/${ended}/look-back`, looked, call.proposer.cookie);
});

const files = (folder: string, name: string): string =>
  readFileSync(join(folder, 'whole', `${name}.jsonl`), 'utf8');
/** What a fork knows of a boycott: not who looks at it. */
const told = ({ can: _, ...boycott }: BoycottResponse): Partial<BoycottResponse> => boycott;

test('the record holds the site to what a dump says of boycotts', async () => {
  site.clock.advanceDays(60);
  expect((await verifyDump(await dumpOf(site))).faults).toEqual([]);
  const { prisma } = site.database;
  await prisma.boycott.update({ where: { id: ended }, data: { outcome: 'lost' } });
  expect((await verifyDump(await dumpOf(site))).faults).toEqual([
    `changed without an entry: boycott/${ended}`,
  ]);
  await prisma.boycott.update({ where: { id: ended }, data: { outcome: 'won' } });
});

test.each(['postgresql', 'embedded'] as const)(
  'a fork on %s has them as they are',
  async (kind) => {
    const fork = forks[kind];
    await forkInto(fork, site, await dumpOf(site));
    expect(told(await readBoycott(fork, ended))).toEqual(told(await readBoycott(site, ended)));
    expect(told(await readBoycott(fork, cosigned))).toEqual(
      told(await readBoycott(site, cosigned)),
    );
    for (const part of [`${ended}/pledges`, `${ended}/acts`, `${cosigned}/pledges`]) {
      const path = `/api/boycotts/${part}`;
      expect((await fork.get(path)).json()).toEqual((await site.get(path)).json());
    }
    // It takes no step there, and none fails.
    await runSteps(fork);
    expect((await readBoycott(fork, ended)).state).toBe('ended');
  },
);

test('a dump made while pledging holds no pledge, no token and no private key', async () => {
  const { id, workers } = await openPledging(site, 20);
  pledging = id;
  await pledgeAll(site, id, workers.slice(0, 6));
  await runSteps(site);
  expect(await site.database.prisma.boycottPledge.count({ where: { boycottId: id } })).toBe(6);
  const folder = await dumpOf(site);
  expect(files(folder, 'boycotts')).toContain(id);
  expect(files(folder, 'boycott-pledges')).not.toContain(id);
  const all = ['boycotts', 'boycott-versions', 'boycott-pledges', 'boycott-acts'];
  const keys = await site.database.prisma.boycottKey.findMany({ where: { boycottId: id } });
  for (const { privateKey } of keys) {
    for (const name of all) expect(files(folder, name)).not.toContain(privateKey);
  }
  for (const { id: worker } of workers) {
    for (const name of all) expect(files(folder, name)).not.toContain(worker);
  }
});

test('a text that a decision removed is in no dump, and the record still holds', async () => {
  const hands = await makeHands(site);
  await decide(site, hands, { kind: 'boycott', id: pledging }, 'remove');
  expect(await readBoycott(site, pledging)).toMatchObject({
    grievance: '',
    hiding: { level: 'removed' },
    state: 'pledging',
  });
  site.clock.advanceDays(60);
  const folder = await dumpOf(site);
  const { grievance } = await site.database.prisma.boycott.findUniqueOrThrow({
    where: { id: pledging },
  });
  expect(grievance).not.toBe('');
  const row = files(folder, 'boycotts')
    .split('\n')
    .find((line) => line.includes(pledging));
  expect(row).not.toContain(grievance);
  expect((await verifyDump(folder)).faults).toEqual([]);
});
