import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isDay, type Day } from '#shared/core/days.ts';
import {
  DUMPS_KEPT,
  publishedDump,
  type PublishedDump,
} from '#shared/portability/published-dumps.ts';

/** Where the published dumps lie, each in a folder named by its day. */
export function shelfOf(dataDir: string): string {
  return join(dataDir, 'dump');
}

/** Where one is written until it is whole; on the same disk, so that it can be moved at once. */
export function workshopOf(dataDir: string): string {
  return join(dataDir, 'dump.new');
}

/** What says of a dump what is listed; its being there means that all of it is. */
export const LABEL = 'published.json';

/** The days of the dumps that are whole, the latest first. */
export async function dumpDays(dataDir: string): Promise<Day[]> {
  const names = await readdir(shelfOf(dataDir)).catch(() => []);
  return names.filter(isDay).toSorted().toReversed();
}

/** The dumps that can be downloaded, the latest first. */
export async function listDumps(dataDir: string): Promise<PublishedDump[]> {
  const dumps: PublishedDump[] = [];
  for (const day of await dumpDays(dataDir)) {
    // One that is removed at this moment is not listed.
    const label = await readFile(join(shelfOf(dataDir), day, LABEL), 'utf8').catch(() => null);
    if (label !== null) dumps.push(publishedDump.parse(JSON.parse(label)));
  }
  return dumps;
}

/** Removes all dumps but the latest two. */
export async function removeOldDumps(dataDir: string): Promise<void> {
  for (const day of (await dumpDays(dataDir)).slice(DUMPS_KEPT)) {
    await rm(join(shelfOf(dataDir), day), { recursive: true, force: true });
  }
}
