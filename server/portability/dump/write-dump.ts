import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { RECENT_DAYS } from '#server/public-schema/public-table.ts';
import type { Db } from '#server/database/db.ts';
import { COMMITTED_TABLES } from './committed-tables.ts';
import type { FileStore } from '#server/media/files/file-store.ts';
import { randomId } from '#server/core/ids.ts';
import { stateFoundRows } from '#server/transparency-log/state-found-rows.ts';
import { sequenceEntries, type SequencerDeps } from '#server/transparency-log/sequencer.ts';
import { today } from '#shared/core/days.ts';
import { DUMP_FORMAT, type DumpManifest } from '#shared/portability/dump-manifest.ts';
import { listStaleFigures } from './stale-figures.ts';
import { writeErasures } from './write-erasures.ts';
import { writeFigureFiles } from './write-figures.ts';
import { addDumpFile, pathExists, listDumpFiles, type DumpInProgress } from './dump-files.ts';
import { dumpReadmeTexts } from './readme-texts.ts';
import { writePictures } from './write-pictures.ts';
import { writeLogFiles } from './write-log-files.ts';
import { writeTables } from './write-tables.ts';

export type DumpDeps = SequencerDeps & {
  readonly store: FileStore;
  /**
   * True when the caller has sequenced the waiting acts already: then no new checkpoint is signed.
   */
  readonly sequenced?: boolean;
};

/** Thrown instead of overwriting an existing folder that is no dump. */
export class NotADumpFolder extends Error {}

const HOURS_MS = 6 * 3_600_000;

/**
 * Writes everything public into a folder: figures, rows, pictures, record. First sequences waiting
 * acts; then reads everything from one snapshot, so that it matches one checkpoint. A previous dump
 * in the folder is replaced once the new one is complete.
 * @throws NotADumpFolder when the folder has other content.
 */
export async function writeDump(parts: DumpDeps, folder: string, now: Date): Promise<DumpManifest> {
  const target = resolve(folder);
  if ((await pathExists(target)) && !(await pathExists(join(target, 'manifest.json')))) {
    throw new NotADumpFolder(`${target} is there and holds no dump. Name another folder.`);
  }
  await parts.database.prisma.$transaction((tx) => stateFoundRows(tx, now), {
    timeout: HOURS_MS,
  });
  if (parts.sequenced !== true) await sequenceEntries(parts, now);
  const begun = `${target}.new-${randomId()}`;
  const { signal } = parts;
  const dump: DumpInProgress = { folder: begun, files: [], open: new Set(), signal };
  try {
    await mkdir(begun, { recursive: true });
    const manifest = await parts.database.prisma.$transaction(
      (tx) => writeAll(tx, parts, dump, now),
      { isolationLevel: 'RepeatableRead', timeout: HOURS_MS },
    );
    await writeFile(join(begun, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    await replace(target, begun);
    return manifest;
  } finally {
    for (const file of dump.open) await file.close();
    await rm(begun, { recursive: true, force: true });
  }
}

async function writeAll(
  tx: Db,
  { store, publicUrl }: DumpDeps,
  dump: DumpInProgress,
  now: Date,
): Promise<DumpManifest> {
  const madeOn = today(now);
  const checkpoint = await writeLogFiles(tx.sql, dump.folder);
  await listDumpFiles(dump, 'record', 'CC-BY-SA-4.0');
  await writeTables(tx, dump, now);
  await writeFigureFiles(dump);
  await writeErasures(tx, dump);
  await writePictures(tx, store, dump, now);
  await listDumpFiles(dump, 'images', 'CC-BY-SA-4.0');
  for (const [name, text] of Object.entries(dumpReadmeTexts(publicUrl, madeOn))) {
    const licence = name === 'LICENSE-figures.txt' ? 'ODbL-1.0' : 'CC-BY-SA-4.0';
    await addDumpFile(dump, name, licence, text);
  }
  dump.files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return {
    format: DUMP_FORMAT,
    madeOn,
    site: publicUrl,
    checkpoint,
    youngDays: RECENT_DAYS,
    tables: COMMITTED_TABLES,
    files: dump.files,
    stale: await listStaleFigures(tx.sql),
  };
}

/** Replaces the previous dump by the new one, and deletes it only then. */
async function replace(target: string, begun: string): Promise<void> {
  const former = `${target}.old-${randomId()}`;
  const had = await pathExists(target);
  if (had) await rename(target, former);
  await rename(begun, target);
  if (had) await rm(former, { recursive: true, force: true });
}
