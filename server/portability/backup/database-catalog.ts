import { col, statement, type RowOf, type RowShape, type Sql } from '#server/database/sql.ts';
import type { SavedSequence, SavedTable } from './manifest.ts';

/**
 * Tables that are not backed up, since they belong to one database: migrations, and when jobs ran.
 */
const OF_DATABASE = ['_prisma_migrations', 'job_state'];

/** Lists the site's tables with their written columns and types, by name. */
export function listTables(sql: Sql): Promise<SavedTable[]> {
  return sql(
    statement(
      { name: col.text, columns: col.json<SavedTable['columns']>() },
      `SELECT c.relname::text AS name,
            json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod))
                     ORDER BY a.attname::text COLLATE "C") AS columns
       FROM pg_class c
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                          AND a.attgenerated = ''
      WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
        AND c.relname <> ALL ($1)
      GROUP BY c.relname ORDER BY c.relname::text COLLATE "C"`,
    ),
    [OF_DATABASE],
  );
}

export function listSequences(sql: Sql): Promise<SavedSequence[]> {
  return sql(
    statement(
      { name: col.text, value: col.text.orNull },
      `SELECT sequencename::text AS name, last_value::text AS value FROM pg_sequences
      WHERE schemaname = 'public' ORDER BY sequencename::text COLLATE "C"`,
    ),
  );
}

export async function listPrimaryKeys(sql: Sql): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await sql(
    statement(
      { name: col.text, columns: col.list(col.text) },
      `SELECT c.relname::text AS name, array_agg(a.attname::text ORDER BY array_position(i.indkey::int2[], a.attnum)) AS columns
       FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey::int2[])
      WHERE i.indisprimary AND c.relnamespace = 'public'::regnamespace GROUP BY c.relname`,
    ),
  );
  return new Map(rows.map(({ name, columns }) => [name, columns]));
}

/** Whether no table of the site has a row, but for the tables named. */
export async function isDatabaseEmpty(
  sql: Sql,
  ignored: ReadonlySet<string> = new Set(),
): Promise<boolean> {
  for (const { name } of await listTables(sql)) {
    if (ignored.has(name)) continue;
    const [row] = await sql(
      statement(
        { used: col.bool },
        `SELECT EXISTS (SELECT 1 FROM ${quoteIdentifier(name)}) AS used`,
      ),
    );
    if (row?.used === true) return false;
  }
  return true;
}

export type ForeignKey = RowOf<typeof FOREIGN_KEY>;

const FOREIGN_KEY = { table: col.text, name: col.text, rule: col.text } satisfies RowShape;

export function listForeignKeys(sql: Sql): Promise<ForeignKey[]> {
  return sql(
    statement(
      FOREIGN_KEY,
      `SELECT t.relname::text AS table, k.conname::text AS name, pg_get_constraintdef(k.oid) AS rule
       FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid
      WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace ORDER BY 1, 2`,
    ),
  );
}

export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
