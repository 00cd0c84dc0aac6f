import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openEmbedded, openPostgres, type Database } from './db.ts';
import type { Environment } from './env.ts';
import { createDiskStore } from './files/disk-store.ts';
import type { FileStore } from './files/store.ts';
import { connectionName } from './migration-phases.ts';
import { refuseMoved } from './move/marks.ts';
import { requireRoomToOpen } from './operate/room.ts';

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
 * @throws SiteMoved where a move has not filled it yet, or has left it.
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
  if (env.databaseUrl !== null) return openPostgres(env.databaseUrl, connectionName());
  await mkdir(env.dataDir, { recursive: true });
  await requireRoomToOpen(env.dataDir);
  return openEmbedded(embeddedFolder(env), bufferMb);
}

/** Opens the place for pictures that the settings name: a bucket, else a folder. */
export async function openStore(env: Environment): Promise<FileStore> {
  if (env.s3 === null) return createDiskStore(join(env.dataDir, 'files'));
  // Much to load, for who has a bucket alone.
  const { createS3Store } = await import('./files/s3-store.ts');
  return createS3Store(env.s3);
}
