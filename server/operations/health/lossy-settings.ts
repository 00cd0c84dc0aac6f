import type { Database } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';

/** PostgreSQL settings with which an acknowledged commit can be lost. */
const LOSSY: readonly (readonly [name: string, value: string])[] = [
  ['synchronous_commit', 'off'],
  ['fsync', 'off'],
  ['full_page_writes', 'off'],
];

/** Names of the PostgreSQL settings with which an acknowledged commit can be lost. */
export async function findLossyPostgresSettings({ sql }: Pick<Database, 'sql'>): Promise<string[]> {
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
