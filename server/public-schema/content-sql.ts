import type { Day } from '#shared/core/days.ts';
import type { CommittedColumns } from '#shared/portability/dump-manifest.ts';
import type { PublicColumn, PublicTable } from './public-table.ts';

/** Maximum number of pairs in one call of jsonb_build_object (PostgreSQL allows 100 arguments). */
const PAIRS_A_CALL = 50;

/**
 * SQL: a JSON object of columns; where `kept` gives a condition, the value is null unless it holds.
 */
export function jsonObjectSql(
  columns: readonly (readonly [string, PublicColumn])[],
  kept: (column: PublicColumn) => string | null = () => null,
): string {
  const calls: string[] = [];
  for (let at = 0; at < columns.length; at += PAIRS_A_CALL) {
    const pairs = columns.slice(at, at + PAIRS_A_CALL).map(([name, column]) => {
      const condition = kept(column);
      const value =
        condition === null ? column.sql : `CASE WHEN ${condition} THEN ${column.sql} END`;
      return `'${name}', ${value}`;
    });
    calls.push(`jsonb_build_object(${pairs.join(', ')})`);
  }
  return calls.join(' || ');
}

/** SQL: the content of a row that the record commits to, recent or not; without sparse columns that are null. */
export function committedColumnsSql({ columns }: PublicTable): string {
  const committed = Object.entries(columns).filter(([, column]) => column.committed);
  const always = committed.filter(([, { sparse }]) => sparse !== true);
  const sparse = committed.filter(([, column]) => column.sparse === true);
  if (sparse.length === 0) return jsonObjectSql(always);
  return `${jsonObjectSql(always)} || jsonb_strip_nulls(${jsonObjectSql(sparse)})`;
}

/** Names of the columns that the record commits to, by the part of a commitment that they stand in. */
export function committedColumnNames({ columns }: PublicTable): CommittedColumns {
  const committed = Object.entries(columns).filter(([, column]) => column.committed);
  const named = (part: keyof CommittedColumns): string[] =>
    committed.flatMap(([name, column]) => (partsOf(column).includes(part) ? [name] : []));
  return {
    facts: named('facts'),
    added: named('added'),
    words: named('words'),
    author: named('author'),
    sparse: named('sparse'),
  };
}

function partsOf({ words, added, author, sparse }: PublicColumn): (keyof CommittedColumns)[] {
  if (author === true) return ['author'];
  const parts = [
    words ? 'words' : null,
    added === true ? 'added' : null,
    sparse === true ? 'sparse' : null,
  ] as const;
  const named = parts.filter((part) => part !== null);
  return named.length === 0 ? ['facts'] : named;
}

/** SQL: FROM and WHERE of an entry, with one more condition. */
export function fromWhereSql({ from, where = 'true' }: PublicTable, condition = 'true'): string {
  return `${from} WHERE (${where}) AND ${condition}`;
}

/** SQL of a declaration, of which `:today` stands for a day. */
export function sqlOfDay(sql: string, day: Day | 'infinity'): string {
  return sql.replaceAll(':today', `'${day}'`);
}
