import type { Database } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';

/** What makes PostgreSQL say that it has written what it can still lose. */
const LOSSY: readonly (readonly [name: string, value: string])[] = [
  ['synchronous_commit', 'off'],
  ['fsync', 'off'],
  ['full_page_writes', 'off'],
];

/** Names the settings of PostgreSQL with which a write that was acknowledged may be lost. */
export async function findLossySettings({ sql }: Pick<Database, 'sql'>): Promise<string[]> {
  const rows = await sql(
    statement(
      { name: col.text, setting: col.text },
      'SELECT name, setting FROM pg_settings WHERE name = ANY($1::text[])',
    ),
    [LOSSY.map(([name]) => name)],
  );
  return LOSSY.flatMap(([name, value]) =>
    rows.some((row) => row.name === name && row.setting === value) ? [`${name} is ${value}`] : [],
  );
}
