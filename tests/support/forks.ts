import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { takeDump } from '#server/portability/dump/take.ts';
import { writeDump, type DumpParts } from '#server/portability/dump/write.ts';
import type { TestApp } from './app.ts';
import { sequence, sequencerOf } from './record-tree.ts';
import { walk } from './walk.ts';

/** What the record of a copy has beside that of the site that it was made of. */
export const GROWN = ['record-entries', 'record-checkpoints', 'record-logs'];

/** What a dump of a test's site is written with. */
export function dumpParts(site: TestApp): DumpParts & { database: TestApp['database'] } {
  return { ...sequencerOf(site), publicUrl: null, database: site.database, store: site.store };
}

/** Dumps a test's site. */
export async function dumpSite(site: TestApp, folder: string): Promise<void> {
  await sequence(site);
  await writeDump(dumpParts(site), folder, site.clock.now);
}

/** Makes a new site out of a dump in an empty one, at the time of the one that it was made of. */
export async function forkInto(fork: TestApp, origin: TestApp, folder: string): Promise<void> {
  fork.clock.now = origin.clock.now;
  await takeDump({ ...dumpParts(fork), say: () => {} }, folder, fork.clock.now);
}

/** The files of two dumps that are not the same bytes. */
export function differing(one: string, two: string, under: 'whole' | 'figures'): string[] {
  const names = readdirSync(join(one, under));
  return names.filter((name) => {
    const [a, b] = [one, two].map((folder) => readFileSync(join(folder, under, name), 'utf8'));
    return a !== b;
  });
}

const DATE = /"date":"[^"]+"/g;

/** The pages of some addresses, as a stranger gets them; not when. */
export async function readPages(
  site: TestApp,
  paths: readonly string[],
): Promise<Map<string, string>> {
  const { bodies } = await walk(site, paths, () => false);
  return new Map([...bodies].map(([path, body]) => [path, body.replaceAll(DATE, '')]));
}
