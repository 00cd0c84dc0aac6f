import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSlotBucket } from '#server/collective/pledge-slots/slot-bucket.ts';
import type { WaitingRecord } from '#server/collective/pledge-slots/slot-file-format.ts';
import { openSlotsOfSite } from '#server/collective/pledges/open-slots.ts';
import { openSlotStore, type SlotStore } from '#server/collective/pledge-slots/slot-store.ts';
import { openS3Bucket, type S3Bucket } from '#server/media/files/s3-bucket.ts';
import { createS3Store } from '#server/media/files/s3-store.ts';
import { randomId } from '#server/core/ids.ts';
import { openSecrets } from '#server/core/secrets.ts';
import { startS3 } from '#tests/files/s3.ts';

/** Pledges that wait in a bucket: what a machine acknowledged, every other one reads. */

const KEY = randomBytes(32);
const folder = mkdtempSync(join(tmpdir(), 'contrenote-bucket-'));
let s3: Awaited<ReturnType<typeof startS3>>;
let bucket: S3Bucket;
beforeAll(async () => {
  s3 = await startS3(folder);
  bucket = openS3Bucket(s3.access);
});
afterAll(async () => {
  await s3.stop();
  rmSync(folder, { recursive: true, force: true });
});

const random = (bytes: number): string => randomBytes(bytes).toString('base64');
function makeRecords(boycott: string, count: number): WaitingRecord[] {
  return Array.from({ length: count }, () => ({
    is: 'pledge',
    boycott,
    rank: 'new',
    key: random(32),
    prefix: random(32),
    signature: random(256),
  }));
}
const keysOf = (records: readonly WaitingRecord[]): string[] =>
  records.map(({ key }) => key).toSorted();
const machine = (): Promise<SlotStore> => openSlotStore(openSlotBucket(bucket), KEY, { slots: 16 });

/** The objects of the bucket, as its server keeps them. */
function objects(): string[] {
  const pledges = join(folder, s3.access.bucket, 'pledges');
  return readdirSync(pledges)
    .filter((name) => name.endsWith('.slots._S3rver_object'))
    .map((name) => join(pledges, name));
}

async function empty(): Promise<void> {
  for await (const { name } of bucket.list('pledges/')) await bucket.remove(name);
}

test('what one machine acknowledged, all of many at once, another one reads and takes over once it is dead', async () => {
  await empty();
  const boycott = randomId();
  const dead = await machine();
  const records = makeRecords(boycott, 12);
  await Promise.all(records.map(dead.put));
  const next = await machine();
  await next.refresh();
  expect(keysOf(next.of(boycott))).toEqual(keysOf(records));
  // It was written to just now: its process may live.
  await next.turn();
  expect(objects()).toHaveLength(2);
  const long = new Date(Date.now() - 3_600_000);
  for (const path of objects()) utimesSync(path, long, long);
  await next.turn();
  expect(objects()).toHaveLength(1);
  expect(keysOf(next.of(boycott))).toEqual(keysOf(records));
  await next.free(records);
  expect(next.of(boycott)).toEqual([]);
  const third = await machine();
  await third.refresh();
  expect(third.of(boycott)).toEqual([]);
});

test('a machine that lives after all sees it, and nothing that it acknowledges then is lost', async () => {
  await empty();
  const boycott = randomId();
  const slow = await machine();
  const [first, second] = [makeRecords(boycott, 2), makeRecords(boycott, 1)];
  for (const record of first) await slow.put(record);
  const long = new Date(Date.now() - 3_600_000);
  for (const path of objects()) utimesSync(path, long, long);
  const other = await machine();
  await other.turn();
  for (const record of second) await slow.put(record);
  const reader = await machine();
  await reader.refresh();
  expect(keysOf(reader.of(boycott))).toEqual(keysOf([...first, ...second]));
});

test('a write that the bucket refuses is not acknowledged, and its slot is free again', async () => {
  await empty();
  const boycott = randomId();
  let refusing = false;
  const failing: S3Bucket = {
    ...bucket,
    put: (...object) => (refusing ? Promise.reject(new Error('no')) : bucket.put(...object)),
  };
  const slots = await openSlotStore(openSlotBucket(failing), KEY, { slots: 1 });
  refusing = true;
  const [record] = makeRecords(boycott, 1);
  if (record === undefined) throw new Error('none was made');
  await expect(slots.put(record)).rejects.toThrow('no');
  expect(slots.of(boycott)).toEqual([]);
  refusing = false;
  await slots.put(record);
  expect(keysOf(slots.of(boycott))).toEqual([record.key]);
});

test('what waited in the data folder comes along once the site has a bucket; no picture is mixed up with it', async () => {
  await empty();
  const dataDir = mkdtempSync(join(folder, 'data-'));
  const secrets = openSecrets(null, dataDir);
  const boycott = randomId();
  const before = await openSlotsOfSite({ dataDir, s3: null }, secrets);
  const records = makeRecords(boycott, 3);
  for (const record of records) await before.put(record);
  await before.close();
  const after = await openSlotsOfSite({ dataDir, s3: s3.access }, secrets);
  expect(keysOf(after.of(boycott))).toEqual(keysOf(records));
  expect(readdirSync(join(dataDir, 'pledges'))).toEqual([]);
  const [path = ''] = objects();
  expect(path).not.toBe('');
  // The sweeper of pictures does not see it.
  const listed = [];
  for await (const file of createS3Store(s3.access).list()) listed.push(file.name);
  expect(listed).toEqual([]);
  await after.close();
});
