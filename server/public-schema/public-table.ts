import { readableOrNullSql } from '#server/database/predicates/content-visibility.ts';
import type { FlaggableContent } from './flaggable-content.ts';

/** Types of columns in a dump. */
export type ColumnType =
  'text' | 'int' | 'bigint' | 'float8' | 'boolean' | 'date' | 'timestamptz' | 'json' | 'text[]';

/** Why a text cannot be withdrawn: `code` when no member writes it, else the reason. */
type Stays = 'code' | { readonly why: string };

/** One public value of a row. */
export type PublicColumn = {
  readonly type: ColumnType;
  /** SQL over the aliases of the entry's `from`. */
  readonly sql: string;
  /**
   * Whether the record commits to it: then it changes only by an act with a leaf under the row's
   * subject. Values that others or time change are public too, and committed to elsewhere or not at
   * all.
   */
  readonly committed: boolean;
  /** A member's own words or picture: dumped once it is no longer recent. */
  readonly words: boolean;
  /** For a text that no author can withdraw. */
  readonly stays?: Stays;
  /** For JSON: the same of each table column with texts that it holds. */
  readonly texts?: Readonly<Record<string, Stays>>;
  /** The table column that it is restored into, when `sql` is more than that column. */
  readonly column?: string;
  /** That column takes no null: a text that was left out is restored as "…". */
  readonly required?: true;
  /** Removed: dumps leave it out and ignore it, and the record commits to null in its place. */
  readonly former?: true;
};

/** A value that the record commits to. */
export const fixedColumn = (type: ColumnType, sql: string): PublicColumn =>
  column(type, sql, true, false);
/** A column that is removed. Earlier commitments to rows that had no value in it still open. */
export const formerColumn = (type: ColumnType): PublicColumn => ({
  ...fixedColumn(type, `NULL::${type}`),
  former: true,
});
/** A public value that others or time change. */
export const changingColumn = (type: ColumnType, sql: string): PublicColumn =>
  column(type, sql, false, false);
/** A public text column with a closed set of values, or an id: no member writes it. */
export const codeColumn = (sql: string, type: 'text' | 'text[]' = 'text'): PublicColumn => ({
  ...fixedColumn(type, sql),
  stays: 'code',
});
/** As `codeColumn`, for a value that others or time change. */
export const changingCodeColumn = (
  sql: string,
  type: 'text' | 'text[]' = 'text',
): PublicColumn => ({
  ...changingColumn(type, sql),
  stays: 'code',
});
/** A member's text that stays public after she withdraws or leaves, with the reason. */
export const permanentText = (sql: string, why: string): PublicColumn => ({
  ...fixedColumn('text', sql),
  stays: { why },
});
/** A JSON value that holds texts of rows about people, by their table columns. */
export const withTexts = (
  json: PublicColumn,
  texts: Readonly<Record<string, Stays>>,
): PublicColumn => ({
  ...json,
  texts,
});
/** A text that the record commits to, left out of dumps while recent. */
export const withdrawableValue = (type: ColumnType, sql: string): PublicColumn =>
  column(type, sql, true, true);

/** A text column of row `alias`, null while a decision removes it. */
export const memberText = (alias: string, name: string): PublicColumn => ({
  ...withdrawableValue('text', readableOrNullSql(alias, `${alias}.${name}`)),
  column: name,
});

/** As `memberText`, for a NOT NULL column. */
export const requiredText = (alias: string, name: string): PublicColumn => ({
  ...memberText(alias, name),
  required: true,
});

function column(type: ColumnType, sql: string, committed: boolean, isWords: boolean): PublicColumn {
  return { type, sql, committed, words: isWords };
}

/**
 * How dumped rows are restored: `columns` are SQL over `r`, the row of the dump, or null for columns
 * that another step sets. Plain columns of the first table in `from` are restored by default.
 */
export type RestoreStep = {
  readonly table: string;
  readonly columns?: Readonly<Record<string, string | null>>;
  /** SQL after FROM: what a row unfolds into, over `r`. */
  readonly unfold?: string;
  /** SQL after WHERE: restores only the rows that match. */
  readonly where?: string;
  /**
   * For references to later rows, after all rows of all entries: `update` sets columns of the row
   * with this id, `insert` adds rows.
   */
  readonly later?: 'insert' | 'update';
};

