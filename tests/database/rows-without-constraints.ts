import type { Db } from '#server/database/db.ts';
import type { TestApp } from '#tests/support/app.ts';

export type PartialRow = {
  readonly table: string;
  readonly columns: Readonly<Record<string, unknown>>;
};

/**
 * Puts rows there that have the columns alone which a view or trigger reads: columns that must not be
 * null may be, and nothing is looked at by rules, foreign keys and triggers. For a database of its own.
 */
export async function insertPartialRows(
  { database }: Pick<TestApp, 'database'>,
  rows: readonly PartialRow[],
): Promise<void> {
  await database.prisma.$transaction(async (tx) => {
    for (const table of new Set(rows.map((row) => row.table))) await dropNotNull(tx, table);
    await tx.$executeRawUnsafe('SET LOCAL session_replication_role = replica');
    for (const [target, alike] of groupByTarget(rows)) {
      const [table = '', names = ''] = target.split('/');
      await tx.$executeRawUnsafe(
        `INSERT INTO ${table} (${names})
         SELECT ${names} FROM json_populate_recordset(NULL::${table}, $1::json)`,
        JSON.stringify(alike.map(({ columns }) => columns)),
      );
    }
  });
}

/** Groups rows by their table and columns, as `table/column, column`. */
function groupByTarget(rows: readonly PartialRow[]): Map<string, PartialRow[]> {
  const groups = new Map<string, PartialRow[]>();
  for (const row of rows) {
    const target = `${row.table}/${Object.keys(row.columns).join(', ')}`;
    const alike = groups.get(target);
    if (alike === undefined) groups.set(target, [row]);
    else alike.push(row);
  }
  return groups;
}

/** Lets the rows of a table have no value where they must have one. */
export async function dropNotNull(tx: Db, table: string): Promise<void> {
  const changes = await tx.$queryRawUnsafe<{ change: string }[]>(
    `SELECT format('ALTER COLUMN %I DROP NOT NULL', attname) AS change FROM pg_attribute
      WHERE attrelid = $1::regclass AND attnum > 0 AND attnotnull AND NOT attisdropped
        AND attnum <> ALL (SELECT unnest(conkey) FROM pg_constraint WHERE conrelid = $1::regclass AND contype = 'p')
     UNION ALL SELECT format('DROP CONSTRAINT %I', conname) FROM pg_constraint
      WHERE conrelid = $1::regclass AND contype = 'c'`,
    table,
  );
  if (changes.length === 0) return;
  await tx.$executeRawUnsafe(
    `ALTER TABLE ${table} ${changes.map(({ change }) => change).join(', ')}`,
  );
}
