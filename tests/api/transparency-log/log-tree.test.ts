import { gunzipSync } from 'node:zlib';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { findCheckpointAtHour } from '#server/transparency-log/find-checkpoints.ts';
import { nodeCrypto } from '#server/transparency-log/ed25519-signer.ts';
import { insertEntries } from '#server/transparency-log/append-entries.ts';
import { naiveRoot } from '#server/transparency-log/merkle.testing.ts';
import { logFolderOf } from '#shared/transparency-log/check-log.ts';
import {
  treeRoot,
  tilePath,
  tilesOf,
  unpackEntries,
  type TiledTree,
} from '#shared/transparency-log/tiles.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import {
  callJury,
  fetchCheckpoint,
  sequence,
  sequenceAll,
  sequencerOf,
} from '#tests/support/log-sequencer.ts';

type Leaf = { act: string; subject: string; day: string; content: string; actor: string | null };

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

async function act(app: TestApp, count: number, kind = 'payout-published'): Promise<void> {
  const acts = Array.from({ length: count }, (_, nth) => {
    const subject = `payout/${nth}`;
    return { kind, subject, content: { nth } };
  });
  await app.database.prisma.$transaction((tx) => insertEntries(tx, app.clock.now, acts));
}

async function bytesOf(app: TestApp, path: string): Promise<Buffer> {
  const response = await app.get(path);
  expect([path, response.statusCode]).toEqual([path, 200]);
  return response.rawPayload;
}

/** The tree as its tiles tell it, over HTTP. */
function tiledTree(app: TestApp, size: number): TiledTree {
  const readTile: TiledTree['readTile'] = (tile) => bytesOf(app, `/record/${tilePath(tile)}`);
  return { size, sha256: nodeCrypto.sha256, readTile };
}

async function leavesOf(app: TestApp, size: number, folder = ''): Promise<Uint8Array[]> {
  const leaves: Uint8Array[] = [];
  for (const { level, ...tile } of tilesOf(size)) {
    if (level > 0) continue;
    const bundle = await bytesOf(
      app,
      `/record/${folder}${tilePath({ level: 'entries', ...tile })}`,
    );
    leaves.push(...(unpackEntries(bundle) ?? []));
  }
  return leaves;
}

/** Acts of a new site: its platforms, their facts, and that its log has begun. */
const AT_START = 49;

const parse = (leaf: Uint8Array): Leaf => JSON.parse(Buffer.from(leaf).toString()) as Leaf;

