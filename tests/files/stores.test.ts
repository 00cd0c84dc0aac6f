import { existsSync, readlinkSync } from 'node:fs';
import { mkdir, open, readdir, utimes, writeFile, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createDiskStore } from '#server/media/files/disk-store.ts';
import { imageFileNames, removeImage, storeImage } from '#server/media/files/store-image.ts';
import { createS3Store } from '#server/media/files/s3-store.ts';
import type { FileStore } from '#server/media/files/file-store.ts';
import { startS3 } from './s3.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

const key = (digit: string): string => digit.repeat(64);
const nameOf = (digit: string): string => imageFileNames(key(digit)).reading;

async function listNames(store: FileStore): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of store.list()) names.push(name);
  return names.toSorted();
}

async function openDisk(): Promise<FileStore> {
  return createDiskStore(join(await makeTemporaryFolder(), 'files'));
}

async function openS3(): Promise<FileStore> {
  const server = await startS3(await makeTemporaryFolder());
  onTestFinished(server.stop);
  return createS3Store({ ...server.access, listPageSize: 2 });
}

describe.each([
  ['on disk', openDisk],
  ['in a bucket', openS3],
])('files %s', (_, open) => {
  let store: FileStore;
  beforeEach(async () => {
    store = await open();
  });

  test('what is put is got, and overwriting replaces it and renews its age', async () => {
    const bytes = Buffer.from([0, 1, 2, 253, 254, 255]);
    await store.put(nameOf('a'), bytes);
    const first = await store.get(nameOf('a'));
    expect(first?.bytes).toEqual(bytes);
    expect(Math.abs(Date.now() - Number(first?.modifiedAt))).toBeLessThan(60_000);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await store.put(nameOf('a'), Buffer.from('again'));
    const second = await store.get(nameOf('a'));
    expect(second?.bytes.toString()).toBe('again');
    expect(Number(second?.modifiedAt)).toBeGreaterThan(Number(first?.modifiedAt));
  });

  test('what is not there is null, and removing it is no error', async () => {
    expect(await store.get(nameOf('a'))).toBeNull();
    await store.remove(nameOf('a'));
    await store.put(nameOf('a'), Buffer.from('x'));
    await store.remove(nameOf('a'));
    expect(await store.get(nameOf('a'))).toBeNull();
  });

  test('every file is listed, over several pages', async () => {
    expect(await listNames(store)).toEqual([]);
    const names = [...'0123456'].map(nameOf);
    for (const name of names) await store.put(name, Buffer.from(name));
    expect(await listNames(store)).toEqual(names);
  });

  test('the same file put many times at once is whole', async () => {
    const bytes = Buffer.alloc(200_000, 7);
    await Promise.all(Array.from({ length: 8 }, () => store.put(nameOf('a'), bytes)));
    expect((await store.get(nameOf('a')))?.bytes.equals(bytes)).toBe(true);
    expect(await listNames(store)).toEqual([nameOf('a')]);
  });

  test.each(['../secret', `${key('a')}.png`, `${key('A')}.webp`, `x/${nameOf('a')}`, ''])(
    'the name %j is refused',
    async (name) => {
      await expect(store.put(name, Buffer.from('x'))).rejects.toThrow('not the name');
      await expect(store.get(name)).rejects.toThrow('not the name');
      await expect(store.remove(name)).rejects.toThrow('not the name');
    },
  );

  test('both sizes of an image are stored and removed', async () => {
    const reading = { bytes: Buffer.from('reading'), width: 2, height: 2 };
    const thumbnail = { bytes: Buffer.from('thumbnail'), width: 1, height: 1 };
    expect(await storeImage(store, { key: key('b'), reading, thumbnail })).toBe(key('b'));
    const names = imageFileNames(key('b'));
    expect((await store.get(names.reading))?.bytes.toString()).toBe('reading');
    expect((await store.get(names.thumbnail))?.bytes.toString()).toBe('thumbnail');
    await removeImage(store, key('b'));
    expect(await listNames(store)).toEqual([]);
  });
});

test('a bucket that does not exist is an error, not a missing file', async () => {
  const server = await startS3(await makeTemporaryFolder());
  onTestFinished(server.stop);
  const store = createS3Store({ ...server.access, bucket: 'elsewhere' });
  await expect(store.get(nameOf('a'))).rejects.toThrow();
});

test('on disk, files stand in two-letter folders and old unfinished ones go', async () => {
  const folder = await makeTemporaryFolder();
  const store = createDiskStore(folder);
  await store.put(nameOf('a'), Buffer.from('x'));
  await mkdir(join(folder, 'bb'));
  const old = join(folder, 'bb', `${nameOf('b')}.0011223344556677.tmp`);
  await writeFile(old, 'half');
  await writeFile(join(folder, 'aa', `${nameOf('a')}.0011223344556677.tmp`), 'half');
  await utimes(old, new Date(0), new Date(0));
  expect(await listNames(store)).toEqual([nameOf('a')]);
  expect(await readdir(join(folder, 'bb'))).toEqual([]);
  expect(await readdir(join(folder, 'aa'))).toHaveLength(2);
});

test.skipIf(process.platform !== 'linux')(
  'on disk, the bytes are synced, then the name under which they stand, and the new folders above it',
  async () => {
    const data = await makeTemporaryFolder();
    const folder = join(data, 'files');
    const name = nameOf('a');
    const synced: string[] = [];
    const handle = await open(data, 'r');
    const prototype = Object.getPrototypeOf(handle) as FileHandle;
    await handle.close();
    const sync = prototype.sync;
    vi.spyOn(prototype, 'sync').mockImplementation(async function (this: FileHandle) {
      const path = readlinkSync(`/proc/self/fd/${this.fd}`);
      const stands = existsSync(join(folder, 'aa', name)) ? 'named' : 'unnamed';
      synced.push(`${path === data ? 'data' : basename(path).slice(0, 5)} ${stands}`);
      await sync.call(this);
    });
    onTestFinished(() => void vi.restoreAllMocks());
    const store = createDiskStore(folder);
    await store.put(name, Buffer.from('x'));
    expect(synced).toEqual(['aaaaa unnamed', 'aa named', 'files named', 'data named']);
    synced.length = 0;
    await store.put(imageFileNames(`aa${key('b').slice(2)}`).reading, Buffer.from('y'));
    // The folder stands there already: its own name was synced before.
    expect(synced).toEqual(['aabbb named', 'aa named']);
    expect(dirname(folder)).toBe(data);
  },
);
