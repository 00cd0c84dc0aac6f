import {
  applySqlFiles,
  applyMigrationsAndSqlFiles,
} from '#server/database/migrations/apply-sql-files.ts';
import type { Database } from '#server/database/db.ts';
import type { FileStore } from '#server/media/files/file-store.ts';
import {
  listAppliedMigrations,
  applyMigrations,
  listMigrationNames,
} from '#server/database/migrations/apply-migrations.ts';
import {
  startLogAfterRestore,
  findLogFaults,
  isConsistentWithLastNote,
} from '#server/transparency-log/verify-after-restore.ts';
import type { LogSettings } from '#server/transparency-log/current-log.ts';
import { InvalidBackup } from './invalid-backup.ts';
import { isDatabaseEmpty } from './database-catalog.ts';
import { restoreTables } from './restore-tables.ts';
import { backupHeaderSchema, type BackupHeader, type BackupManifest } from './manifest.ts';
import type { BackupFile } from './tar.ts';
import { LONG_TRANSACTION } from './write-backup.ts';
import { parseJsonOrNull } from '#shared/core/parse-json.ts';

export type RestoreTarget = {
  readonly database: Database;
  readonly store: FileStore;
  readonly migrations: string;
  /** Puts an operator's file, or a key, in its place; returns a message for the operator. */
  readonly place: (entry: BackupFile) => Promise<string>;
  /** Opens the site that continues the record, once the keys are in place; null in a rehearsal. */
  readonly openLogSite: (() => LogSettings) | null;
  /** The last checkpoint of the record known here; null when unknown. */
  readonly keptHere: string | null;
  /**
   * Called before anything is written, with whether the backup contains the site's keys; undefined
   * in a rehearsal.
   * @throws InvalidBackup when the site would have no keys.
   */
  readonly requireKeys?: (inBackup: boolean) => Promise<void>;
};

export type RestoreResult = {
  readonly about: BackupHeader;
  readonly manifest: BackupManifest;
  readonly notes: readonly string[];
  /** Whether the record has begun a new log already; otherwise the next start checks that. */
  readonly logBegun: boolean;
};

/**
 * Restores a backup into an empty database. An older backup is loaded into its version's tables and
 * then migrated.
 * @throws InvalidBackup when the database is not empty, or the backup incomplete.
 */
export async function restoreBackup(
  site: RestoreTarget,
  entries: AsyncIterator<BackupFile>,
  now: Date,
): Promise<RestoreResult> {
  const { database, migrations } = site;
  const about = parseBackupHeader((await entries.next()).value);
  const later = await laterMigrations(about, migrations);
  await refuseUsed(database, about);
  await site.requireKeys?.(about.keys);
  await applyMigrations(database, migrations, new Set(about.migrations));
  if (!later) await applySqlFiles(database, migrations);
  // Finish an older backup after the migrations: acts are read with today's columns.
  const finish = (tx: Tx, manifest: BackupManifest): Promise<boolean> =>
    finishRecord(tx, site, manifest, now);
  const loaded = await database.prisma.$transaction(async (tx) => {
    const { manifest, notes } = await restoreTables(tx.sql, about, entries, site);
    const logBegun = later ? false : await finish(tx, manifest);
    return { manifest, notes, logBegun };
  }, LONG_TRANSACTION);
  if (!later) return { about, ...loaded };
  await applyMigrationsAndSqlFiles(database, migrations);
  const logBegun = await database.prisma.$transaction(
    (tx) => finish(tx, loaded.manifest),
    LONG_TRANSACTION,
  );
  return { about, ...loaded, logBegun };
}

const OTHER_PAST =
  'DATA_DIR/record.checkpoint was signed over another past than the one in the backup. If it came from another site, take that file away.';

type Tx = Parameters<typeof startLogAfterRestore>[0];

async function finishRecord(
  tx: Tx,
  { openLogSite, keptHere }: RestoreTarget,
  { checkpoint }: BackupManifest,
  now: Date,
): Promise<boolean> {
  const faults = await findLogFaults(tx.sql, checkpoint);
  if (faults.length > 0) throw new InvalidBackup(faults.join(' '));
  if (keptHere !== null && !(await isConsistentWithLastNote(tx.sql, keptHere)))
    throw new InvalidBackup(OTHER_PAST);
  if (openLogSite === null) return false;
  return startLogAfterRestore(tx, openLogSite(), { inBackup: checkpoint, keptHere }, now);
}

/**
 * Parses `about.json`, the first file of a backup.
 * @throws InvalidBackup when it is another file, or of another version.
 */
export function parseBackupHeader(entry: BackupFile | undefined): BackupHeader {
  if (entry?.name !== 'about.json')
    throw new InvalidBackup('This file is not a backup of this site.');
  const read = backupHeaderSchema.safeParse(parseJsonOrNull(Buffer.from(entry.bytes).toString()));
  if (!read.success) {
    throw new InvalidBackup(
      'This backup was made by another version: take that one to restore it.',
    );
  }
  return read.data;
}

/**
 * Whether this version has migrations that the backup does not.
 * @throws InvalidBackup when the backup has migrations that this version does not.
 */
async function laterMigrations(about: BackupHeader, folder: string): Promise<boolean> {
  const ours = await listMigrationNames(folder);
  const unknown = about.migrations.filter((name) => !ours.includes(name));
  if (unknown.length > 0) {
    throw new InvalidBackup(
      `The backup is of a newer version (${about.siteVersion}, with ${unknown.join(', ')}): take the code of that version.`,
    );
  }
  return ours.length > about.migrations.length;
}

/** Refuses a database with rows of a site, or with tables newer than the backup's. */
async function refuseUsed(database: Database, about: BackupHeader): Promise<void> {
  if (!(await isDatabaseEmpty(database.sql))) {
    throw new InvalidBackup(
      'There is a site in this database already. Restore into an empty one: another DATA_DIR, or a new database at DATABASE_URL.',
    );
  }
  const applied = await listAppliedMigrations(database);
  if (applied.some((name) => !about.migrations.includes(name))) {
    throw new InvalidBackup(
      'The tables of this database are newer than the backup. Restore into a new database, without migrating it first.',
    );
  }
}
