import { col, statement, type Sql } from '#server/database/sql.ts';
import { imageKeyOfFile, type FileStore } from '#server/media/files/file-store.ts';
import { InvalidBackup } from './invalid-backup.ts';
import {
  listForeignKeys,
  listTables,
  listPrimaryKeys,
  quoteIdentifier,
} from './database-catalog.ts';
import {
  backupManifestSchema,
  type BackupHeader,
  type BackupManifest,
  type SavedTable,
} from './manifest.ts';
import { readRows, setValueFormats, writeRows } from './copy-rows.ts';
import { createSetHash, sha256, type SetHash } from './set-hash.ts';
import type { BackupFile } from './tar.ts';
import { parseJsonOrNull } from '#shared/core/parse-json.ts';

export type LoadedBackup = { readonly manifest: BackupManifest; readonly notes: readonly string[] };

/**
 * Fills the empty tables from a backup's files, and the store with its pictures, then verifies
 * both, in one transaction: after an error no row stays.
 * @param place puts a file of the data folder in its place, and returns a message for the operator.
 * @throws InvalidBackup when the files differ from the backup's manifest.
 */
export async function restoreTables(
  sql: Sql,
  about: BackupHeader,
  entries: AsyncIterator<BackupFile>,
  {
    store,
    place,
  }: { readonly store: FileStore; readonly place: (entry: BackupFile) => Promise<string> },
): Promise<LoadedBackup> {
  await setValueFormats(sql);
  const tables = await requireSameTables(sql, about);
  const putBack = await suspendConstraints(sql, tables);
  const pictures = { files: 0, bytes: 0, hash: createSetHash() };
  const files: BackupManifest['files'] = [];
  const notes: string[] = [];
  for (;;) {
    const next = await entries.next();
    if (next.done === true) throw new InvalidBackup('The backup was cut short: take another one.');
    const entry = next.value;
    const [kind, name = ''] = entry.name.split('/');
    if (entry.name === 'manifest.json') {
      const manifest = parseBackupManifest(entry);
      compareFiles(manifest, files, pictures);
      for (const sequence of manifest.sequences) await setSequence(sql, sequence);
      await putBack();
      await verifyRestoredRows(sql, tables, manifest);
      return { manifest, notes };
    }
    if (kind === 'tables') {
      const table = tables.get(name);
      if (table === undefined) throw new InvalidBackup(`There is no table ${name} here.`);
      await writeRows(sql, table, entry.bytes.toString().trimEnd().split('\n'));
    } else if (kind === 'pictures' && imageKeyOfFile(name) !== null) {
      await store.put(name, entry.bytes);
      pictures.hash.add(name, '\0', entry.bytes);
      pictures.files += 1;
      pictures.bytes += entry.bytes.length;
    } else {
      const note = await place(entry);
      if (note !== '') notes.push(note);
      files.push({ name: entry.name, hash: sha256(entry.bytes) });
    }
  }
}

/**
 * Lists the tables of this database, and checks that they equal those of the backup.
 * @throws InvalidBackup when they differ.
 */
export async function requireSameTables(
  sql: Sql,
  about: BackupHeader,
): Promise<ReadonlyMap<string, SavedTable>> {
  const here = await listTables(sql);
  const describe = (tables: readonly SavedTable[]): string =>
    JSON.stringify(tables.map(({ name, columns }) => [name, columns]));
  if (describe(here) !== describe(about.tables)) {
    throw new InvalidBackup('The tables of the backup are not those that its migrations make.');
  }
  return new Map(here.map((table) => [table.name, table]));
}

/**
 * Drops foreign keys, which are circular, and disables triggers, whose effects the backup contains.
 * Both are restored in the same transaction, which validates each reference again.
 */
export async function suspendConstraints(
  sql: Sql,
  tables: ReadonlyMap<string, SavedTable>,
): Promise<() => Promise<void>> {
  const references = await listForeignKeys(sql);
  for (const { table, name } of references)
    await sql(`ALTER TABLE ${quoteIdentifier(table)} DROP CONSTRAINT ${quoteIdentifier(name)}`);
  for (const name of tables.keys())
    await sql(`ALTER TABLE ${quoteIdentifier(name)} DISABLE TRIGGER USER`);
  return async () => {
    for (const { table, name, rule } of references)
      await sql(
        `ALTER TABLE ${quoteIdentifier(table)} ADD CONSTRAINT ${quoteIdentifier(name)} ${rule}`,
      );
    for (const name of tables.keys())
      await sql(`ALTER TABLE ${quoteIdentifier(name)} ENABLE TRIGGER USER`);
  };
}

export async function setSequence(
  sql: Sql,
  { name, value }: BackupManifest['sequences'][number],
): Promise<void> {
  if (value === null) return;
  const [known] = await sql(
    statement(
      { name: col.text },
      `SELECT sequencename::text AS name FROM pg_sequences
      WHERE schemaname = 'public' AND sequencename = $1`,
    ),
    [name],
  );
  if (known === undefined) throw new InvalidBackup(`There is no sequence ${name} here.`);
  await sql('SELECT setval($1::text::regclass, $2::text::bigint)::text AS value', [
    quoteIdentifier(name),
    value,
  ]);
}

export function parseBackupManifest({ bytes }: BackupFile): BackupManifest {
  const read = backupManifestSchema.safeParse(parseJsonOrNull(Buffer.from(bytes).toString()));
  if (!read.success) throw new InvalidBackup('The list of what the backup holds cannot be read.');
  return read.data;
}

function compareFiles(
  manifest: BackupManifest,
  files: BackupManifest['files'],
  pictures: { readonly files: number; readonly bytes: number; readonly hash: SetHash },
): void {
  const { files: count, bytes, hash } = manifest.pictures;
  if (pictures.files !== count || pictures.bytes !== bytes || pictures.hash.value() !== hash)
    throw new InvalidBackup('The pictures in the backup are not those that it lists.');
  if (JSON.stringify(files) !== JSON.stringify(manifest.files))
    throw new InvalidBackup('The files in the backup are not those that it lists.');
}

/** Reads back what was written and compares each row with the manifest, not only their number. */
export async function verifyRestoredRows(
  sql: Sql,
  tables: ReadonlyMap<string, SavedTable>,
  manifest: Pick<BackupManifest, 'tables'>,
): Promise<void> {
  const order = await listPrimaryKeys(sql);
  const expected = new Map(manifest.tables.map((table) => [table.name, table]));
  for (const table of tables.values()) {
    const hash = createSetHash();
    let rows = 0;
    for await (const lines of readRows(sql, table, order.get(table.name) ?? [])) {
      for (const line of lines) hash.add(line);
      rows += lines.length;
    }
    const wanted = expected.get(table.name);
    if (wanted === undefined || wanted.rows !== rows || wanted.hash !== hash.value()) {
      throw new InvalidBackup(
        `Table ${table.name}: ${rows} rows came back of ${wanted?.rows ?? 0}, or some are others.`,
      );
    }
  }
}
