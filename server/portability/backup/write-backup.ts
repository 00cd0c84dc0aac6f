import type { Database } from '#server/database/db.ts';
import { col, statement, type Sql } from '#server/database/sql.ts';
import type { Environment } from '#server/core/env.ts';
import { imageFileNames } from '#server/media/files/store-image.ts';
import type { FileStore } from '#server/media/files/file-store.ts';
import { findLatestCheckpoint } from '#server/transparency-log/find-checkpoints.ts';
import { listSequences, listTables, listPrimaryKeys } from './database-catalog.ts';
import { BACKUP_VERSION, type BackupHeader, type BackupManifest } from './manifest.ts';
import type { AddBackupFile } from './pack-backup.ts';
import { readRows, setValueFormats } from './copy-rows.ts';
import { readSiteKeys, readOperatorFiles } from './site-files.ts';
import { createSetHash, sha256 } from './set-hash.ts';

/** What a backup is made of: the database, pictures, settings and files of a site. */
export type BackupSource = {
  readonly database: Pick<Database, 'prisma'>;
  readonly store: FileStore;
  readonly env: Pick<Environment, 'dataDir' | 'secretKey' | 'recordKey' | 'recordKeyOld'>;
  readonly siteVersion: string;
};

/** Options of the transaction that reads all rows: it times out after twelve hours. */
export const LONG_TRANSACTION = { timeout: 12 * 3_600_000 } as const;

const HOLDS = [
  'All rows of the database: members with their pseudonyms and the hashes of their passwords, e-mail',
  'addresses where they gave one, sessions in force, drafts, exact amounts and days of payouts, which',
  'nobody else may see, and what moderators wrote. Private messages, names in notices and workbooks',
  'are encrypted, with keys that are not in the database.',
  'All published pictures.',
  'What the operator put into the data folder: witnesses and tables.',
];
const WITH_KEYS = 'The keys of the site: with this file alone, all of that can be read.';
const WITHOUT_KEYS = 'Not the keys of the site: keep secret.key apart, and as safely.';

/**
 * Writes the whole site: all rows from one snapshot, then the pictures they refer to. Pictures
 * withdrawn meanwhile are counted as missing.
 */
export async function writeBackup(
  site: BackupSource,
  { withKeys, madeAt }: { readonly withKeys: boolean; readonly madeAt: Date },
  put: AddBackupFile,
): Promise<BackupManifest> {
  const saved = await site.database.prisma.$transaction(
    async (tx) => {
      const { sql } = tx;
      // Set before any read, so that the database refuses to change the site being backed up.
      await sql('SET TRANSACTION READ ONLY');
      await setValueFormats(sql);
      await put(textFile('about.json', await describe(sql, site, withKeys, madeAt)));
      return saveRows(sql, put);
    },
    { ...LONG_TRANSACTION, isolationLevel: 'RepeatableRead' },
  );
  const files = [...(await readOperatorFiles(site.env.dataDir))];
  if (withKeys) files.push(...(await readSiteKeys(site.env)));
  for (const file of files) await put(file);
  const { keys, ...rest } = saved;
  const manifest: BackupManifest = {
    ...rest,
    pictures: await savePictures(site.store, keys, put),
    files: files.map(({ name, bytes }) => ({ name, hash: sha256(bytes) })),
  };
  await put(textFile('manifest.json', manifest));
  return manifest;
}

async function describe(
  sql: Sql,
  site: BackupSource,
  keys: boolean,
  madeAt: Date,
): Promise<BackupHeader> {
  const [version] = await sql(
    statement({ text: col.text }, `SELECT current_setting('server_version') AS text`),
  );
  const migrations = await sql(
    statement(
      { name: col.text },
      `SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL
      ORDER BY migration_name COLLATE "C"`,
    ),
  );
  return {
    format: 'contrenote-backup',
    version: BACKUP_VERSION,
    madeAt: madeAt.toISOString(),
    siteVersion: site.siteVersion,
    database: `postgresql ${version?.text ?? ''}`,
    migrations: migrations.map(({ name }) => name),
    tables: await listTables(sql),
    keys,
    holds: [...HOLDS, keys ? WITH_KEYS : WITHOUT_KEYS],
  };
}

type SavedRows = Omit<BackupManifest, 'pictures' | 'files'> & { readonly keys: readonly string[] };

async function saveRows(sql: Sql, put: AddBackupFile): Promise<SavedRows> {
  const order = await listPrimaryKeys(sql);
  const tables: BackupManifest['tables'] = [];
  for (const table of await listTables(sql)) {
    const hash = createSetHash();
    let [rows, part] = [0, 0];
    for await (const lines of readRows(sql, table, order.get(table.name) ?? [])) {
      for (const line of lines) hash.add(line);
      rows += lines.length;
      part += 1;
      const name = `tables/${table.name}/${String(part).padStart(6, '0')}.jsonl`;
      await put({ name, bytes: Buffer.from(`${lines.join('\n')}\n`) });
    }
    tables.push({ name: table.name, rows, hash: hash.value() });
  }
  const pictures = await sql(
    statement({ key: col.text }, 'SELECT DISTINCT key FROM screenshot ORDER BY key'),
  );
  return {
    tables,
    sequences: await listSequences(sql),
    checkpoint: (await findLatestCheckpoint(sql))?.note ?? null,
    keys: pictures.map(({ key }) => key),
  };
}

async function savePictures(
  store: FileStore,
  keys: readonly string[],
  put: AddBackupFile,
): Promise<BackupManifest['pictures']> {
  const hash = createSetHash();
  const count = { files: 0, bytes: 0, missing: 0 };
  for (const key of keys) {
    const { reading, thumbnail } = imageFileNames(key);
    const found = [];
    for (const name of [reading, thumbnail]) {
      const file = await store.get(name);
      if (file !== null) found.push({ name, bytes: file.bytes });
    }
    if (found.length < 2) count.missing += 1;
    for (const { name, bytes } of found) {
      hash.add(name, '\0', bytes);
      count.files += 1;
      count.bytes += bytes.length;
      await put({ name: `pictures/${name}`, bytes });
    }
  }
  return { ...count, hash: hash.value() };
}

function textFile(
  name: string,
  value: BackupHeader | BackupManifest,
): { name: string; bytes: Buffer } {
  return { name, bytes: Buffer.from(`${JSON.stringify(value, null, 2)}\n`) };
}
