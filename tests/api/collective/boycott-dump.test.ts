import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { BoycottResponse } from '#shared/collective/boycott-personal-data.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import { createTestApp } from '#tests/support/app.ts';
import {
  freshPlatform,
  openBoycott,
  openPledging,
  passHours,
  pledgeAll,
  readBoycott,
  runSteps,
  vote,
} from '#tests/support/boycott-lifecycle.ts';
import { decide, makeHands } from '#tests/support/decisions.ts';
import type { TestMember } from '#tests/support/factories.ts';
import { forkInto } from '#tests/support/log-forks.ts';
import { openCosigned, pledgersOf } from '#tests/support/organisers.ts';
import { sendAct, sendPledge } from '#tests/support/pledges.ts';
import { rewrite } from '#tests/support/rewrite-dump.ts';
import { dumpOf, verifyDump } from '#tests/support/verifier.ts';

/** A fork has its boycotts too, and anybody checks them against the record. */

const site = await createTestApp();
const fork = await createTestApp({ empty: true });
let ended: string;
let cosigned: string;
let pledging: string;
let proposer: TestMember;
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
  proposer = call.proposer;
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
    `not what follows from what is published: boycott/${ended} (outcome)`,
  ]);
  await prisma.boycott.update({ where: { id: ended }, data: { outcome: 'won' } });
});

describe('what pledgers said', () => {
  /** What the verifier finds after statements of the operator, which are taken back. */
  async function faultsAfter(table: string, ...changes: readonly string[]): Promise<string[]> {
    const asOwner = async (statements: readonly string[]): Promise<void> => {
      await site.database.prisma.$transaction(async (tx) => {
        await tx.$executeRawUnsafe('SET LOCAL session_replication_role = replica');
        for (const one of statements) await tx.$executeRawUnsafe(one);
      });
    };
    await asOwner([`CREATE TABLE kept AS SELECT * FROM ${table}`, ...changes]);
    const { faults } = await verifyDump(await dumpOf(site));
    await asOwner([
      `DELETE FROM ${table}`,
      `INSERT INTO ${table} SELECT * FROM kept`,
      'DROP TABLE kept',
    ]);
    expect((await verifyDump(await dumpOf(site))).faults).toEqual([]);
    return faults;
  }
  const changed = (): string => `changed without an entry: boycott-acts/${ended}`;
  const ballotOf = async (): Promise<string> =>
    (await readBoycott(site, ended)).ballots[0]?.id ?? '';

  test('is missed where one act is left out', async () => {
    const one = `SELECT ctid FROM boycott_act WHERE boycott_id = '${ended}' AND purpose = 'check-in'
      ORDER BY key LIMIT 1`;
    expect(
      await faultsAfter('boycott_act', `DELETE FROM boycott_act WHERE ctid = (${one})`),
    ).toEqual([changed()]);
    const folder = await dumpOf(site);
    const rows = files(folder, 'boycott-acts').split('\n');
    const at = rows.findIndex((row) => row.includes('check-in') && row.includes(ended));
    rewrite(folder, 'whole/boycott-acts.jsonl', () => rows.toSpliced(at, 1).join('\n'));
    expect((await verifyDump(folder)).faults).toEqual([
      `what its pledgers said is not what the record commits to: boycott-acts/${ended}`,
    ]);
  });

  test('is missed where all of it is left out, and votes are counted again', async () => {
    const all = `DELETE FROM boycott_act WHERE boycott_id = '${ended}'`;
    expect(await faultsAfter('boycott_act', all)).toEqual([
      changed(),
      `not what follows from what is published: ballot/${await ballotOf()} (counts, result)`,
    ]);
  });

  test('decides how a boycott ended, whatever the record says', async () => {
    const won = `WHERE id = '${await ballotOf()}'`;
    const found = await faultsAfter(
      'boycott_ballot',
      `UPDATE boycott_ballot SET result = 'lost',
         counts = '[{"value":"won","votes":0},{"value":"partly","votes":0},
           {"value":"lost","votes":4},{"value":"called-off","votes":0}]' ${won}`,
    );
    expect(found.toSorted()).toEqual(
      [
        `changed without an entry: ballot/${await ballotOf()}`,
        `not what follows from what is published: ballot/${await ballotOf()} (counts, result)`,
        `not what follows from what is published: boycott/${ended} (outcome)`,
      ].toSorted(),
    );
  });

  test('is said by those who pledged: others are not counted', async () => {
    const found = await faultsAfter(
      'boycott',
      `UPDATE boycott SET pledged = pledged + 5 WHERE id = '${ended}'`,
    );
    expect(found).toEqual([
      `changed without an entry: boycott/${ended}`,
      `not what follows from what is published: boycott/${ended} (pledged)`,
    ]);
  });
});

