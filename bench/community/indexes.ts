import type { Db } from '#server/database/db.ts';
import { col, statement, type RowOf } from '#server/database/sql.ts';

type Index = RowOf<typeof READING_INDEXES>;

/**
 * Drops indexes that only speed up reading: building them once at the end is much cheaper.
 * @returns what rebuilds them.
 */
export async function dropIndexes(tx: Db, tables: readonly string[]): Promise<readonly Index[]> {
  const indexes = await tx.sql(READING_INDEXES, [[...tables]]);
  for (const { name } of indexes) await tx.$executeRawUnsafe(`DROP INDEX "${name}"`);
  return indexes;
}

/** Rebuilds them. */
export async function buildIndexes(tx: Db, indexes: readonly Index[]): Promise<void> {
  for (const { definition } of indexes) await tx.$executeRawUnsafe(definition);
}

const READING_INDEXES = statement(
  { name: col.text, definition: col.text },
  `
  SELECT c.relname AS name, pg_get_indexdef(i.indexrelid) AS definition
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
    JOIN pg_namespace n ON n.oid = t.relnamespace
   WHERE n.nspname = current_schema() AND t.relname = ANY($1::text[])
     AND NOT i.indisunique AND NOT i.indisprimary
   ORDER BY c.relname`,
);
