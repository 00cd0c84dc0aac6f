import { randomBytes } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { randomId } from '#server/core/ids.ts';
import { nodeCrypto } from '#server/transparency-log/ed25519-signer.ts';
import { appendEntry } from '#server/transparency-log/append-entries.ts';
import type { RecordedKeysResponse } from '#shared/collective/recorded-keys.ts';
import { checkLog, type LogSource } from '#shared/transparency-log/check-log.ts';
import type { LogState } from '#shared/transparency-log/log-entries.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makePledging } from '#tests/support/pledges.ts';
import { sequence } from '#tests/support/log-sequencer.ts';
import {
  areKeysRecorded,
  type RecordSources,
  type SiteKeys,
} from '#web/collective/blind-signing/recorded-keys.ts';

/** Before it asks for anything, a browser makes sure that everybody is told the same key. */

const UNTOLD = { pace: 'fast', told: false };

let site: TestApp;
let boycott: string;
let told: SiteKeys;
beforeAll(async () => {
  site = await createTestApp();
});
beforeEach(async () => {
  boycott = await makePledging(site, UNTOLD);
  const { publicKey } = await site.database.prisma.boycottKey.findFirstOrThrow({
    where: { boycottId: boycott, rank: 'established' },
  });
  const base64 = Buffer.from(publicKey).toString('base64');
  told = { boycott, rank: 'established', publicKey: base64, others: [] };
});

async function read(path: string): Promise<Buffer> {
  const response = await site.get(path);
  if (response.statusCode !== 200) throw new Error(`${path}: ${response.statusCode}`);
  return response.rawPayload;
}

const source: LogSource = {
  crypto: nodeCrypto,
  fetchBytes: (path) => read(`/record/${path}`),
  fetchLogs: async () => (JSON.parse(String(await read('/api/record/log'))) as LogState).logs,
};
const honest: RecordSources = {
  record: source,
  fetchAct: async (id) =>
    JSON.parse(String(await read(`/api/boycotts/${id}/key-act`))) as RecordedKeysResponse,
  fetchProof: async (leaf) => String(await read(`/record/proof/${leaf}.tlog-proof`)),
};

describe('the act that tells the keys', () => {
  test('is nowhere while it waits for its place', async () => {
    expect(await honest.fetchAct(boycott)).toEqual({
      leaf: null,
      salt: null,
      content: null,
      words: null,
    });
  });

  test('of an unknown boycott is not found', async () => {
    expect((await site.get(`/api/boycotts/${randomId()}/key-act`)).statusCode).toBe(404);
  });

  test('answers the same to a stranger and to a cookie, and names nobody', async () => {
    await sequence(site);
    const stranger = await site.get(`/api/boycotts/${boycott}/key-act`);
    const member = await site.get(`/api/boycotts/${boycott}/key-act`, 'contrenote_session=x');
    expect(stranger.statusCode).toBe(200);
    expect(member.body).toBe(stranger.body);
  });

  test('is nowhere once the boycott is another than the act said, until that is stated', async () => {
    await sequence(site);
    await site.database.prisma.boycott.update({ where: { id: boycott }, data: { reached: true } });
    expect(await honest.fetchAct(boycott)).toMatchObject({ leaf: null });
    await site.database.prisma.$transaction((tx) =>
      appendEntry(tx, site.clock.now, { kind: 'boycott-reached', subject: `boycott/${boycott}` }),
    );
    await sequence(site);
    expect(await areKeysRecorded(honest, await checkLog(source, null), told)).toBe(true);
  });
});

