import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isSpooledName } from './spool.ts';
import { type FileStore, readKey } from './store.ts';

const ORPHAN_MIN_AGE_MS = 24 * 60 * 60 * 1000;
const LEFTOVER_MIN_AGE_MS = 60 * 60 * 1000;
const SWEEP_BATCH = 500;
/** What libvips writes when a picture does not fit in memory. */
const DECODER_SPILL_NAME = /^vips-\d+-[0-9A-Za-z]+\.v$/;

/** The rows that name pictures. */
export type PictureRows = {
  /** Which of the keys a row names. */
  readonly referenced: (keys: string[]) => Promise<Set<string>>;
  /** Runs `work` unless a row names the key, and lets no row name it meanwhile. */
  readonly whileUnshown: (key: string, work: () => Promise<void>) => Promise<void>;
};

/**
 * Removes the stored files that are older than 24 h and that no row names; returns how many. The age
 * leaves an upload the time to write its row after its files.
 */
export async function sweepOrphans(
  store: FileStore,
  rows: PictureRows,
  now: Date,
): Promise<number> {
  let removed = 0;
  let batch: string[] = [];
  for await (const { name, modifiedAt } of store.list()) {
    if (!isOld(modifiedAt, now)) continue;
    batch.push(name);
    if (batch.length < SWEEP_BATCH) continue;
    removed += await sweepBatch(store, batch, rows, now);
    batch = [];
  }
  return removed + (await sweepBatch(store, batch, rows, now));
}

async function sweepBatch(
  store: FileStore,
  names: string[],
  rows: PictureRows,
  now: Date,
): Promise<number> {
  const namesOf = new Map<string, string[]>();
  for (const name of names) {
    const key = readKey(name);
    if (key !== null) namesOf.set(key, [...(namesOf.get(key) ?? []), name]);
  }
  const kept = namesOf.size === 0 ? new Set<string>() : await rows.referenced([...namesOf.keys()]);
  let removed = 0;
  for (const [key, files] of namesOf) {
    if (kept.has(key)) continue;
    await rows.whileUnshown(key, async () => {
      for (const name of files) {
        // Someone may have posted the same picture since the listing: that renewed its age.
        const found = await store.get(name);
        if (found === null || !isOld(found.modifiedAt, now)) continue;
        await store.remove(name);
        removed += 1;
      }
    });
  }
  return removed;
}

function isOld(modifiedAt: Date, now: Date): boolean {
  return now.getTime() - modifiedAt.getTime() > ORPHAN_MIN_AGE_MS;
}

/**
 * Removes from the temporary folder what a crash left of uploads and decoders (files older than an
 * hour; no other file); returns how many. The bytes received are never kept.
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