/** A table of public rows: how it is dumped, committed to and restored. */
export type PublicTable = {
  /** Name of the table's file in a dump, without extension. */
  readonly name: string;
  /** The part before the id in a subject of the record, e.g. payout; null without one. */
  readonly subject: string | null;
  /** SQL of the part of the subject after the slash. */
  readonly id: string;
  /** SQL after FROM. */
  readonly from: string;
  /** SQL after WHERE: which rows are public. */
  readonly where?: string;
  /** SQL after ORDER BY: a stable order that reveals no time. */
  readonly order: string;
  /** SQL, with `:today` as the day of the dump: whether its texts are left out for now. */
  readonly young?: string;
  readonly columns: Readonly<Record<string, PublicColumn>>;
  readonly restore: readonly RestoreStep[];
  /**
   * Effect of withdrawing or erasing a row, here and on copies of the site: it is deleted, or this
   * SQL runs, with `:ids` for its ids and `:today`; the last statement changes the row itself.
   */
  readonly takenBack?: 'deleted' | readonly string[];
  /** For kinds that can be flagged: how cases load, show and hide them. */
  readonly flaggable?: FlaggableContent;
  /** For texts that cannot be flagged: the entry that they are hidden and withdrawn with, or the reason. */
  readonly unflaggable?: { readonly with: string } | { readonly why: string };
};

/**
 * SQL that deletes or empties the withdrawn rows of an entry; the last statement changes the rows.
 * @param ids SQL of their ids.
 */
export function withdrawalStatementsSql(
  { takenBack = [], restore: [own] }: PublicTable,
  ids: string,
  today: string,
): string[] {
  const steps =
    takenBack === 'deleted' ? [`DELETE FROM ${own?.table} WHERE id IN (:ids)`] : takenBack;
  return steps.map((step) => step.replaceAll(':ids', ids).replaceAll(':today', `'${today}'`));
}

/** Days for which texts and pictures are left out, since their author may still withdraw them. */
export const RECENT_DAYS = 14;

/**
 * SQL: whether a text of a day, of which only the month is published, is recent on the day of the
 * dump.
 */
export function isRecentByMonthSql(day: string): string {
  return `(date_trunc('month', (${day})::timestamp) + interval '1 month ${RECENT_DAYS} days')::date > :today::date`;
}

/** SQL: whether a text of a published moment is recent on the day of the dump. */
export function isRecentByTimestampSql(moment: string): string {
  return `((${moment}) AT TIME ZONE 'UTC')::date + ${RECENT_DAYS} > :today::date`;
}

/** SQL: the last day on which a thing's author wrote or changed it, from the record. */
export function lastAuthorChangeDaySql(kind: string, id: string, first: string): string {
  return `GREATEST(${first}, (SELECT max(e.day) FROM record_entry e
    WHERE e.subject = '${kind}/' || ${id}
      AND e.kind ~ '-(published|corrected|changed|edited|closed)$'))`;
}

/** SQL: the month of a day. */
export const monthSql = (day: string): string => `to_char(${day}, 'YYYY-MM')`;
/** SQL: a moment in UTC, to the second. */
export const secondSql = (moment: string): string =>
  `to_char(${moment} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
/** SQL: the day of a moment, in UTC. */
export const utcDaySql = (moment: string): string => `(${moment} AT TIME ZONE 'UTC')::date`;

/** SQL over a dumped row: the first of a month, for a day that is not published. */
export const firstOfMonthSql = (name: string): string => `(r."${name}" || '-01')::date`;
/** SQL over a dumped row: the middle of a month, in place of its day. */
export const middleOfMonthSql = (name: string): string => `(r."${name}" || '-15')::date`;

/** The columns that a restore step sets: SQL over `r`. */
export function restoredColumns(entry: PublicTable, step: RestoreStep): Record<string, string> {
  const set = Object.entries({ ...asTheyAre(entry, step), ...step.columns });
  return Object.fromEntries(set.filter((pair): pair is [string, string] => pair[1] !== null));
}

/** What a public column can read of a row, with SQL that stores a dumped value back into it. */
const READ_OF_ROW: readonly (readonly [RegExp, (name: string) => string])[] = [
  [readOf((column) => column), (name) => `r."${name}"`],
  [readOf(monthSql), firstOfMonthSql],
  [readOf(secondSql), (name) => `r."${name}"::timestamptz`],
];

/** Matches SQL that reads a plain column in this way, with its alias and its name. */
function readOf(read: (column: string) => string): RegExp {
  const [before = '', after = ''] = read('COLUMN')
    .split('COLUMN')
    .map((sql) => sql.replaceAll(/[()|]/g, String.raw`\$&`));
  return new RegExp(`^${before}(\\w+)\\.(\\w+)${after}$`);
}

function asTheyAre(
  { from, columns }: PublicTable,
  { table, later }: RestoreStep,
): Record<string, string> {
  const [, first, alias] = /^(\w+) (\w+)/.exec(from) ?? [];
  if (first !== table || later !== undefined) return {};
  const pairs = Object.entries(columns).flatMap(([name, { type, sql, column, required }]) => {
    const value = type === 'json' ? `r."${name}"::jsonb` : `r."${name}"`;
    if (column !== undefined) {
      return [[column, required === true ? `COALESCE(${value}, '…')` : value] as const];
    }
    return READ_OF_ROW.flatMap(([read, stored]) => {
      const [, row, into = ''] = read.exec(sql) ?? [];
      return row === alias ? [[into, type === 'json' ? value : stored(name)] as const] : [];
    });
  });
  return Object.fromEntries(pairs);
}
