import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { RECENT_DAYS } from '#server/public-schema/public-table.ts';
import type { Db } from '#server/database/db.ts';
import { COMMITTED_TABLES } from './committed-tables.ts';
import type { FileStore } from '#server/media/files/file-store.ts';
import { newId } from '#server/core/ids.ts';
import { sequenceEntries, type SequencerDeps } from '#server/transparency-log/sequencer.ts';
import { today } from '#shared/core/days.ts';
import { DUMP_FORMAT, type DumpManifest } from '#shared/portability/dump-manifest.ts';
import { writeErasures } from './write-erasures.ts';
import { writeFigures } from './write-figures.ts';
import { addFile, isThere, listFiles, type DumpFolder } from './dump-files.ts';
import { notesOf } from './readme-texts.ts';
import { writePictures } from './write-pictures.ts';
import { writeRecord } from './write-log-files.ts';
import { writeWhole } from './write-tables.ts';

export type DumpParts = SequencerDeps & {
  readonly store: FileStore;
  /** The acts waiting for a leaf have been sequenced: sign nothing now. */
  readonly sequenced?: boolean;
};

/** An existing folder that is no dump: it is not overwritten. */
export class NotADump extends Error {}

const HOURS_MS = 6 * 3_600_000;

/**
 * Writes everything public into a folder: figures, rows, pictures, record. First sequences waiting
 * acts; then reads everything from one snapshot, so that it matches one checkpoint. A previous dump
 * in the folder is replaced once the new one is complete.
 * @throws NotADump when something else is there.
 */
export async function writeDump(
  parts: DumpParts,
  folder: string,
  now: Date,
): Promise<DumpManifest> {
  const target = resolve(folder);
  if ((await isThere(target)) && !(await isThere(join(target, 'manifest.json')))) {
    throw new NotADump(`${target} is there and holds no dump. Name another folder.`);
  }
  if (parts.sequenced !== true) await sequenceEntries(parts, now);
  const begun = `${target}.new-${newId()}`;
  const { signal } = parts;
  const dump: DumpFolder = { folder: begun, files: [], open: new Set(), signal };
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
  { store, publicUrl }: DumpParts,
  dump: DumpFolder,
  now: Date,
): Promise<DumpManifest> {
  const madeOn = today(now);
  const checkpoint = await writeRecord(tx.sql, dump.folder);
  await listFiles(dump, 'record', 'CC-BY-SA-4.0');
  await writeFigures(tx, dump, now);
  await writeWhole(tx, dump, now);
  await writeErasures(tx, dump);
  await writePictures(tx, store, dump, now);
  await listFiles(dump, 'images', 'CC-BY-SA-4.0');
  for (const [name, text] of Object.entries(notesOf(publicUrl, madeOn))) {
    const licence = name === 'LICENSE-figures.txt' ? 'ODbL-1.0' : 'CC-BY-SA-4.0';
    await addFile(dump, name, licence, text);
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
  };
}

/** Replaces the previous dump, which is deleted only then. */
async function replace(target: string, begun: string): Promise<void> {
  const former = `${target}.old-${newId()}`;
  const had = await isThere(target);
  if (had) await rename(target, former);
  await rename(begun, target);
  if (had) await rm(former, { recursive: true, force: true });
}
