import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import {
  openSlotFolder,
  type SlotFileStorage,
} from '#server/collective/pledge-slots/slot-folder.ts';
import { openSlotStore, type SlotStore } from '#server/collective/pledge-slots/slot-store.ts';
import type { WaitingRecord } from '#server/collective/pledge-slots/slot-file-format.ts';
import { randomId } from '#server/core/ids.ts';
import { encryptText } from '#server/core/encryption.ts';

/** The files in which pledges wait: what survives a process, and what they do not tell. */

const KEY = randomBytes(32);
const folders: string[] = [];
const opened: SlotStore[] = [];
afterAll(async () => {
  await Promise.all(opened.map((slots) => slots.close()));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'contrenote-slots-'));
  folders.push(folder);
  return folder;
}

async function open(folder: string, slots = 16): Promise<SlotStore> {
  const store = await openSlotStore(folder, KEY, { slots });
  opened.push(store);
  return store;
}

const boycott = randomId();
const random = (bytes: number): string => randomBytes(bytes).toString('base64');
const makeRecord = (signatures = 1): WaitingRecord => ({
  is: 'pledge',
  boycott,
  rank: 'established',
  key: random(32),
  prefix: random(32),
  signature: random(signatures * 256),
});
const keysOf = (slots: SlotStore): string[] =>
  slots
    .of(boycott)
    .map(({ key }) => key)
    .toSorted();
const abandon = (folder: string): void => {
  const long = new Date(Date.now() - 3_600_000);
  for (const name of readdirSync(folder)) utimesSync(join(folder, name), long, long);
};

test('what a process kept that was killed is there for the next one, which takes it over', async () => {
  const folder = makeFolder();
  const dead = await open(folder);
  const records = [makeRecord(), makeRecord(), makeRecord()];
  for (const record of records) await dead.put(record);
  const next = await open(folder);
  await next.refresh();
  const keys = records.map(({ key }) => key).toSorted();
  expect(keysOf(next)).toEqual(keys);
  // Its file was written to just now: it may live.
  await next.turn();
  expect(readdirSync(folder)).toHaveLength(2);
  abandon(folder);
  await next.turn();
  expect(readdirSync(folder)).toHaveLength(1);
  expect(keysOf(next)).toEqual(keys);
  await next.free(records);
  expect(keysOf(next)).toEqual([]);
});

test('a process whose file was taken over, though it lived, loses nothing that it acknowledges', async () => {
  const folder = makeFolder();
  const asleep = await open(folder);
  const [before, after] = [makeRecord(), makeRecord()];
  await asleep.put(before);
  abandon(folder);
  const other = await open(folder);
  await other.turn();
  expect(keysOf(other)).toEqual([before.key]);
  await asleep.put(after);
  const third = await open(folder);
  await third.refresh();
  expect(keysOf(third)).toEqual([before.key, after.key].toSorted());
});

test('a file of another secret is read by nobody, and stays for who has its secret', async () => {
  const folder = makeFolder();
  const record = makeRecord();
  const foreign = await openSlotStore(folder, randomBytes(32), { slots: 4 });
  opened.push(foreign);
  await foreign.put(record);
  abandon(folder);
  const slots = await open(folder);
  await slots.turn();
  expect(keysOf(slots)).toEqual([]);
  expect(readdirSync(folder)).toHaveLength(2);
  expect(keysOf(foreign)).toEqual([record.key]);
});

test('a record that was half written is none, and hurts no other', async () => {
  const folder = makeFolder();
  const first = await open(folder, 2);
  const [whole, half] = [makeRecord(), makeRecord()];
  await first.put(half);
  const [name = ''] = readdirSync(folder);
  const empty = readFileSync(join(folder, name));
  await first.put(whole);
  // The disk has the beginning of the second record and, of the first, what stood there before.
  const bytes = readFileSync(join(folder, name));
  const halfAt = [0, 1].find((slot) =>
    empty
      .subarray(slot * 2_048, slot * 2_048 + 2_048)
      .equals(bytes.subarray(slot * 2_048, slot * 2_048 + 2_048)),
  );
  randomBytes(1_024).copy(bytes, (halfAt ?? 0) * 2_048 + 1_024);
  writeFileSync(join(folder, name), bytes);
  const next = await open(folder);
  await next.refresh();
  expect(keysOf(next)).toEqual([whole.key]);
});

test('a record that no door lets in, such as a key in a second spelling, waits for no table', async () => {
  const folder = makeFolder();
  const first = await open(folder);
  const whole = makeRecord();
  // 32 bytes leave two bits of the last letter to spare: it reads as the same key.
  const respelled = { ...makeRecord(), key: `${'A'.repeat(42)}B=` };
  await first.put(whole);
  await first.put(respelled);
  const next = await open(folder);
  await next.refresh();
  expect(keysOf(next)).toEqual([whole.key]);
});

