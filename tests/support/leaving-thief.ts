import type { TestApp } from './app.ts';
import { col, statement } from '#server/database/sql.ts';

/**
 * Simulates a thief who compares an old backup of the whole database with today's. He knows every row
 * that the backup says is a member's, and looks for values that are hers alone: ids, keys, tags,
 * hashes, moments, and the transaction that wrote a row (`xmin`).
 */

/** A stored row: its table, its values, and those of its primary key that do not refer to an author. */
export type StoredRow = {
  readonly table: string;
  readonly key: string;
  readonly values: ReadonlyMap<string, ReadonlySet<string>>;
};

/** All rows of a database. */
export type Snapshot = readonly StoredRow[];

/** Reads all rows of all tables. */
export async function takeSnapshot({ database }: Pick<TestApp, 'database'>): Promise<Snapshot> {
  const tables = await database.sql(TABLES);
  const rows: StoredRow[] = [];
  for (const { name, keys } of tables) {
    const stored = await database.sql(
      statement(
        { row: col.json<Record<string, unknown>>(), xmin: col.text },
        `SELECT to_jsonb(r) AS row, xmin::text AS xmin FROM "${name}" r`,
      ),
    );
    for (const { row, xmin } of stored) {
      rows.push({
        table: name,
        key: [name, ...keys.map((column) => String(row[column]))].join('/'),
        values: new Map([
          ...Object.entries(row).map(([column, value]) => [column, textsIn(value)] as const),
          ['xmin', new Set([`xmin ${xmin}`])],
        ]),
      });
    }
  }
  return rows;
}

/** A piece of content: its row, the author that it refers to, and the rows that name it. */
export type Piece = { readonly key: string; readonly rows: readonly StoredRow[] };

/** Finds the pieces of a member: rows that refer to her or to one of her authors. */
export function findPieces(snapshot: Snapshot, memberId: string): Piece[] {
  const authors = new Set(
    snapshot.filter((row) => row.table === 'author' && has(row, 'member_id', memberId)).map(idOf),
  );
  return snapshot
    .filter(
      (row) =>
        row.table !== 'author' &&
        [...row.values].some(([column, texts]) =>
          [...texts].some(
            (text) => text === memberId || (column === 'author_id' && authors.has(text)),
          ),
        ),
    )
    .map((row) => pieceOf(snapshot, row));
}

/** Finds the pieces with these keys in another snapshot; those whose row is gone are left out. */
export function findAgain(snapshot: Snapshot, pieces: readonly Piece[]): Piece[] {
  const byKey = new Map(snapshot.map((row) => [row.key, row]));
  return pieces.flatMap(({ key }) => {
    const row = byKey.get(key);
    return row === undefined ? [] : [pieceOf(snapshot, row)];
  });
}

/**
 * Finds the values of a member in a snapshot that hardly a row of others has, and the columns that they
 * stand in.
 */
export function valuesOfHers(
  snapshot: Snapshot,
  memberId: string,
): ReadonlyMap<string, ReadonlySet<string>> {
  const hers = new Set(findPieces(snapshot, memberId).flatMap(({ rows }) => rows));
  for (const row of snapshot) {
    if (has(row, 'member_id', memberId) || row.key === `member/${memberId}`) hers.add(row);
  }
  return exclusive(snapshot, hers);
}

/** Links rows of today to values of the backup: `table.column → table.column`, with the rows of today. */
export function linkToBackup(
  today: Snapshot,
  known: ReadonlyMap<string, ReadonlySet<string>>,
): Map<string, Set<string>> {
  const links = new Map<string, Set<string>>();
  for (const row of today) {
    for (const [column, texts] of row.values) {
      for (const text of texts) {
        for (const from of known.get(text) ?? []) {
          const pair = `${from} → ${row.table}.${column}`;
          links.set(pair, (links.get(pair) ?? new Set()).add(row.key));
        }
      }
    }
  }
  return links;
}

/** A column whose value everybody sees, and the tables whose pieces it joins in public. */
export type PublicJoin = { readonly column: string; readonly tables: readonly string[] };

/** The pairs of pieces that public data join. */
function areJoinedInPublic(one: Piece, other: Piece, joins: readonly PublicJoin[]): boolean {
  return joins.some(({ column, tables }) => {
    const [mine, others] = [one, other].map((piece) =>
      tables.includes(tableOf(piece)) ? textsOf(piece, column) : new Set<string>(),
    );
    return [...(mine ?? [])].some((text) => others?.has(text));
  });
}

function textsOf({ rows }: Piece, name: string): Set<string> {
  const [table, column = ''] = name.split('.');
  const there = rows.filter((row) => row.table === table);
  return new Set(there.flatMap(({ values }) => [...(values.get(column) ?? [])]));
}

