import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openEmbedded, openPostgres, type Database } from './db.ts';
import type { Environment } from './env.ts';
import { createDiskStore } from './files/disk-store.ts';
import type { FileStore } from './files/store.ts';
import { connectionName } from './migration-phases.ts';
import { refuseMoved } from './move/marks.ts';
import { requireRoomToOpen } from './operate/room.ts';
import { requireDataFolder } from './setting-errors/data-folder.ts';
import { explainDatabase } from './setting-errors/database.ts';
import { explainingStore } from './setting-errors/store.ts';

/** The folder that uploads pass through; emptied at start and by the sweeper. */
export function temporaryFolderOf(env: Environment): string {
  return join(env.dataDir, 'tmp');
}

/** Whether there is a database yet: commands make none, where a folder was mistyped. */
export function hasDatabase({ databaseUrl, dataDir }: Environment): boolean {
  return databaseUrl !== null || existsSync(embeddedFolder({ dataDir }));
}

/** Where the embedded database is. */
export function embeddedFolder({ dataDir }: Pick<Environment, 'dataDir'>): string {
  return join(dataDir, 'db');
}

/**
 * Opens the database that the settings name: PostgreSQL, else the embedded one, with `bufferMb`
 * megabytes for its pages.
 * @throws UnusableSetting where it cannot be opened; SiteMoved where a move has not filled it yet, or has
 * left it.
 */
export async function openDatabase(env: Environment, bufferMb?: number): Promise<Database> {
  const database = await openAnyway(env, bufferMb);
  try {
    await refuseMoved(database.sql);
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}

/** The same, also where a move has marked it. */
export async function openAnyway(env: Environment, bufferMb?: number): Promise<Database> {
  const { databaseUrl } = env;
  if (databaseUrl !== null) {
    return openPostgres(databaseUrl, connectionName()).catch((error: unknown) => {
      throw explainDatabase(databaseUrl, error);
    });
  }
  requireDataFolder(env.dataDir);
  await requireRoomToOpen(env.dataDir);
  return openEmbedded(embeddedFolder(env), bufferMb);
}

/**
 * Opens the place for pictures that the settings name: a bucket, else a folder.
 * @throws UnusableSetting where the bucket cannot be written and read.
 */
export async function openStore(env: Environment): Promise<FileStore> {
  const { s3 } = env;
  if (s3 === null) return createDiskStore(join(env.dataDir, 'files'));
  // Much to load, for who has a bucket alone.
  const { createS3Store } = await import('./files/s3-store.ts');
  const store = createS3Store(s3);
  await explainingStore(s3, () => store.check());
  return store;
}
