import type { Database } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';

/** Thrown when the demo cannot be loaded here; the message says why, and what to do. */
export class DemoRefused extends Error {}

/**
 * Finds whether the demo is loaded in this database, by a marker in the record, which is
 * append-only.
 */
export async function readDemoState({
  sql,
}: Pick<Database, 'sql'>): Promise<'none' | 'begun' | 'loaded'> {
  const marks = await sql(
    statement({ kind: col.text }, `SELECT DISTINCT kind FROM record_entry WHERE subject = 'demo'`),
  );
  if (marks.some(({ kind }) => kind === 'demo-loaded')) return 'loaded';
  return marks.length > 0 ? 'begun' : 'none';
}