test('however many ask of what nobody knows, files are read once for all, and nobody is refused', async () => {
  const folder = makeFolder();
  const place = await openSlotFolder(folder);
  let reads = 0;
  const counting: SlotFileStorage = {
    ...place,
    read: (name) => {
      reads += 1;
      return place.read(name);
    },
  };
  const slots = await openSlotStore(counting, KEY, { slots: 16 });
  opened.push(slots);
  const other = await open(folder);
  const [early, late] = [makeRecord(), makeRecord()];
  await other.put(early);
  await slots.look();
  expect(keysOf(slots)).toEqual([early.key]);
  expect(reads).toBe(1);
  // Whoever asks after it was put is told of it, also among many who ask for nothing.
  const rubbish = Array.from({ length: 500 }, () => slots.look());
  await other.put(late);
  await slots.look();
  expect(keysOf(slots)).toEqual([early.key, late.key].toSorted());
  await Promise.all(rubbish);
  expect(reads).toBeLessThanOrEqual(3);
});

test('a full slot looks like an empty one, and the size of the file tells nothing', async () => {
  const folder = makeFolder();
  const slots = await open(folder);
  const [name = ''] = readdirSync(folder);
  const sizeBefore = readFileSync(join(folder, name)).length;
  const record = makeRecord();
  await slots.put(record);
  const bytes = readFileSync(join(folder, name));
  expect(bytes.length).toBe(sizeBefore);
  for (const text of [record.key, boycott, 'pledge']) {
    expect(bytes.includes(Buffer.from(text))).toBe(false);
    expect(bytes.includes(Buffer.from(text, 'base64'))).toBe(false);
  }
  // Each slot, full or not, holds about as many ones as zeros: 16,384 bits, eight deviations.
  for (let slot = 0; slot < 16; slot += 1) {
    const part = bytes.subarray(slot * 2_048, slot * 2_048 + 2_048);
    const ones = part.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0);
    expect(Math.abs(ones - 8_192)).toBeLessThan(8 * Math.sqrt(16_384 / 4));
  }
});

test('pledges with one signature and with three fill slots of one size', async () => {
  const folder = makeFolder();
  const slots = await open(folder, 4);
  const records = [makeRecord(), makeRecord(2), makeRecord(3)];
  await Promise.all(records.map((record) => slots.put(record)));
  const [name = ''] = readdirSync(folder);
  // One more says where the file ends.
  expect(readFileSync(join(folder, name))).toHaveLength(5 * 2_048);
  const next = await open(folder, 4);
  await next.refresh();
  const read = next.of(boycott).map(({ signature }) => signature);
  expect(read.toSorted()).toEqual(records.map(({ signature }) => signature).toSorted());
});

test('what was acknowledged into slots of half the size is read, and taken over', async () => {
  const folder = makeFolder();
  const record = makeRecord();
  const slotOf = (content: object): Buffer =>
    Buffer.from(encryptText(KEY, 'slot', JSON.stringify(content).padEnd(1_024 - 28)), 'base64');
  const former = [randomBytes(1_024), slotOf(record), randomBytes(1_024), slotOf({ is: 'end' })];
  writeFileSync(join(folder, `${'a'.repeat(32)}.slots`), Buffer.concat(former));
  abandon(folder);
  const slots = await open(folder, 4);
  await slots.turn();
  expect(keysOf(slots)).toEqual([record.key]);
  expect(readdirSync(folder)).toHaveLength(1);
});

describe('the slots of one process', () => {
  test('keep the same record once', async () => {
    const slots = await open(makeFolder(), 1);
    const record = makeRecord();
    await Promise.all([slots.put(record), slots.put(record)]);
    expect(keysOf(slots)).toEqual([record.key]);
  });

  test('refuse what has no place, and take it once a slot is free', async () => {
    const slots = await open(makeFolder(), 2);
    const records = [makeRecord(), makeRecord()];
    await Promise.all(records.map((record) => slots.put(record)));
    await expect(slots.put(makeRecord())).rejects.toMatchObject({ code: 'busy' });
    await Promise.all([slots.free(records), slots.free(records)]);
    await Promise.all([slots.put(makeRecord()), slots.put(makeRecord())]);
    await expect(slots.put(makeRecord())).rejects.toMatchObject({ code: 'busy' });
  });

  test('stand in no order: the first record is as likely in any slot', async () => {
    const firsts = new Set<number>();
    for (let nth = 0; nth < 40; nth += 1) {
      const folder = makeFolder();
      const slots = await open(folder, 4);
      const [name = ''] = readdirSync(folder);
      const before = readFileSync(join(folder, name));
      await slots.put(makeRecord());
      const after = readFileSync(join(folder, name));
      firsts.add(Math.floor(before.findIndex((byte, at) => byte !== after[at]) / 2_048));
    }
    // That one of four is never first: 4 × (3/4)^40, once in 25,000 runs.
    expect([...firsts].toSorted()).toEqual([0, 1, 2, 3]);
  });

  test('leave no file behind where nothing waits', async () => {
    const folder = makeFolder();
    const slots = await openSlotStore(folder, KEY, { slots: 4 });
    const record = makeRecord();
    await slots.put(record);
    await slots.free([record]);
    await slots.close();
    expect(readdirSync(folder)).toEqual([]);
  });
});
