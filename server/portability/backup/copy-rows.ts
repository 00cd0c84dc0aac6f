import { col, statement, type Sql } from '#server/database/sql.ts';
import { quoteIdentifier } from './database-catalog.ts';
import type { SavedTable } from './manifest.ts';

const FIRST_ROWS = 50;
const MOST_ROWS = 5_000;
/** Approximate bytes of rows fetched at once. */
const BATCH_BYTES = 1024 * 1024;

/** Sets formats for the transaction in which all databases write values alike. */
export async function setValueFormats(sql: Sql): Promise<void> {
  await sql(`SET LOCAL TimeZone = 'UTC'`);
  await sql(`SET LOCAL extra_float_digits = 1`);
  await sql(`SET LOCAL bytea_output = 'hex'`);
  await sql(`SET LOCAL IntervalStyle = 'postgres'`);
}

/**
 * Reads the rows of a table as lines of JSON, in batches of about a megabyte, ordered by key, which
 * reveals nothing about when they came. Needs a transaction. Each value is in its type's text form:
 * plain JSON could not tell SQL NULL from the JSON `null`.
 */
export async function* readRows(
  sql: Sql,
  { name, columns }: SavedTable,
  key: readonly string[],
): AsyncGenerator<string[]> {
  const values = columns.map((column) => `t.${quoteIdentifier(column.name)}::text`);
  const order = key.map((column) => `t.${quoteIdentifier(column)}`).join(', ');
  await sql(
    `DECLARE saved_rows NO SCROLL CURSOR FOR SELECT row_to_json(r)::text AS line
       FROM (SELECT ${values.join(', ')} FROM ${quoteIdentifier(name)} t
             ${order === '' ? '' : `ORDER BY ${order}`}) r`,
  );
  for (let asked = FIRST_ROWS; ;) {
    const rows = await sql(statement({ line: col.text }, `FETCH ${asked} FROM saved_rows`));
    if (rows.length === 0) break;
    yield rows.map(({ line }) => line);
    const size = rows.reduce((sum, { line }) => sum + line.length, 0);
    asked = Math.max(1, Math.min(MOST_ROWS, Math.ceil((BATCH_BYTES * rows.length) / size)));
  }
  await sql('CLOSE saved_rows');
}

/** Inserts rows of the format that `readRows` returns. */
export async function writeRows(
  sql: Sql,
  { name, columns }: SavedTable,
  lines: readonly string[],
): Promise<void> {
  const list = columns.map((column) => quoteIdentifier(column.name)).join(', ');
  const texts = columns.map((column) => `${quoteIdentifier(column.name)} text`).join(', ');
  const values = columns
    .map((column) => `r.${quoteIdentifier(column.name)}::${column.type}`)
    .join(', ');
  await sql(
    `INSERT INTO ${quoteIdentifier(name)} (${list})
     SELECT ${values} FROM json_to_recordset($1::text::json) AS r (${texts})`,
    [`[${lines.join(',')}]`],
  );
}
