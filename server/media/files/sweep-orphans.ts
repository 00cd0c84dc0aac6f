import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isSpooledName } from './spool-upload.ts';
import { type FileStore, type ListedFile, ERASED_TIMESTAMP, imageKeyOfFile } from './file-store.ts';

const ORPHAN_MIN_AGE_MS = 24 * 60 * 60 * 1000;
const LEFTOVER_MIN_AGE_MS = 60 * 60 * 1000;
const SWEEP_BATCH = 500;
/** Temporary file of libvips for a picture that does not fit in memory. */
const DECODER_SPILL_NAME = /^vips-\d+-[0-9A-Za-z]+\.v$/;

export type PictureRows = {
  readonly referenced: (keys: string[]) => Promise<Set<string>>;
  /** Runs `work` unless a row refers to the key, and locks out new references meanwhile. */
  readonly whileUnshown: (key: string, work: () => Promise<void>) => Promise<void>;
  /** Runs `work` where a row refers to the key, and locks out the removal of its files meanwhile. */
  readonly whileShown: (key: string, work: () => Promise<void>) => Promise<void>;
};

/**
 * Garbage-collects stored files older than 24 h that no row refers to; returns their number. An upload
 * stores its files first and has that time to commit its row. Erases the timestamps of the other files:
 * for evidence the site publishes only the month, and the order of files would reveal more.
 */
export async function sweepOrphans(
  store: FileStore,
  rows: PictureRows,
  now: Date,
): Promise<number> {
  let removed = 0;
  let batch: ListedFile[] = [];
  for await (const { name, modifiedAt } of store.list()) {
    if (!isOld(modifiedAt, now)) continue;
    batch.push({ name, modifiedAt });
    if (batch.length < SWEEP_BATCH) continue;
    removed += await sweepBatch(store, batch, rows, now);
    batch = [];
  }
  return removed + (await sweepBatch(store, batch, rows, now));
}

async function sweepBatch(
  store: FileStore,
  listed: readonly ListedFile[],
  rows: PictureRows,
  now: Date,
): Promise<number> {
  const filesOf = new Map<string, ListedFile[]>();
  for (const file of listed) {
    const key = imageKeyOfFile(file.name);
    if (key !== null) filesOf.set(key, [...(filesOf.get(key) ?? []), file]);
  }
  const kept = filesOf.size === 0 ? new Set<string>() : await rows.referenced([...filesOf.keys()]);
  let removed = 0;
  for (const [key, files] of filesOf) {
    if (kept.has(key)) {
      await forgetTimes(store, key, files, rows);
      continue;
    }
    await rows.whileUnshown(key, async () => {
      for (const { name } of files) {
        // The same picture may have been posted since the listing, which updated its mtime.
        const found = await store.get(name);
        if (found === null || !isOld(found.modifiedAt, now)) continue;
        await store.remove(name);
        removed += 1;
      }
    });
  }
  return removed;
}

async function forgetTimes(
  store: FileStore,
  key: string,
  files: readonly ListedFile[],
  rows: PictureRows,
): Promise<void> {
  const { forgetTime } = store;
  const dated = files.filter(
    ({ modifiedAt }) => modifiedAt.getTime() !== ERASED_TIMESTAMP.getTime(),
  );
  if (forgetTime === undefined || dated.length === 0) return;
  await rows.whileShown(key, async () => {
    for (const { name } of dated) await forgetTime(name);
  });
}

function isOld(modifiedAt: Date, now: Date): boolean {
  return now.getTime() - modifiedAt.getTime() > ORPHAN_MIN_AGE_MS;
}

/**
 * Deletes files older than an hour that uploads and decoders left in the temporary folder after a
 * crash; returns their number.
 */
export async function emptyTemporaryFolder(folder: string, now: Date): Promise<number> {
  let removed = 0;
  for (const name of await readdir(folder).catch(() => [])) {
    if (!isSpooledName(name) && !DECODER_SPILL_NAME.test(name)) continue;
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (found === null || now.getTime() - found.mtimeMs <= LEFTOVER_MIN_AGE_MS) continue;
    await rm(path, { force: true });
    removed += 1;
  }
  return removed;
}
