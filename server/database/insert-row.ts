import type { Db } from './db.ts';

/**
 * Inserts a row by the names that its model has, such as `askedMonth` for `asked_month`, without Prisma, which
 * takes five times the CPU. Columns that are not named get their default. Dates stand for days or moments.
 */
export async function insertRow(
  { sql }: Pick<Db, 'sql'>,
  table: string,
  row: Readonly<Record<string, unknown>>,
): Promise<void> {
  const columns = Object.keys(row).map(
    (name) => `"${name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}"`,
  );
  const named = Object.fromEntries(
    Object.values(row).map((value, nth) => [columns[nth]?.slice(1, -1), value]),
  );
  const list = columns.join(', ');
  await sql(
    `INSERT INTO "${table}" (${list}) SELECT ${list} FROM json_populate_record(NULL::"${table}", $1::json)`,
    [JSON.stringify(named)],
  );
}
