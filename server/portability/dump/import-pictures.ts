import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { imageFileNames } from '#server/media/files/store-image.ts';
import type { FileStore } from '#server/media/files/file-store.ts';
import { parseBareWebp } from '#shared/media/parse-webp.ts';
import type { DumpFile } from '#shared/portability/dump-manifest.ts';
import { InvalidDump } from './invalid-dump.ts';

const READING = /^images\/([0-9a-f]{64})\.webp$/;

/**
 * Imports the pictures of a dump: each must match its name's hash, and be a picture.
 * @returns how many were imported.
 */
export async function importPictures(
  store: FileStore,
  folder: string,
  files: readonly DumpFile[],
): Promise<number> {
  const keys = files.flatMap(({ path }) => READING.exec(path)?.[1] ?? []);
  for (const key of keys) {
    const { reading, thumbnail } = imageFileNames(key);
    const shown = await readPicture(folder, reading);
    if (createHash('sha256').update(shown).digest('hex') !== key) {
      throw new InvalidDump(`images/${reading} is another picture than its name says.`);
    }
    await store.put(thumbnail, await readPicture(folder, thumbnail));
    await store.put(reading, shown);
  }
  return keys.length;
}

async function readPicture(folder: string, name: string): Promise<Buffer> {
  const bytes = await readFile(join(folder, 'images', name)).catch(() => null);
  if (bytes === null) throw new InvalidDump(`images/${name} is missing. Fetch the dump again.`);
  if (parseBareWebp(bytes) === null)
    throw new InvalidDump(`images/${name} is no picture of this site.`);
  return bytes;
}