describe('a browser', () => {
  test('waits until a leaf tells the key, then finds it there, of each rank', async () => {
    expect(await areKeysRecorded(honest, await checkLog(source, null), told)).toBeNull();
    await sequence(site);
    const checked = await checkLog(source, null);
    expect(await areKeysRecorded(honest, checked, told)).toBe(true);
    const other = await site.database.prisma.boycottKey.findFirstOrThrow({
      where: { boycottId: boycott, rank: 'new' },
    });
    const publicKey = Buffer.from(other.publicKey).toString('base64');
    expect(await areKeysRecorded(honest, checked, { ...told, rank: 'new', publicKey })).toBe(true);
    expect(await areKeysRecorded(honest, checked, { ...told, publicKey })).toBe(false);
  });

  test('wants all keys that the record tells and no other, in their order', async () => {
    const key = randomBytes(294);
    const others = [key.toString('base64')];
    await site.database.prisma.$transaction(async (tx) => {
      const of = { boycottId: boycott, rank: 'established', organiser: 1 };
      await tx.boycottKey.create({ data: { ...of, publicKey: Uint8Array.from(key) } });
      await appendEntry(tx, site.clock.now, {
        kind: 'boycott-pledging',
        subject: `boycott/${boycott}`,
      });
    });
    await sequence(site);
    const checked = await checkLog(source, null);
    expect(await areKeysRecorded(honest, checked, { ...told, others })).toBe(true);
    expect(await areKeysRecorded(honest, checked, told)).toBe(false);
    expect(
      await areKeysRecorded(honest, checked, { ...told, others: [...others, ...others] }),
    ).toBe(false);
    const [other = ''] = others;
    const turned = { ...told, publicKey: other, others: [told.publicKey] };
    expect(await areKeysRecorded(honest, checked, turned)).toBe(false);
  });

  test('finds it in a record that has grown since it looked', async () => {
    await sequence(site);
    const checked = await checkLog(source, null);
    await makePledging(site, UNTOLD);
    await sequence(site);
    expect(await areKeysRecorded(honest, checked, told)).toBe(true);
  });

  test('refuses a key that is hers alone', async () => {
    await sequence(site);
    const marked = await site.database.prisma.boycottKey.findFirstOrThrow({
      where: { boycottId: await makePledging(site, UNTOLD), rank: 'established' },
    });
    const publicKey = Buffer.from(marked.publicKey).toString('base64');
    const act = await honest.fetchAct(boycott);
    const content = act.content?.replace(told.publicKey, publicKey) ?? null;
    const lying = { ...honest, fetchAct: () => Promise.resolve({ ...act, content }) };
    const checked = await checkLog(source, null);
    expect(content).toContain(publicKey);
    expect(await areKeysRecorded(lying, checked, { ...told, publicKey })).toBe(false);
  });

  test('refuses what another boycott is told by, or another act', async () => {
    const other = await makePledging(site, UNTOLD);
    await sequence(site);
    const act = await honest.fetchAct(other);
    const lying = { ...honest, fetchAct: () => Promise.resolve(act) };
    expect(await areKeysRecorded(lying, await checkLog(source, null), told)).toBe(false);
    const first = { ...honest, fetchProof: () => honest.fetchProof(0) };
    expect(await areKeysRecorded(first, await checkLog(source, null), told)).toBe(false);
  });

  test('refuses a leaf of a tree that is not the one it looked at', async () => {
    await sequence(site);
    const checked = await checkLog(source, null);
    const { checkpoint } = checked;
    if (checkpoint === null) throw new Error('nothing is signed');
    const root = Uint8Array.from(checkpoint.root, (byte) => byte ^ 1);
    const forked = { ...checked, checkpoint: { ...checkpoint, root } };
    expect(await areKeysRecorded(honest, forked, told)).toBe(false);
  });

  test('refuses a proof with one hash changed', async () => {
    await sequence(site);
    const lying: RecordSources = {
      ...honest,
      fetchProof: async (leaf) => {
        const lines = (await honest.fetchProof(leaf)).split('\n');
        const hash = lines.findIndex((line) => line.startsWith('index ')) + 1;
        lines[hash] = Buffer.alloc(32, 7).toString('base64');
        return lines.join('\n');
      },
    };
    expect(await areKeysRecorded(lying, await checkLog(source, null), told)).toBe(false);
  });
});
