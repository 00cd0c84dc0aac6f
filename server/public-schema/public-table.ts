import { readableOrNullSql } from '#server/database/predicates/content-visibility.ts';
import type { FlaggableContent } from './flaggable-content.ts';

/** Types that a column in a dump can have. */
export type ColumnType =
  'text' | 'int' | 'bigint' | 'float8' | 'boolean' | 'date' | 'timestamptz' | 'json' | 'text[]';

/** Why a text cannot be withdrawn: `code` when no member writes it, else the reason. */
type Stays = 'code' | { readonly why: string };

/** A public column: one value of each row. */
export type PublicColumn = {
  readonly type: ColumnType;
  /** SQL of the value, over the aliases of the table's `from`. */
  readonly sql: string;
  /**
   * Whether the record commits to the value: then it changes only by an act with a leaf under the
   * row's subject. Values that others or time change are public too, and committed to elsewhere or
   * not at all.
   */
  readonly committed: boolean;
  /** The value is a member's own words or picture: dumped once it is no longer recent. */
  readonly words: boolean;
  /** Leaves before form 3 do not commit to the value. */
  readonly added?: true;
  /** The record commits to the value only where there is one: leaves from before the column still hold. */
  readonly sparse?: true;
  /** The value is the pseudonym of the author, to whom leaves of form 3 commit apart. */
  readonly author?: true;
  /** Why the text stays, for one that no author can withdraw. */
  readonly stays?: Stays;
  /** For JSON that contains texts: why each stays, by its table column. */
  readonly texts?: Readonly<Record<string, Stays>>;
  /** The table column that the value is restored into, when `sql` is more than that column. */
  readonly column?: string;
  /** The table column is NOT NULL: a text that was left out is restored as "…". */
  readonly required?: true;
  /**
   * The column was removed: dumps leave it out and ignore it, and the record commits to null in its
   * place.
   */
  readonly former?: true;
};

/** Declares a value that the record commits to. */
export const fixedColumn = (type: ColumnType, sql: string): PublicColumn =>
  column(type, sql, true, false);
/** Declares that the record commits to a column from form 3 of its leaves on. */
export const addedColumn = (column: PublicColumn): PublicColumn => ({
  ...column,
  committed: true,
  added: true,
});
/** Declares that the record commits to a column of a table that has entries of form 3, where it has a value. */
export const sparseColumn = (column: PublicColumn): PublicColumn => ({
  ...column,
  committed: true,
  sparse: true,
});
/**
 * Declares the pseudonym of a row's author. Its commitment can be opened until the account is deleted.
 */
export const authorColumn = (sql: string): PublicColumn => ({
  ...fixedColumn('text', sql),
  author: true,
});
/**
 * Declares a column that was removed. Earlier commitments to rows that had no value in it still
 * open.
 */
export const formerColumn = (type: ColumnType): PublicColumn => ({
  ...fixedColumn(type, `NULL::${type}`),
  former: true,
});
/** Declares a public value that others or time change, and to which the record does not commit. */
export const changingColumn = (type: ColumnType, sql: string): PublicColumn =>
  column(type, sql, false, false);
/** Declares a text column that no member writes: an id, or one of a closed set of values. */
export const codeColumn = (sql: string, type: 'text' | 'text[]' = 'text'): PublicColumn => ({
  ...fixedColumn(type, sql),
  stays: 'code',
});
/** Declares a column like `codeColumn`, for a value that others or time change. */
export const changingCodeColumn = (
  sql: string,
  type: 'text' | 'text[]' = 'text',
): PublicColumn => ({
  ...changingColumn(type, sql),
  stays: 'code',
});
/** Declares a member's text that stays public after she withdraws or leaves, with the reason. */
export const permanentText = (sql: string, why: string): PublicColumn => ({
  ...fixedColumn('text', sql),
  stays: { why },
});
/** Declares that a JSON value contains texts of rows about people, by their table columns. */
export const withTexts = (
  json: PublicColumn,
  texts: Readonly<Record<string, Stays>>,
): PublicColumn => ({
  ...json,
  texts,
});
/** Declares a value that the record commits to, and that dumps leave out while it is recent. */
export const withdrawableValue = (type: ColumnType, sql: string): PublicColumn =>
  column(type, sql, true, true);

/** Declares a member's text, column `name` of row `alias`; null while a decision removes it. */
export const memberText = (alias: string, name: string): PublicColumn => ({
  ...withdrawableValue('text', readableOrNullSql(alias, `${alias}.${name}`)),
  column: name,
});

/** Declares a text like `memberText`, for a NOT NULL column. */
export const requiredText = (alias: string, name: string): PublicColumn => ({
  ...memberText(alias, name),
  required: true,
});

function column(type: ColumnType, sql: string, committed: boolean, isWords: boolean): PublicColumn {
  return { type, sql, committed, words: isWords };
}

/**
 * How dumped rows are restored: `columns` are SQL over `r`, the row of the dump, or null for
 * columns that another step sets. Plain columns of the first table in `from` are restored by
 * default.
 */
