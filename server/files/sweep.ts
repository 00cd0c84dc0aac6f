import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isSpooledName } from './spool.ts';
import { type FileStore, readKey } from './store.ts';

const ORPHAN_MIN_AGE_MS = 24 * 60 * 60 * 1000;
const LEFTOVER_MIN_AGE_MS = 60 * 60 * 1000;
const SWEEP_BATCH = 500;
/** What libvips writes when a picture does not fit in memory. */
const DECODER_SPILL_NAME = /^vips-\d+-[0-9A-Za-z]+\.v$/;

/**
 * Removes the stored files that are older than 24 h and whose key `referenced` does not return;
 * returns how many. The age leaves an upload the time to write its row after its files.
 */
export async function sweepOrphans(
  store: FileStore,
  referenced: (keys: string[]) => Promise<Set<string>>,
  now: Date,
): Promise<number> {
  let removed = 0;
  let batch: string[] = [];
  for await (const { name, modifiedAt } of store.list()) {
    if (!isOld(modifiedAt, now)) continue;
    batch.push(name);
    if (batch.length < SWEEP_BATCH) continue;
    removed += await sweepBatch(store, batch, referenced, now);
    batch = [];
  }
  return removed + (await sweepBatch(store, batch, referenced, now));
}

async function sweepBatch(
  store: FileStore,
  names: string[],
  referenced: (keys: string[]) => Promise<Set<string>>,
  now: Date,
): Promise<number> {
  const keys = [...new Set(names.flatMap((name) => readKey(name) ?? []))];
  const kept = keys.length === 0 ? new Set<string>() : await referenced(keys);
  let removed = 0;
  for (const name of names) {
    if (kept.has(readKey(name) ?? '')) continue;
    // Someone may have posted the same picture since the listing: that renewed its age.
    const found = await store.get(name);
    if (found === null || !isOld(found.modifiedAt, now)) continue;
    await store.remove(name);
    removed += 1;
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
