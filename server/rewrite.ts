import type { Database } from './db.ts';

/** Switched this often, no file of the log of writes is left from before. */
const LOG_SWITCHES = 3;

/**
 * Writes every table of the embedded database anew: until then, what members took back stands in its
 * files, which nothing else ever cleans. Rows come out in the order of their random ids, so that a
 * copy of the files does not tell in which order they were posted.
 */
export async function rewriteTables({ kind, sql }: Database): Promise<void> {
  if (kind !== 'embedded') return;
  const tables = await sql<{ name: string; key: string }>(
    `SELECT t.relname AS name, k.relname AS key
       FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_class k ON k.oid = i.indexrelid
      WHERE i.indisprimary AND t.relnamespace = 'public'::regnamespace ORDER BY 1`,
  );
  for (const { name, key } of tables) await sql(`CLUSTER "${name}" USING "${key}"`);
  for (let count = 0; count < LOG_SWITCHES; count += 1) {
    await sql('SELECT pg_switch_wal()::text AS place');
    await sql('CHECKPOINT');
  }
}
