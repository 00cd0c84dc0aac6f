import { mkdir, readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { createDiskStore } from '#server/media/files/disk-store.ts';
import { imageFileNames } from '#server/media/files/store-image.ts';
import { emptyTemporaryFolder, sweepOrphans } from '#server/media/files/sweep-orphans.ts';
import { ERASED_TIMESTAMP } from '#server/media/files/file-store.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

const HOUR_MS = 60 * 60 * 1000;
const now = new Date();
const hoursAgo = (hours: number): Date => new Date(now.getTime() - hours * HOUR_MS);

test('the sweep removes what is old and without a row, and nothing else', async () => {
  const folder = await makeTemporaryFolder();
  const store = createDiskStore(folder);
  const add = async (key: string, date: Date): Promise<void> => {
    for (const name of Object.values(imageFileNames(key))) {
      await store.put(name, Buffer.from('x'));
      await utimes(join(folder, name.slice(0, 2), name), date, date);
    }
  };
  const [young, referenced, orphan, renewed] = [...'abcd'].map((digit) => digit.repeat(64));
  await add(young ?? '', hoursAgo(23));
  await add(referenced ?? '', hoursAgo(25));
  await add(orphan ?? '', hoursAgo(25));
  await add(renewed ?? '', hoursAgo(25));

  const asked: string[] = [];
  const removed = await sweepOrphans(
    store,
    {
      referenced: async (keys) => {
        asked.push(...keys);
        for (const name of Object.values(imageFileNames(renewed ?? ''))) {
          await store.put(name, Buffer.from('x'));
        }
        return new Set(keys.filter((key) => key === referenced));
      },
      whileUnshown: (_, work) => work(),
      whileShown: (_, work) => work(),
    },
    now,
  );

  expect(removed).toBe(2);
  expect(asked.toSorted()).toEqual([referenced, orphan, renewed]);
  const left = new Set<string>();
  for await (const { name } of store.list()) left.add(name.slice(0, 64));
  expect([...left].toSorted()).toEqual([young, referenced, renewed]);
});

test('the sweep takes from what is shown when it came, in all that a disk keeps of it', async () => {
  const folder = await makeTemporaryFolder();
  const store = createDiskStore(folder);
  const keys = [...'0123456789'].map((digit) => digit.repeat(64));
  for (const key of keys) {
    for (const name of Object.values(imageFileNames(key))) await store.put(name, Buffer.from(key));
  }
  const kept = new Set(keys.slice(1));
  const [removable = ''] = keys;
  const rows = {
    referenced: async (asked: string[]) => new Set(asked.filter((key) => kept.has(key))),
    whileUnshown: (_: string, work: () => Promise<void>) => work(),
    whileShown: (_: string, work: () => Promise<void>) => work(),
  };
  const pathOf = (key: string): string =>
    join(folder, key.slice(0, 2), imageFileNames(key).reading);
  const born = (await stat(pathOf(keys.at(-1) ?? ''))).birthtimeMs;
  expect(await sweepOrphans(store, rows, hoursAgo(-25))).toBe(2);
  const swept = Date.now();
  for (const key of kept) {
    const { atimeMs, mtimeMs, birthtimeMs, ctimeMs } = await stat(pathOf(key));
    expect([atimeMs, mtimeMs]).toEqual([ERASED_TIMESTAMP.getTime(), ERASED_TIMESTAMP.getTime()]);
    // What cannot be set is that of the sweep.
    expect(Math.min(birthtimeMs, ctimeMs)).toBeGreaterThan(born);
    expect((await stat(dirname(pathOf(key)))).mtimeMs).toBe(ERASED_TIMESTAMP.getTime());
    expect((await store.get(imageFileNames(key).reading))?.bytes.toString()).toBe(key);
  }
  expect(await store.get(imageFileNames(removable).reading)).toBeNull();
  // A second one leaves them alone, and what nothing shows any more goes, of whatever time it is.
  kept.delete(keys[1] ?? '');
  expect(await sweepOrphans(store, rows, hoursAgo(-25))).toBe(2);
  for (const key of kept) expect((await stat(pathOf(key))).ctimeMs).toBeLessThan(swept + 1);
  expect(await store.get(imageFileNames(keys[1] ?? '').reading)).toBeNull();
});

test('thousands of files are asked about in batches', async () => {
  const keys = Array.from({ length: 1201 }, (_, n) => n.toString(16).padStart(64, '0'));
  const batches: number[] = [];
  const removedNames: string[] = [];
  const removed = await sweepOrphans(
    {
      put: () => Promise.reject(new Error('a sweep writes nothing')),
      get: () => Promise.resolve({ bytes: Buffer.of(), modifiedAt: hoursAgo(48) }),
      remove: async (name) => void removedNames.push(name),
      check: () => Promise.resolve(),
      async *list() {
        for (const key of keys)
          yield { name: imageFileNames(key).reading, modifiedAt: hoursAgo(48) };
      },
    },
    {
      referenced: async (asked) => {
        batches.push(asked.length);
        return new Set();
      },
      whileUnshown: (_, work) => work(),
      whileShown: (_, work) => work(),
    },
    now,
  );
  expect(removed).toBe(1201);
  expect(removedNames).toHaveLength(1201);
  expect(batches).toEqual([500, 500, 201]);
});

test('the temporary folder loses leftovers an hour old, and nothing that is not ours', async () => {
  const folder = await makeTemporaryFolder();
  const upload = (digit: string): string => `upload-${digit.repeat(32)}`;
  const add = async (name: string, date: Date): Promise<void> => {
    await writeFile(join(folder, name), 'x');
    await utimes(join(folder, name), date, date);
  };
  await add(upload('a'), hoursAgo(2));
  await add('vips-0-3735928559.v', hoursAgo(2));
  await add(upload('b'), hoursAgo(0.5));
  await add('diary.txt', hoursAgo(2000));
  await mkdir(join(folder, 'cache'));
  expect(await emptyTemporaryFolder(folder, now)).toBe(2);
  expect((await readdir(folder)).toSorted()).toEqual(['cache', 'diary.txt', upload('b')]);
});

test('a temporary folder that is not there yet is empty', async () => {
  expect(await emptyTemporaryFolder(join(await makeTemporaryFolder(), 'new'), now)).toBe(0);
});
