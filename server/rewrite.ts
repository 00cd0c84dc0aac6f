import type { Database } from './db.ts';
import { hasRoom } from './operate/room.ts';

/** Each table stands there twice for a while, and once more in the log of writes. */
const TIMES = 2;
/** Switched this often, no file of the log of writes is left from before. */
const LOG_SWITCHES = 3;

/** Whether there is room beside the embedded database to write its tables anew. */
export async function hasRoomToRewrite({ kind, sql }: Database, folder: string): Promise<boolean> {
  if (kind !== 'embedded') return true;
  const [row] = await sql<{ bytes: number }>(
    'SELECT pg_database_size(current_database()) AS bytes',
  );
  return hasRoom(folder, TIMES * (row?.bytes ?? 0));
}

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
