import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import {
  partContent,
  type ColumnParts,
  type CommittedParts,
} from '#shared/transparency-log/commitments.ts';
import { PUBLIC_TABLES } from './all-tables.ts';
import {
  committedColumnNames,
  committedColumnsSql,
  fromWhereSql,
  sqlOfDay,
} from './content-sql.ts';
import type { PublicTable } from './public-table.ts';

/**
 * Returns the part before the slash in record names of a table's rows: that of their subject, else
 * the table's name.
 */
export function logSubjectOf({ subject, name }: PublicTable): string {
  return subject ?? name;
}

const BY_NAME: ReadonlyMap<string, PublicTable> = new Map(
  PUBLIC_TABLES.map((entry) => [logSubjectOf(entry), entry]),
);

/**
 * Splits the committed content of a row into its parts (facts and words); `recordName` is such as
 * `payout/3k9…`. Null for what is no public row.
 */
export function partsOfContent(recordName: string, content: unknown): CommittedParts | null {
  const columns = COLUMNS.get(recordName.slice(0, recordName.indexOf('/')));
  if (columns === undefined || typeof content !== 'object' || content === null) return null;
  return partContent(content, columns);
}

const COLUMNS: ReadonlyMap<string, ColumnParts> = new Map(
  PUBLIC_TABLES.map((entry) => [logSubjectOf(entry), committedColumnNames(entry)]),
);

/**
 * SQL: the content of a row just written that the record commits to. The row has the alias that its
 * table's declaration uses.
 */
export function committedContentSql(name: string): string {
  const entry = BY_NAME.get(name);
  if (entry === undefined) throw new Error(`nothing of ${name} is public`);
  return committedColumnsSql(entry);
}

/**
 * Loads the contents that the record commits to, of current subjects such as `payout/3k9…` or
 * `decision/3k9…`, in one query per kind. Subjects that do not exist or are not public are left
 * out; those that are public from a day on are loaded before it too.
 */
export async function loadCommittedContents(
  tx: Db,
  names: readonly string[],
): Promise<ReadonlyMap<string, unknown>> {
  const ids = new Map<string, string[]>();
  for (const name of names) {
    const stroke = name.indexOf('/');
    const kind = name.slice(0, stroke);
    const known = ids.get(kind) ?? [];
    known.push(name.slice(stroke + 1));
    ids.set(kind, known);
  }
  const contents = new Map<string, unknown>();
  for (const [kind, wanted] of ids) {
    const entry = BY_NAME.get(kind);
    if (entry === undefined) continue;
    const rows = await tx.sql(
      statement(
        { id: col.text, content: col.json<unknown>() },
        `SELECT ${entry.id} AS id, ${committedColumnsSql(entry)} AS content
         FROM ${sqlOfDay(fromWhereSql(entry, `${entry.id} = ANY($1::text[])`), 'infinity')}`,
      ),
      [wanted],
    );
    for (const { id, content } of rows) contents.set(`${kind}/${id}`, content);
  }
  return contents;
}