export type RestoreStep = {
  readonly table: string;
  readonly columns?: Readonly<Record<string, string | null>>;
  /** SQL after FROM that unfolds a dumped row `r` into several rows. */
  readonly unfold?: string;
  /** SQL after WHERE: which dumped rows `r` this step restores. */
  readonly where?: string;
  /**
   * For references to later rows, after all rows of all entries: `update` sets columns of the row
   * with this id, `insert` adds rows.
   */
  readonly later?: 'insert' | 'update';
};

/** Declaration of a table of public rows: how it is dumped, committed to and restored. */
export type PublicTable = {
  /** Name of the table's file in a dump, without extension. */
  readonly name: string;
  /** Dumps have no file of it any more, the record no commitment; a file of an older dump is restored. */
  readonly former?: true;
  /**
   * `found`: no act logs a row when it becomes public, so the dump job logs each row without an entry.
   * `lost`: the dump job also ends entries of rows that are no longer public; SQL of whether the row
   * with the id `lost.id` is still public.
   */
  readonly subject: string | null;
  /**
   * No act states a row when it becomes public: a dump states each that has no entry. With `lost` it ends
   * each that is public no more, by SQL of whether the row of a subject's id `lost.id` is still there.
   */
  readonly stated?: 'found' | { readonly lost: string };
  /** SQL of the id, the part of a subject after the slash. */
  readonly id: string;
  /** SQL after FROM of the query that dumps the rows. */
  readonly from: string;
  /** SQL after WHERE: which rows are public. */
  readonly where?: string;
  /** SQL after ORDER BY: a stable order that reveals no time. */
  readonly order: string;
  /**
   * SQL: whether a row is so recent that its texts are left out; `:today` stands for the day of the
   * dump.
   */
  readonly young?: string;
  readonly columns: Readonly<Record<string, PublicColumn>>;
  /** Why a stranger cannot check the values of columns, by column; `rows` for whole rows. */
  readonly unchecked?: Readonly<Record<string, string>>;
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
 * Returns the SQL statements that delete or empty the withdrawn rows of an entry; the last one
 * changes the rows themselves.
 * @param ids SQL of their ids.
 */
export function withdrawalStatementsSql(entry: PublicTable, ids: string, today: string): string[] {
  const { takenBack = [] } = entry;
  const steps =
    takenBack === 'deleted'
      ? [`DELETE FROM ${rowStepOf(entry)?.table} WHERE id IN (:ids)`]
      : takenBack;
  return steps.map((step) => step.replaceAll(':ids', ids).replaceAll(':today', `'${today}'`));
}

/**
 * Days for which dumps leave texts and pictures out, since their author may still withdraw them.
 */
export const RECENT_DAYS = 14;

/**
 * SQL: whether a text is recent on the day of the dump; `day` is SQL of its day, of which only the
 * month is published.
 */
export function isRecentByMonthSql(day: string): string {
  return `(date_trunc('month', (${day})::timestamp) + interval '1 month ${RECENT_DAYS} days')::date > :today::date`;
}

/** SQL: whether a text is recent on the day of the dump; `moment` is SQL of its published time. */
export function isRecentByTimestampSql(moment: string): string {
  return `((${moment}) AT TIME ZONE 'UTC')::date + ${RECENT_DAYS} > :today::date`;
}

/**
 * SQL: the last day on which the author of a subject wrote or changed it, from the record; `first`
 * is the day it was published.
 */
export function lastAuthorChangeDaySql(kind: string, id: string, first: string): string {
  return `GREATEST(${first}, (SELECT max(e.day) FROM record_entry e
    WHERE e.subject = '${kind}/' || ${id}
      AND e.kind ~ '-(published|corrected|changed|edited|closed)$'))`;
}

/** SQL: the month ('YYYY-MM') of a day. */
export const monthSql = (day: string): string => `to_char(${day}, 'YYYY-MM')`;
/** SQL: a moment in UTC, to the second. */
export const secondSql = (moment: string): string =>
  `to_char(${moment} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
/** SQL: the day of a moment, in UTC. */
export const utcDaySql = (moment: string): string => `(${moment} AT TIME ZONE 'UTC')::date`;

/** SQL over a dumped row: the first of a month, for a day that is not published. */
export const firstOfMonthSql = (name: string): string => `(r."${name}" || '-01')::date`;

/**
 * Returns the step that restores the rows of an entry themselves: the one of the first table in
 * `from`, else the first one.
 */
export function rowStepOf({ from, restore }: PublicTable): RestoreStep | undefined {
  return restore.find(({ table }) => from.startsWith(`${table} `)) ?? restore[0];
}

/** Returns the columns that a restore step sets, each with its SQL over `r`, the dumped row. */
export function restoredColumns(entry: PublicTable, step: RestoreStep): Record<string, string> {
  const set = Object.entries({ ...asTheyAre(entry, step), ...step.columns });
  return Object.fromEntries(set.filter((pair): pair is [string, string] => pair[1] !== null));
}

/**
 * The SQL of public columns that restores can reverse, with SQL that stores the dumped value back
 * into the table column.
 */
const READ_OF_ROW: readonly (readonly [RegExp, (name: string) => string])[] = [
  [readOf((column) => column), (name) => `r."${name}"`],
  [readOf(monthSql), firstOfMonthSql],
  [readOf(secondSql), (name) => `r."${name}"::timestamptz`],
];

/**
 * Makes an expression that matches the SQL which `read` makes of a plain column; its groups are the
 * alias and the column's name.
 */
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
