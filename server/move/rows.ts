import { quoted } from '#server/backup/catalogue.ts';
import type { SavedTable } from '#server/backup/manifest.ts';
import type { Sql } from '#server/db.ts';
import { z } from 'zod/mini';

const FIRST_ROWS = 50;
const MOST_ROWS = 5_000;
/** What is read at once, about. */
const BATCH_BYTES = 1024 * 1024;

/** The key of a row, each column as its type is written. */
export type Key = readonly string[];

export type Batch = {
  /** Each row as one line of JSON, as a backup has it. */
  readonly lines: readonly string[];
  /** The key of the last of them. */
  readonly last: Key;
};

const row = z.record(z.string(), z.nullable(z.string()));

/**
 * The rows of a table in the order of its key, behind one and up to another, in batches of about a
 * megabyte: unlike a cursor, it can be carried on after its process was killed.
 */
export async function* readBatches(
  sql: Sql,
  { name, columns }: SavedTable,
  key: readonly string[],
  { after = null, upTo = null }: { readonly after?: Key | null; readonly upTo?: Key | null } = {},
): AsyncGenerator<Batch> {
  const values = columns.map((column) => `t.${quoted(column.name)}::text`).join(', ');
  const order = key.map((column) => `t.${quoted(column)}`).join(', ');
  const types = new Map(columns.map((column) => [column.name, column.type]));
  let behind = after;
  for (let asked = FIRST_ROWS; ;) {
    const params: string[] = [];
    const bound = (sign: string, than: Key): string => {
      const list = key.map((column, nth) => {
        params.push(than[nth] ?? '');
        return `$${params.length}::text::${types.get(column) ?? 'text'}`;
      });
      return `(${order}) ${sign} (${list.join(', ')})`;
    };
    const bounds = [
      ...(behind === null ? [] : [bound('>', behind)]),
      ...(upTo === null ? [] : [bound('<=', upTo)]),
    ];
    const rows = await sql<{ line: string }>(
      `SELECT row_to_json(r)::text AS line
         FROM (SELECT ${values} FROM ${quoted(name)} t
               ${bounds.length === 0 ? '' : `WHERE ${bounds.join(' AND ')}`}
               ORDER BY ${order} LIMIT ${asked}) r`,
      params,
    );
    const end = rows.at(-1);
    if (end === undefined) return;
    const last = keyOf(end.line, key);
    yield { lines: rows.map(({ line }) => line), last };
    behind = last;
    const size = rows.reduce((sum, { line }) => sum + line.length, 0);
    asked = Math.max(1, Math.min(MOST_ROWS, Math.ceil((BATCH_BYTES * rows.length) / size)));
  }
}

function keyOf(line: string, key: readonly string[]): Key {
  const values = row.parse(JSON.parse(line));
  return key.map((column) => values[column] ?? '');
}