const tableOf = ({ key }: Piece): string => key.split('/')[0] ?? '';

/**
 * Joins pieces of one member by values that hardly a row outside them has: `table.column = table.column`,
 * with the number of pairs of pieces that it joins. A thread and its posts, a proof and its check, and
 * the like, where one names the other, are one piece here; pairs that public data join are left out.
 */
export function joinPieces(
  today: Snapshot,
  pieces: readonly Piece[],
  inPublic: readonly PublicJoin[],
): Map<string, number> {
  const values = exclusive(today, new Set(pieces.flatMap(({ rows }) => rows)));
  const joins = new Map<string, number>();
  const holders = new Map<string, { piece: Piece; column: string }[]>();
  for (const piece of pieces) {
    for (const row of piece.rows) {
      for (const [column, texts] of row.values) {
        for (const text of texts) {
          if (!values.has(text)) continue;
          const there = holders.get(text) ?? [];
          holders.set(text, [...there, { piece, column: `${row.table}.${column}` }]);
        }
      }
    }
  }
  for (const there of holders.values()) {
    const pairs = new Set<string>();
    for (const one of there) {
      for (const other of there) {
        if (one.piece.key >= other.piece.key || names(one.piece, other.piece)) continue;
        if (areJoinedInPublic(one.piece, other.piece, inPublic)) continue;
        const [first = '', second = ''] = [one.column, other.column].toSorted();
        const pair = `${first} = ${second}`;
        const both = `${pair} ${one.piece.key} ${other.piece.key}`;
        if (pairs.has(both)) continue;
        pairs.add(both);
        joins.set(pair, (joins.get(pair) ?? 0) + 1);
      }
    }
  }
  return joins;
}

function pieceOf(snapshot: Snapshot, row: StoredRow): Piece {
  const id = idOf(row);
  const author = [...(row.values.get('author_id') ?? [])][0];
  const rows = snapshot.filter(
    (other) =>
      other === row ||
      (author !== undefined && other.table === 'author' && idOf(other) === author) ||
      (id !== '' &&
        [...other.values.values()].some((texts) =>
          [...texts].some((text) => text === id || text.endsWith(`/${id}`)),
        )),
  );
  return { key: row.key, rows };
}

/** Whether a row of one piece is a row of the other. */
function names(one: Piece, other: Piece): boolean {
  const own = (piece: Piece): StoredRow[] =>
    piece.rows.filter(({ key, table }) => key === piece.key || table !== 'author');
  const rows = new Set(own(other));
  return own(one).some((row) => rows.has(row));
}

/** So many rows of hers to one of others make a value hers. */
const HERS_TO_OTHERS = 4;

/** The values that nearly only these rows have, each with the columns that it stands in. */
function exclusive(
  snapshot: Snapshot,
  hers: ReadonlySet<StoredRow>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const row of hers) {
    for (const [column, texts] of row.values) {
      for (const text of texts) {
        found.set(text, (found.get(text) ?? new Set()).add(`${row.table}.${column}`));
      }
    }
  }
  const others = new Map<string, number>();
  for (const row of snapshot) {
    const step = hers.has(row) ? 1 : -HERS_TO_OTHERS;
    for (const text of new Set([...row.values.values()].flatMap((texts) => [...texts]))) {
      others.set(text, (others.get(text) ?? 0) + step);
    }
  }
  return new Map([...found].filter(([text]) => (others.get(text) ?? 0) >= 0));
}

const has = (row: StoredRow, column: string, text: string): boolean =>
  row.values.get(column)?.has(text) ?? false;
const idOf = (row: StoredRow): string => [...(row.values.get('id') ?? [])][0] ?? '';

/** Texts of a value, including inside JSON, that are long or precise enough to be one person's. */
function textsIn(value: unknown): ReadonlySet<string> {
  return new Set(collect(value).filter((text) => text.length >= 6 && !IS_DAY.test(text)));
}
const IS_DAY = /^\d{4}-\d\d(-\d\d)?$/;

function collect(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (Array.isArray(value)) return value.flatMap(collect);
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(collect) : [];
}

const TABLES = statement(
  { name: col.text, keys: col.list(col.text) },
  `
  SELECT c.relname::text AS name,
         COALESCE((SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_index i
           JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
          WHERE i.indrelid = c.oid AND i.indisprimary
            AND a.attname <> 'author_id'), '{}') AS keys
    FROM pg_class c
   WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
     AND c.relname NOT LIKE E'\\\\_prisma%' ORDER BY 1`,
);