describe('the tree', () => {
  test('is not there before anything was signed', async () => {
    expect((await site.get('/record/checkpoint')).statusCode).toBe(404);
    expect((await site.get('/record/tile/0/000.p/1')).statusCode).toBe(404);
  });

  test('has every act once, and grows with those that wait', async () => {
    expect(await sequence(site)).toBe(AT_START);
    const first = await fetchCheckpoint(site);
    expect(first).toMatchObject({ origin: 'site.example/record', size: AT_START });
    await act(site, 700);
    expect(await sequence(site, 256)).toBe(700);
    const { size, root } = await fetchCheckpoint(site);
    expect(size).toBe(AT_START + 700);
    const leaves = await leavesOf(site, size);
    expect(leaves).toHaveLength(AT_START + 700);
    expect(naiveRoot(leaves)).toEqual(Uint8Array.from(root));
    const tree = tiledTree(site, size);
    expect(Buffer.from(await treeRoot(tree))).toEqual(Buffer.from(root));
    expect(Buffer.from(await treeRoot(tree, AT_START))).toEqual(Buffer.from(first.root));
    const entries = await site.database.prisma.recordEntry.findMany();
    const committed = leaves.map((leaf) => parse(leaf).content);
    expect(committed.toSorted()).toEqual(entries.map(({ commitment }) => commitment).toSorted());
  });

  test('stays as it is where nothing waits', async () => {
    const before = (await site.get('/record/checkpoint')).body;
    expect(await sequence(site)).toBe(0);
    expect((await site.get('/record/checkpoint')).body).toBe(before);
  });

  test('tells of a leaf the act and what it commits to, and the day where it is shown', async () => {
    const leaves = (await leavesOf(site, AT_START + 700)).map((leaf) =>
      Buffer.from(leaf).toString(),
    );
    const payout = leaves.find((leaf) => leaf.includes('"subject":"payout/7"')) ?? '';
    expect(payout).toMatch(
      /^\{"act":"payout-published","actor":null,"content":"[0-9a-f]{64}","day":"2026-11","form":3,"subject":"payout\/7","v":1\}$/,
    );
    const log = leaves.find((leaf) => leaf.includes('"log/1"')) ?? '';
    expect(log).toMatch(/^\{"act":"log-first","actor":null,.*"day":"2026-11-20"/);
  });

  test('keeps the order of what was done to one thing, also over several transactions', async () => {
    const app = await createTestApp();
    const acts = Array.from({ length: 90 }, (_, nth) => ({
      kind: 'post-edited',
      subject: `post/${nth % 3}`,
      content: nth,
    }));
    await app.database.prisma.$transaction((tx) => insertEntries(tx, app.clock.now, acts));
    await sequence(app, 16);
    for (const subject of ['post/0', 'post/1', 'post/2']) {
      const where = { subject };
      const entries = await app.database.prisma.recordEntry.findMany({ where });
      const [done, placed] = (['id', 'leaf'] as const).map((by) =>
        entries.toSorted((a, b) => Number(a[by]) - Number(b[by])).map(({ id }) => id),
      );
      expect(placed).toEqual(done);
    }
  });

  test('does not tell in what order things were done', async () => {
    const order = (await leavesOf(site, AT_START + 700))
      .slice(AT_START)
      .map((leaf) => parse(leaf).subject);
    expect(order.slice(0, 256)).not.toEqual(order.slice(0, 256).toSorted());
    const numbers = order.map((subject) => Number(subject.split('/')[1]));
    const rising = numbers.filter((number, at) => number === (numbers[at - 1] ?? 0) + 1);
    expect(rising.length).toBeLessThan(40);
  });

  test('is sent for ever to anybody, its head for a moment', async () => {
    const full = await site.get('/record/tile/0/000');
    expect(full.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'cache-control': 'public, max-age=31536000, immutable',
      'access-control-allow-origin': '*',
    });
    expect(full.rawPayload).toHaveLength(8192);
    const early = await site.get(`/record/tile/0/000.p/${AT_START}`);
    expect(early.rawPayload).toEqual(full.rawPayload.subarray(0, AT_START * 32));
    const head = await site.get('/record/checkpoint');
    expect(head.headers['cache-control']).toBe('public, max-age=5');
    expect(head.headers['content-type']).toBe('text/plain; charset=utf-8');
    const packed = await site.app.inject({
      url: '/record/tile/entries/000',
      headers: { host: 'localhost', 'accept-encoding': 'gzip' },
    });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(packed.rawPayload)).toEqual(await bytesOf(site, '/record/tile/entries/000'));
  });

  test.each([
    '0/002',
    '0/003',
    `0/002.p/${AT_START + 700 - 512 + 1}`,
    '1/000',
    '1/000.p/3',
    '2/000.p/1',
    'entries/002',
  ])('has no tile %s', async (path) => {
    expect((await site.get(`/record/tile/${path}`)).statusCode).toBe(404);
  });

  test.each(['0/0', 'x', '0/000.p/256', '..%2f..%2fcheckpoint', 'entries/x001', '64/000'])(
    'does not know what %s is',
    async (path) => {
      expect((await site.get(`/record/tile/${path}`)).statusCode).toBe(404);
    },
  );

  test('cannot be changed in the database', async () => {
    const { sql } = site.database;
    for (const change of [
      'UPDATE record_tile SET hashes = hashes || hashes WHERE level = 0 AND index = 0',
      "UPDATE record_tile SET hashes = decode(repeat('00', 8192), 'hex') WHERE level = 0 AND index = 0",
      'UPDATE record_tile SET hashes = substring(hashes FROM 1 FOR 32)',
      'DELETE FROM record_tile',
      'UPDATE record_checkpoint SET size = size + 1',
      'DELETE FROM record_checkpoint',
      "UPDATE record_log SET key = ''",
      'UPDATE record_entry SET leaf = leaf + 1000',
      'UPDATE record_entry SET leaf = NULL',
    ])
      await expect(sql(change), change).rejects.toThrow();
  });

  test('grows once where two processes would at the same time', async () => {
    await act(site, 30);
    const added = await Promise.all([sequence(site, 10), sequence(site, 10), sequence(site, 10)]);
    expect(added.reduce((sum, one) => sum + one, 0)).toBe(30);
    const { size, root } = await fetchCheckpoint(site);
    expect(size).toBe(AT_START + 730);
    expect(naiveRoot(await leavesOf(site, size))).toEqual(Uint8Array.from(root));
  });
});

describe('the checkpoint of an hour', () => {
  test('is the first that was signed then or later, and comes where a jury waits for it', async () => {
    const app = await createTestApp();
    await sequence(app);
    const hour = new Date('2026-11-20T11:00:00Z');
    const { sql } = app.database;
    expect((await findCheckpointAtHour(sql, app.clock.now))?.size).toBe(AT_START);
    expect(await findCheckpointAtHour(sql, hour)).toBeNull();
    await callJury(app, hour);
    app.clock.now = new Date('2026-11-20T10:55:00Z');
    expect(await sequence(app)).toBe(0);
    app.clock.now = new Date('2026-11-20T11:05:00Z');
    expect(await sequence(app)).toBe(1);
    app.clock.now = new Date('2026-11-20T11:15:00Z');
    expect(await sequence(app)).toBe(0);
    await act(app, 1);
    expect(await sequence(app)).toBe(1);
    const found = await findCheckpointAtHour(sql, hour);
    expect(found).toMatchObject({ size: AT_START + 1, signedAt: '2026-11-20T11:05:00Z' });
    const leaf = parse((await leavesOf(app, AT_START + 1))[AT_START] ?? new Uint8Array());
    expect(leaf.act).toBe('log-hour');
  });
});

