import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { insertEntries } from '#server/transparency-log/append-entries.ts';
import { requestCosignatures } from '#server/transparency-log/request-cosignatures.ts';
import { logState, type LogState } from '#shared/transparency-log/log-entries.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { sequence } from '#tests/support/log-sequencer.ts';
import { startWitness, type WitnessServer } from '#tests/support/witness-server.ts';

/** Witnesses that others run cosign the site's checkpoints (C2SP tlog-witness). */

let site: TestApp;
let witness: WitnessServer;
let warnings: unknown[];
beforeEach(async () => {
  site = await createTestApp();
  await act(3);
  const { key } = await site.database.prisma.recordLog.findFirstOrThrow();
  witness = await startWitness(key, () => site.clock.now);
  writeFileSync(join(site.dataDir, 'witnesses.txt'), `# of others\n${witness.line}\n`);
  warnings = [];
});

async function act(count: number): Promise<void> {
  const acts = Array.from({ length: count }, (_, nth) => ({
    kind: 'post-published',
    subject: `post/${nth}`,
    content: nth,
  }));
  await site.database.prisma.$transaction((tx) => insertEntries(tx, site.clock.now, acts));
  await sequence(site);
}

function ask(): Promise<void> {
  const { database, dataDir } = site;
  const log = { warn: (told: unknown) => warnings.push(told) };
  return requestCosignatures({ database, dataDir, log }, site.clock.now);
}

async function state(): Promise<LogState> {
  return logState.parse((await site.get('/api/record/log')).json());
}

const sizeNow = async (): Promise<number> => (await state()).checkpoint?.size ?? 0;

test('a witness cosigns the first checkpoint and, by a consistency proof, the next', async () => {
  await ask();
  const first = await sizeNow();
  expect(witness.size()).toBe(first);
  await act(300);
  await ask();
  const next = await sizeNow();
  expect(witness.asked).toEqual([
    [0, 200],
    [first, 200],
  ]);
  const { checkpoint, witnesses } = await state();
  expect(checkpoint?.note).toContain('\n— witness.example/w1 ');
  const signedAt = new Date(Math.floor(site.clock.now.getTime() / 1000) * 1000).toISOString();
  expect(witnesses).toEqual([{ name: 'witness.example/w1', size: next, signedAt }]);
  const page = (await site.get('/fr/registre')).body;
  expect(page).toContain('witness.example/w1');
  expect(warnings).toEqual([]);
});

test('it is not asked again for the same checkpoint before a day is over', async () => {
  await ask();
  await ask();
  expect(witness.asked).toHaveLength(1);
  site.clock.advanceDays(1);
  await ask();
  expect(witness.asked.map(([, status]) => status)).toEqual([200, 200]);
  expect(witness.asked[1]?.[0]).toBe(await sizeNow());
});

test('where its answer was lost, it is asked from the size that it tells', async () => {
  await ask();
  await site.database.prisma.recordCosignature.deleteMany();
  await act(5);
  await ask();
  expect(witness.asked.map(([, status]) => status)).toEqual([200, 409, 200]);
  expect((await state()).witnesses).toHaveLength(1);
});

describe('what a witness answers wrongly is logged and kept out', () => {
  test.each([
    ['that it knows more acts than there are', { status: 409, body: '999999\n' }],
    ['no size', { status: 409, body: 'later\n' }],
    ['that it does not know this log', { status: 404, body: '' }],
    ['nothing', { status: 200, body: '' }],
    [
      'the signature of another',
      { status: 200, body: '— other.example AAAAAAAAAAAAAAAAAAAAAAAA\n' },
    ],
    ['no signature', { status: 200, body: 'fine\n' }],
    ['too much', { status: 200, body: `— a ${'A'.repeat(40_000)}\n` }],
    ['an address elsewhere', { status: 302, body: '' }],
  ])('%s', async (_, answer) => {
    witness.answerInstead = answer;
    await ask();
    expect(warnings).toMatchObject([{ witness: 'witness.example/w1' }]);
    expect((await state()).witnesses).toEqual([]);
    witness.answerInstead = null;
    await ask();
    expect((await state()).witnesses).toHaveLength(1);
  });

  test('one that does not answer keeps no other from being asked', async () => {
    const dead = witness.line.replace(/http:\S+/, 'http://127.0.0.1:1');
    writeFileSync(join(site.dataDir, 'witnesses.txt'), `${dead}\n${witness.line}\n`);
    await ask();
    expect(warnings).toHaveLength(1);
    expect((await state()).witnesses).toHaveLength(1);
  });
});
