import { listTables, primaryKeys, quoted } from '#server/backup/catalogue.ts';
import type { Manifest, SavedTable } from '#server/backup/manifest.ts';
import { settleFormats, writeRows } from '#server/backup/rows.ts';
import { createSetHash } from '#server/backup/sums.ts';
import { LONG_TRANSACTION } from '#server/backup/write.ts';
import { sqlIn, type Database, type Sql } from '#server/db.ts';
import type { Progress } from '#server/imports/progress.ts';
import { readBatches } from './rows.ts';
import { emptyTable, noteCame, type Came } from './target.ts';

type Copied = Manifest['tables'][number];

/**
 * Copies all rows, table by table, a batch a transaction: what is acknowledged stays, also where the
 * process is killed. Of what came before, each row is compared with what the source has now, and a
 * table that changed since comes anew.
 * @param source reads the source, in one transaction.
 * @returns what was read of each table: what the target must have.
 */
export async function copyTables(
  source: Sql,
  target: Database,
  came: ReadonlyMap<string, Came>,
  { progress, say }: { readonly progress: Progress; readonly say: (line: string) => void },
): Promise<Copied[]> {
  const tables = await listTables(source);
  const keys = await primaryKeys(source);
  progress.begin('Rows', await countRows(source, tables));
  const copied: Copied[] = [];
  for (const table of tables) {
    const key = keys.get(table.name);
    if (key === undefined) throw new Error(`table ${table.name} has no key`);
    const before = came.get(table.name) ?? null;
    copied.push(await copyTable(source, target, { table, key, before }, { progress, say }));
  }
  progress.end();
  return copied;
}

async function countRows(source: Sql, tables: readonly SavedTable[]): Promise<number> {
  let total = 0;
  for (const { name } of tables) {
    const [row] = await source<{ rows: string }>(
      `SELECT count(*)::text AS rows FROM ${quoted(name)}`,
    );
    total += Number(row?.rows ?? 0);
  }
  return total;
}

type Part = {
  readonly table: SavedTable;
  readonly key: readonly string[];
  readonly before: Came | null;
};

async function copyTable(
  source: Sql,
  target: Database,
  { table, key, before }: Part,
  { progress, say }: { readonly progress: Progress; readonly say: (line: string) => void },
): Promise<Copied> {
  const { name } = table;
  let [hash, rows, after] = [createSetHash(), 0, before?.last ?? null];
  if (after !== null) {
    for await (const { lines } of readBatches(source, table, key, { upTo: after })) {
      for (const line of lines) hash.add(line);
      rows += lines.length;
    }
    const there = await hashTable(target, table, key);
    if (there.rows !== rows || there.hash !== hash.value()) {
      say(`${name} has changed since: it is copied anew.`);
      await emptyTable(target, name);
      [hash, rows, after] = [createSetHash(), 0, null];
    }
    progress.step(rows);
  }
  for await (const { lines, last } of readBatches(source, table, key, { after })) {
    for (const line of lines) hash.add(line);
    rows += lines.length;
    const sofar = { rows, last };
    await target.prisma.$transaction(async (tx) => {
      await settleFormats(sqlIn(tx));
      await writeRows(sqlIn(tx), table, lines);
      await noteCame(tx, name, sofar);
    }, LONG_TRANSACTION);
    progress.step(lines.length);
  }
  return { name, rows, hash: hash.value() };
}

async function hashTable(
  { prisma }: Database,
  table: SavedTable,
  key: readonly string[],
): Promise<Copied> {
  return prisma.$transaction(async (tx) => {
    const sql = sqlIn(tx);
    await settleFormats(sql);
    const hash = createSetHash();
    let rows = 0;
    for await (const { lines } of readBatches(sql, table, key)) {
      for (const line of lines) hash.add(line);
      rows += lines.length;
    }
    return { name: table.name, rows, hash: hash.value() };
  }, LONG_TRANSACTION);
}
