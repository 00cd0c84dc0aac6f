import { dirname } from 'node:path';
import type { Database } from './db.ts';
import { col, statement, type Sql } from './sql.ts';
import { hasDiskSpace } from '#server/core/disk-space.ts';

/** Space factor: during the rewrite a table exists twice, and is written to the WAL once more. */
const SPACE_FACTOR = 2;
/** Larger tables would stay locked for longer than a request may wait. */
const LARGEST_BYTES = 32 * 1024 * 1024;
/** WAL switches after which no segment from before remains. */
const LOG_SWITCHES = 3;

/**
 * Rewrites the small tables.
 * @throws where the disk lacks space: an embedded database would crash.
 */
export async function rewriteTablesIfSpace(site: {
  readonly database: Database;
  readonly temporaryFolder: string;
}): Promise<void> {
  const { database, temporaryFolder } = site;
  if (!(await hasSpaceToRewrite(database, dirname(temporaryFolder)))) {
    throw new Error('no room to rewrite the tables');
  }
  await rewriteTables(database);
}

/** Whether the disk of a folder has space to rewrite the tables. */
export async function hasSpaceToRewrite({ sql }: Database, folder: string): Promise<boolean> {
  const tables = await smallTables(sql);
  return hasDiskSpace(folder, SPACE_FACTOR * tables.reduce((sum, { bytes }) => sum + bytes, 0));
}

/**
 * Rewrites the small tables (like VACUUM FULL), whose files otherwise still contain what members
 * deleted. Rows are ordered by their random ids, so that a copy of the files does not reveal the order
 * of posting. Large tables are left to autovacuum, as is the WAL where the role may not switch it.
 */
export async function rewriteTables({ sql }: Database): Promise<void> {
  for (const { name, key } of await smallTables(sql)) await sql(`CLUSTER "${name}" USING "${key}"`);
  const [may] = await sql(
    statement(
      { switch: col.bool },
      `SELECT has_function_privilege('pg_switch_wal()', 'EXECUTE')
        AND pg_has_role('pg_checkpoint', 'USAGE') AS switch`,
    ),
  );
  if (may?.switch !== true) return;
  for (let count = 0; count < LOG_SWITCHES; count += 1) {
    await sql('SELECT pg_switch_wal()::text AS place');
    await sql('CHECKPOINT');
  }
}

function smallTables(sql: Sql): Promise<{ name: string; key: string; bytes: number }[]> {
  return sql(
    statement(
      { name: col.text, key: col.text, bytes: col.int },
      `SELECT t.relname AS name, k.relname AS key, pg_total_relation_size(t.oid) AS bytes
       FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_class k ON k.oid = i.indexrelid
      WHERE i.indisprimary AND t.relnamespace = 'public'::regnamespace
        AND pg_total_relation_size(t.oid) <= $1 ORDER BY 1`,
    ),
    [LARGEST_BYTES],
  );
}