test('a fork has them as they are', async () => {
  const saidOn = new Date('2026-11-20');
  const links = [
    { boycottId: ended, otherId: cosigned, saidOn },
    { boycottId: cosigned, otherId: ended, saidOn },
  ];
  await site.database.prisma.boycottLink.createMany({ data: links });
  const { timeline, sameDemand } = await readBoycott(site, ended);
  expect(timeline.map(({ kind }) => kind)).toEqual(['demand', 'outcome']);
  expect(sameDemand.map(({ id }) => id)).toEqual([cosigned]);
  await forkInto(fork, site, await dumpOf(site));
  expect(told(await readBoycott(fork, ended))).toEqual(told(await readBoycott(site, ended)));
  expect(told(await readBoycott(fork, cosigned))).toEqual(told(await readBoycott(site, cosigned)));
  for (const part of [`${ended}/pledges`, `${ended}/acts`, `${cosigned}/pledges`]) {
    const path = `/api/boycotts/${part}`;
    expect((await fork.get(path)).json()).toEqual((await site.get(path)).json());
  }
  // It takes no step there, and none fails.
  await runSteps(fork);
  expect((await readBoycott(fork, ended)).state).toBe('ended');
});

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

test('keys that changed after they were told are found, whatever the record says of them later', async () => {
  const { prisma } = site.database;
  const at = { boycottId_rank_organiser: { boycottId: ended, rank: 'established', organiser: 0 } };
  const { publicKey } = await prisma.boycottKey.findUniqueOrThrow({ where: at });
  const other = await prisma.boycottKey.findFirstOrThrow({ where: { boycottId: pledging } });
  await prisma.boycottKey.update({ where: at, data: { publicKey: other.publicKey } });
  // Who holds the database writes an entry for what she changed.
  const restate = (subject: string): Promise<void> =>
    prisma.$transaction((tx) =>
      appendEntry(tx, site.clock.now, { kind: 'content-stated', subject }),
    );
  await restate(`boycott/${ended}`);
  const told = await dumpOf(site);
  expect((await verifyDump(told)).faults).toEqual([
    `changed without an entry: boycott-keys/${ended}`,
  ]);
  // Nor does it help to give the former keys out beside the others.
  const path = join(told, 'whole', 'boycott-keys.jsonl');
  const [now, before] = [other.publicKey, publicKey].map((key) =>
    Buffer.from(key).toString('base64'),
  );
  const rows = files(told, 'boycott-keys').split('\n');
  const former = rows.map((row) =>
    row.includes(ended) ? row.replace(now ?? '', before ?? '') : row,
  );
  writeFileSync(path, former.join('\n'));
  expect((await verifyDump(told)).faults).toEqual([
    'file of the dump changed: whole/boycott-keys.jsonl',
    `keys changed after they were told: boycott/${ended}`,
  ]);
  await restate(`boycott-keys/${ended}`);
  expect((await verifyDump(await dumpOf(site))).faults).toEqual([
    `keys changed after they were told: boycott-keys/${ended}`,
  ]);
  await prisma.boycottKey.update({ where: at, data: { publicKey } });
  expect((await verifyDump(await dumpOf(site))).faults).toContain(
    `keys changed after they were told: boycott-keys/${ended}`,
  );
});

test('of a boycott that its author took back no word is in a dump or a fork, and the record holds', async () => {
  const { grievance } = await readBoycott(site, ended);
  const older = await dumpOf(site);
  expect(files(older, 'boycotts')).toContain(grievance);
  const taken = await site.post(`/api/boycotts/${ended}/withdraw`, {}, proposer.cookie);
  expect(taken.statusCode, taken.body).toBe(200);
  site.clock.advanceDays(30);
  const folder = await dumpOf(site);
  const row = files(folder, 'boycotts')
    .split('\n')
    .find((line) => line.includes(ended));
  expect(row).toContain('"outcome": "won"');
  expect(row).not.toContain(grievance);
  const { faults } = await verifyDump(folder);
  expect(faults.filter((fault) => !fault.includes('boycott-keys/'))).toEqual([]);
  const fork = await createTestApp({ empty: true });
  await forkInto(fork, site, folder);
  expect(told(await readBoycott(fork, ended))).toEqual(told(await readBoycott(site, ended)));
  expect(await readBoycott(fork, ended)).toMatchObject({ withdrawn: true, title: '', pledged: 10 });
  // A dump from before, with the list of what was taken back since.
  const late = await createTestApp({ empty: true });
  const since = readFileSync(join(folder, 'erasures.jsonl'), 'utf8');
  rewrite(older, 'erasures.jsonl', () => since);
  await forkInto(late, site, older);
  expect(await readBoycott(late, ended)).toMatchObject({
    withdrawn: true,
    title: '',
    grievance: '',
    outcomeText: null,
    lookBack: null,
    versions: [],
    proposer: null,
    pledged: 10,
  });
});
