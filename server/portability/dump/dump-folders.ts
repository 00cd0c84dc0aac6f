import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isDay, type Day } from '#shared/core/days.ts';
import {
  DUMPS_KEPT,
  publishedDump,
  type PublishedDump,
} from '#shared/portability/published-dumps.ts';

/** Returns the folder of the published dumps, each in a folder named by its day. */
export function publishedDumpsFolder(dataDir: string): string {
  return join(dataDir, 'dump');
}

/**
 * Returns the folder of the dump being written; it is on the same disk, so that the dump can be
 * renamed into place.
 */
export function unfinishedDumpFolder(dataDir: string): string {
  return join(dataDir, 'dump.new');
}

/**
 * Name of the file with a dump's entry for the list of dumps, written last: a dump without it is
 * not listed.
 */
export const LIST_ENTRY_FILE = 'published.json';

/** Lists the days of complete dumps, latest first. */
export async function listDumpDays(dataDir: string): Promise<Day[]> {
  const names = await readdir(publishedDumpsFolder(dataDir)).catch(() => []);
  return names.filter(isDay).toSorted().toReversed();
}

/** Lists the dumps that can be downloaded, latest first. */
export async function listDumps(dataDir: string): Promise<PublishedDump[]> {
  const dumps: PublishedDump[] = [];
  for (const day of await listDumpDays(dataDir)) {
    // A dump that is removed at this moment is not listed.
    const label = await readFile(
      join(publishedDumpsFolder(dataDir), day, LIST_ENTRY_FILE),
      'utf8',
    ).catch(() => null);
    if (label !== null) dumps.push(publishedDump.parse(JSON.parse(label)));
  }
  return dumps;
}

/** Removes all dumps but the latest two. */
export async function removeOldDumps(dataDir: string): Promise<void> {
  for (const day of (await listDumpDays(dataDir)).slice(DUMPS_KEPT)) {
    await rm(join(publishedDumpsFolder(dataDir), day), { recursive: true, force: true });
  }
}
