import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { sequenceEntries } from '#server/transparency-log/sequencer.ts';
import { readCheckpoint, readNote } from '#shared/transparency-log/signed-notes.ts';
import { today, type Day } from '#shared/core/days.ts';
import type { DumpManifest } from '#shared/portability/dump-manifest.ts';
import type { PublishedDump } from '#shared/portability/published-dumps.ts';
import { packDumpArchives } from './pack-archives.ts';
import {
  LIST_ENTRY_FILE,
  listDumpDays,
  removeOldDumps,
  publishedDumpsFolder,
  unfinishedDumpFolder,
} from './dump-folders.ts';
import { refreshFigures } from './stale-figures.ts';
import { writeDump, type DumpDeps } from './write-dump.ts';

const LOCK = "hashtextextended('daily-dump', 0)";
const HOURS_MS = 6 * 3_600_000;
/** Matches files that the list of dumps names one by one; of other folders it gives totals. */
const TABLES = /^(?:figures|whole)\//;

export type PublishDumpDeps = DumpDeps & { readonly database: Database };

/**
 * Writes today's dump and its archives, and publishes them once complete; keeps the previous dump
 * and deletes older ones. Does nothing when today's exists, or another process is writing it.
 * @returns its day; null when nothing was done.
 */
export async function publishDump(parts: PublishDumpDeps, now: Date): Promise<Day | null> {
  return whileAlone(parts.database, () => publish(parts, now));
}

async function publish(parts: PublishDumpDeps, now: Date): Promise<Day | null> {
  const { dataDir, signal } = parts;
  const day = today(now);
  if ((await listDumpDays(dataDir)).includes(day)) return null;
  const workshop = unfinishedDumpFolder(dataDir);
  // The folder exists when a process was killed while it wrote a dump.
  await rm(workshop, { recursive: true, force: true });
  await mkdir(workshop, { recursive: true });
  try {
    const folder = join(workshop, day);
    await refreshFigures(parts.database, now);
    await sequenceEntries(parts, now);
    // A replica must never sign: that would fork the log.
    const manifest = await writeDump({ ...parts, sequenced: true }, folder, now);
    const archives = await packDumpArchives(folder, workshop, day, signal);
    for (const { name } of archives) await rename(join(workshop, name), join(folder, name));
    const label = labelOf(manifest, archives);
    await writeFile(join(folder, LIST_ENTRY_FILE), `${JSON.stringify(label, null, 2)}\n`);
    await mkdir(publishedDumpsFolder(dataDir), { recursive: true });
    await rename(folder, join(publishedDumpsFolder(dataDir), day));
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
  await removeOldDumps(dataDir);
  return day;
}

/** Returns a dump's entry in the list of dumps. */
function labelOf(manifest: DumpManifest, archives: PublishedDump['archives']): PublishedDump {
  const { madeOn, checkpoint, youngDays, files } = manifest;
  const folders = new Map<string, { files: number; bytes: number }>();
  for (const { path, bytes } of files.filter((file) => !TABLES.test(file.path))) {
    const [folder = ''] = path.includes('/') ? path.split('/') : [''];
    const sum = folders.get(folder) ?? { files: 0, bytes: 0 };
    folders.set(folder, { files: sum.files + 1, bytes: sum.bytes + bytes });
  }
  return {
    day: madeOn,
    path: `/dump/${madeOn}/`,
    recordSize: readCheckpoint(readNote(checkpoint ?? '')?.body ?? '')?.size ?? null,
    youngDays,
    archives,
    tables: files.filter(({ path }) => TABLES.test(path)),
    folders: [...folders].map(([folder, sum]) => ({ folder, ...sum })),
  };
}

/**
 * Runs a long task under a lock, so that one process does it at a time.
 * @returns null when another process is running it.
 */
async function whileAlone<Made>(
  { prisma }: Database,
  work: () => Promise<Made>,
): Promise<Made | null> {
  return prisma.$transaction(
    async (tx) => {
      const [lock] = await tx.sql(
        statement({ taken: col.bool }, `SELECT pg_try_advisory_xact_lock(${LOCK}) AS taken`),
      );
      return lock?.taken === true ? work() : null;
    },
    { timeout: HOURS_MS },
  );
}
