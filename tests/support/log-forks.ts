import { stateFoundRows } from '#server/transparency-log/state-found-rows.ts';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { restoreDump } from '#server/portability/dump/restore-dump.ts';
import { writeDump, type DumpDeps } from '#server/portability/dump/write-dump.ts';
import type { TestApp } from './app.ts';
import { sequence, sequencerOf } from './log-sequencer.ts';
import { crawl } from './crawl.ts';

/** Record sets in which a fork's transparency log grows beyond that of its original. */
export const GROWN = ['record-entries', 'record-checkpoints', 'record-logs'];

/** Parameters for writing a dump of a test's site. */
export function dumpParts(site: TestApp): DumpDeps & { database: TestApp['database'] } {
  return { ...sequencerOf(site), publicUrl: null, database: site.database, store: site.store };
}

export async function dumpSite(site: TestApp, folder: string): Promise<void> {
  await site.database.prisma.$transaction((tx) => stateFoundRows(tx, site.clock.now));
  await sequence(site);
  await writeDump(dumpParts(site), folder, site.clock.now);
}

/** Imports a dump of `origin` into an empty site, at the time of `origin`. */
export async function forkInto(fork: TestApp, origin: TestApp, folder: string): Promise<void> {
  fork.clock.now = origin.clock.now;
  await restoreDump({ ...dumpParts(fork), say: () => {} }, folder, fork.clock.now);
}

/** The files that differ between two dumps. */
export function differing(one: string, two: string, under: 'whole' | 'figures'): string[] {
  const names = readdirSync(join(one, under));
  return names.filter((name) => {
    const [a, b] = [one, two].map((folder) => readFileSync(join(folder, under, name), 'utf8'));
    return a !== b;
  });
}

const DATE = /"date":"[^"]+"/g;

/** The HTML of pages as a stranger sees them, without timestamps. */
export async function readPages(
  site: TestApp,
  paths: readonly string[],
): Promise<Map<string, string>> {
  const { bodies } = await crawl(site, paths, () => false);
  return new Map([...bodies].map(([path, body]) => [path, body.replaceAll(DATE, '')]));
}
