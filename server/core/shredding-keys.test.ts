import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { KEY_BYTES, openKeyFile } from './shredding-keys.ts';

const folder = mkdtempSync(join(tmpdir(), 'contrenote-keys-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let path: string;
let nth = 0;
beforeEach(() => {
  nth += 1;
  path = join(folder, `${nth}.keys`);
});

const hex = (keys: readonly (Buffer | null)[]): (string | undefined)[] =>
  keys.map((key) => key?.toString('hex'));

test('a slot that nobody wrote has no key, without a file and past its end', async () => {
  const keys = openKeyFile(path);
  expect(await keys.read([0, 7])).toEqual([null, null]);
  await keys.renew([0]);
  expect(await keys.read([1])).toEqual([null]);
});

test('a key stays until its slot is renewed, and others stay then', async () => {
  const keys = openKeyFile(path);
  await keys.renew([0, 1, 2]);
  const before = hex(await keys.read([0, 1, 2]));
  expect(new Set(before).size).toBe(3);
  // Another process, or the same after a restart.
  expect(hex(await openKeyFile(path).read([2, 0]))).toEqual([before[2], before[0]]);
  await keys.renew([1]);
  const after = hex(await keys.read([0, 1, 2]));
  expect([after[0], after[2]]).toEqual([before[0], before[2]]);
  expect(after[1]).not.toBe(before[1]);
});

test('it is overwritten in place: the same file, as long as before, without the former key', async () => {
  const keys = openKeyFile(path);
  await keys.renew([0, 1, 2, 3]);
  const [former] = await keys.read([2]);
  const { ino, size } = statSync(path);
  await keys.renew([2]);
  expect(statSync(path)).toMatchObject({ ino, size });
  expect(readFileSync(path).includes(former ?? '')).toBe(false);
});

test('only its owner reads it', async () => {
  await openKeyFile(path).renew([0]);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

describe('after a crash', () => {
  test('a key that was half written at the end is none', async () => {
    const keys = openKeyFile(path);
    await keys.renew([0, 1]);
    const [first] = hex(await keys.read([0]));
    truncateSync(path, 2 * KEY_BYTES - 1);
    expect(hex(await keys.read([0, 1]))).toEqual([first, undefined]);
    appendFileSync(path, Buffer.alloc(1));
    await keys.renew([1]);
    expect((await keys.read([1]))[0]).toHaveLength(KEY_BYTES);
  });

  test('slots before the one that was written first are holes, and have no key', async () => {
    const keys = openKeyFile(path);
    await keys.renew([5]);
    expect(hex(await keys.read([4]))).toEqual([undefined]);
  });
});

test('many processes write slots of their own at once, and lose none', async () => {
  const stores = Array.from({ length: 8 }, () => openKeyFile(path));
  const slots = Array.from({ length: 200 }, (_, slot) => slot);
  await Promise.all(slots.map((slot) => stores[slot % stores.length]?.renew([slot])));
  const keys = hex(await openKeyFile(path).read(slots));
  expect(new Set(keys).size).toBe(slots.length);
  expect(keys).not.toContain(undefined);
});