describe('a new log', () => {
  test('begins where the database lacks what was signed, and cites it', async () => {
    const app = await createTestApp();
    await sequence(app);
    // As a later database has it, of which this one is the copy of yesterday.
    const later = await createTestApp();
    const { dataDir } = app;
    await sequenceAll({ ...sequencerOf(app), database: later.database }, later.clock.now);
    const fork = readFileSync(join(dataDir, 'record.checkpoint'), 'utf8');
    expect(await sequence(app)).toBe(1);
    const { origin, size } = await fetchCheckpoint(app);
    expect(origin).toMatch(/^site\.example\/record\/[0-9a-z]{12}$/);
    expect(size).toBe(AT_START + 1);
    const log = await app.database.prisma.recordLog.findFirstOrThrow({
      orderBy: { number: 'desc' },
    });
    expect(log).toMatchObject({ number: 2, began: 'restored', cites: fork });
    const last = parse(
      (await leavesOf(app, AT_START + 1, logFolderOf(origin)))[AT_START] ?? new Uint8Array(),
    );
    expect(last).toMatchObject({ act: 'log-restored', subject: 'log/2' });
    expect(await sequence(app)).toBe(0);
  });

  test('is cited from a database that is new as well, never signed over', async () => {
    const app = await createTestApp();
    const old = mkdtempSync(join(tmpdir(), 'contrenote-test-'));
    await sequenceAll(sequencerOf(app, { dataDir: old }), app.clock.now);
    const fresh = await createTestApp();
    await sequenceAll(sequencerOf(fresh, { dataDir: old }), fresh.clock.now);
    expect((await fetchCheckpoint(fresh)).origin).not.toBe('site.example/record');
    writeFileSync(join(old, 'record.checkpoint'), 'not a note');
    expect(await sequenceAll(sequencerOf(fresh, { dataDir: old }), fresh.clock.now)).toBe(0);
  });

  test('is under another key, which the former one names', async () => {
    const app = await createTestApp();
    await sequence(app);
    const before = await fetchCheckpoint(app);
    const [one, two, three] = ['1', '2', '3'].map((digit) => digit.repeat(64));
    const rotate = (keys: { recordKey?: string; recordKeyOld?: string }) =>
      sequenceAll(sequencerOf(app, keys), app.clock.now);
    if (one === undefined || two === undefined || three === undefined) throw new Error();
    await rotate({ recordKey: one });
    await rotate({ recordKey: two, recordKeyOld: one });
    await rotate({ recordKey: three });
    const logs = await app.database.prisma.recordLog.findMany({ orderBy: { number: 'asc' } });
    expect(logs.map(({ began }) => began)).toEqual(['first', ...Array(3).fill('key-changed')]);
    expect(new Set(logs.map(({ origin }) => origin))).toEqual(new Set([before.origin]));
    // The third came without the second: nothing confirms it.
    const [, second, third, fourth] = logs;
    expect(second?.cites).toContain(`\nnext-key ${second?.key}\n\n`);
    expect(third?.cites).toContain(`\nnext-key ${third?.key}\n\n`);
    expect(fourth?.cites).not.toContain('next-key');
    expect((await fetchCheckpoint(app)).size).toBe(AT_START + 3);
  });
});

test('what an earlier version recorded is in the tree as it is', async () => {
  const app = await createTestApp();
  await app.database.prisma.$transaction((tx) =>
    insertEntries(tx, app.clock.now, [
      { kind: 'review-published', subject: 'review/1', content: 1 },
    ]),
  );
  await app.database.sql(
    "INSERT INTO record_entry (day, kind, subject, commitment, actor, form) VALUES ('2026-01-02', 'review-published', 'review/0', repeat('a', 64), NULL, 0), ('2026-01-03', 'review-published', 'review/2', repeat('b', 64), repeat('c', 64), 1)",
  );
  await sequence(app);
  const leaves = (await leavesOf(app, AT_START + 3)).map((leaf) => Buffer.from(leaf).toString());
  expect(leaves).toContain(
    `{"act":"review-published","actor":null,"content":"${'a'.repeat(64)}","day":"2026-01","form":0,"subject":"review/0","v":1}`,
  );
  expect(leaves).toContain(
    `{"act":"review-published","actor":"${'c'.repeat(64)}","content":"${'b'.repeat(64)}","day":"2026-01","form":1,"subject":"review/2","v":1}`,
  );
});
