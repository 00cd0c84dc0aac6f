import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  openEmbeddedDatabase,
  openPostgres,
  serveEmbeddedDatabase,
  type Database,
} from '#server/database/db.ts';
import { refusePgliteData } from '#server/database/embedded/refuse-pglite-data.ts';
import type { Environment } from '#server/core/env.ts';
import { createDiskStore } from '#server/media/files/disk-store.ts';
import type { FileStore } from '#server/media/files/file-store.ts';
import { connectionName } from '#server/database/migrations/expand-and-contract.ts';
import { SHREDDING_FILE } from '#server/core/secrets.ts';
import { openKeyFile, type ShreddingKeys } from '#server/core/shredding-keys.ts';
import { openKeyBucket } from '#server/media/files/shredding-bucket.ts';
import { requireDiskSpaceToOpen } from '#server/core/disk-space.ts';
import { requireDataFolder } from '#server/core/setting-errors/require-data-folder.ts';
import {
  explainDatabaseError,
  requireUsableDatabase,
} from '#server/database/explain-database-error.ts';
import { explainStoreErrors } from '#server/media/files/explain-store-error.ts';

/** Folder of uploads in progress; cleaned at startup and by the sweep. */
export function temporaryFolderOf(env: Environment): string {
  return join(env.dataDir, 'tmp');
}

/** Whether the database exists: commands create none, since DATA_DIR may be mistyped. */
export function hasDatabase({ databaseUrl, dataDir }: Environment): boolean {
  return databaseUrl !== null || existsSync(embeddedFolder({ dataDir }));
}

export function embeddedFolder({ dataDir }: Pick<Environment, 'dataDir'>): string {
  return join(dataDir, 'postgres');
}

/**
 * Opens the configured database: PostgreSQL, else the embedded one, whose server may belong to another
 * process, the site.
 * @throws UnusableSetting where it cannot be opened.
 */
export async function openDatabase(env: Environment): Promise<Database> {
  return env.databaseUrl === null
    ? openEmbeddedDatabase(await prepareEmbedded(env), connectionName())
    : openAt(env.databaseUrl);
}

/**
 * Opens the database for the site, which runs the embedded server itself.
 * @param onRestart called with the last log lines of an embedded server that crashed and is restarted.
 * @throws ClusterInUse where another process runs it.
 */
export async function openSiteDatabase(
  env: Environment,
  onRestart: (lastLines: string) => void,
): Promise<Database> {
  return env.databaseUrl === null
    ? serveEmbeddedDatabase(await prepareEmbedded(env), connectionName(), { onRestart })
    : openAt(env.databaseUrl);
}

function openAt(url: string): Promise<Database> {
  return openPostgres(url, connectionName()).catch((error: unknown) => {
    throw explainDatabaseError(url, error);
  });
}

async function prepareEmbedded(env: Environment): Promise<string> {
  const folder = embeddedFolder(env);
  requireDataFolder(env.dataDir);
  refusePgliteData(env.dataDir, folder);
  await requireDiskSpaceToOpen(env.dataDir);
  return folder;
}

/** Opens the keys of single rows: in the bucket, which all machines share, else in the data folder. */
export async function openShreddingKeys({ s3, dataDir }: Environment): Promise<ShreddingKeys> {
  if (s3 === null) return openKeyFile(join(dataDir, SHREDDING_FILE));
  const { openS3Bucket } = await import('#server/media/files/s3-bucket.ts');
  return openKeyBucket(openS3Bucket(s3));
}

/**
 * Opens the configured picture store: a bucket, else a folder.
 * @throws UnusableSetting where the bucket does not work.
 */
export async function openStore(env: Environment): Promise<FileStore> {
  const { s3 } = env;
  if (s3 === null) return createDiskStore(join(env.dataDir, 'files'));
  // Imported only where a bucket is configured: the SDK is large.
  const { createS3Store } = await import('#server/media/files/s3-store.ts');
  const store = createS3Store(s3);
  await explainStoreErrors(s3, () => store.check());
  return store;
}

/**
 * Opens the database and the picture store of the site, and checks that its settings for them can be used.
 * Changes nothing in either.
 * @param onRestart as in `openSiteDatabase`.
 * @throws UnusableSetting where the database or the picture store cannot be used; both are closed.
 */
export async function openSiteStores(
  env: Environment,
  onRestart: (lastLines: string) => void,
): Promise<{ readonly database: Database; readonly store: FileStore }> {
  requireDataFolder(env.dataDir);
  const database = await openSiteDatabase(env, onRestart);
  try {
    if (env.databaseUrl !== null) await requireUsableDatabase(database, env.databaseUrl);
    return { database, store: await openStore(env) };
  } catch (error) {
    await database.close();
    throw error;
  }
}
