import type { Database } from './db.ts';
import { col, statement } from './sql.ts';

const COUNTED = statement(
  { counted: col.bool },
  `SELECT EXISTS (SELECT 1 FROM kept_count WHERE name = 'counted') AS counted`,
);

/**
 * Counts what triggers keep from now on (`prisma/sql/database/recount.sql`), in a database whose rows are
 * older than the triggers. Call under the startup lock.
 */
export async function countAtFirst({ sql }: Pick<Database, 'sql'>): Promise<void> {
  const [row] = await sql(COUNTED);
  if (row?.counted !== true) await sql('SELECT recount()');
}
