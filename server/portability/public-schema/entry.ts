/** Types of columns as they stand in a dump. */
export type ColumnType =
  'text' | 'int' | 'bigint' | 'float8' | 'boolean' | 'date' | 'timestamptz' | 'json' | 'text[]';

/** One public value of a row. */
export type Column = {
  readonly type: ColumnType;
  /** What it is, over the aliases of the entry's `from`. */
  readonly sql: string;
  /**
   * Whether the record commits to it: it changes only by an act that leaves a leaf of the row's
   * subject. What others or time change is public all the same, and committed to elsewhere or not.
   */
  readonly committed: boolean;
  /** Somebody's own words or picture: it leaves once it is no longer young. */
  readonly words: boolean;
};

/** What the record commits to. */
export const fixed = (type: ColumnType, sql: string): Column => column(type, sql, true, false);
/** What is public, and moved by others or by time. */
export const moving = (type: ColumnType, sql: string): Column => column(type, sql, false, false);
/** Committed to, and left out of a dump while it is young. */
export const words = (type: ColumnType, sql: string): Column => column(type, sql, true, true);

function column(type: ColumnType, sql: string, committed: boolean, isWords: boolean): Column {
  return { type, sql, committed, words: isWords };
}

/** How rows become rows again: `columns` are SQL over `r`, the row of the dump. */
export type Restore = {
  readonly table: string;
  readonly columns: Readonly<Record<string, string>>;
  /** SQL after FROM: what a row unfolds into, over `r`. */
  readonly unfold?: string;
  /** Only rows for which this holds. */
  readonly where?: string;
  /**
   * Once all rows of all entries are there: for what points at something that comes later. With
   * `update`, columns of the row with this id are set, else rows are added.
   */
  readonly later?: 'insert' | 'update';
};

/** A table of public rows, as it is dumped, committed to and restored. */
export type Entry = {
  /** The name of its file. */
  readonly name: string;
  /** What stands before the id in a subject of the record, e.g. payout; null where none does. */
  readonly subject: string | null;
  /** SQL of the part of the subject after the stroke. */
  readonly id: string;
  /** SQL after FROM. */
  readonly from: string;
  /** SQL after WHERE. */
  readonly where?: string;
  /** SQL after ORDER BY: the same rows always stand in the same order, which tells no moment. */
  readonly order: string;
  /** SQL, with `:today` as the day of the dump: whether its words stay behind for now. */
  readonly young?: string;
  readonly columns: Readonly<Record<string, Column>>;
  readonly restore: readonly Restore[];
};

/** How long words and pictures stay behind: their author may still take them back. */
export const YOUNG_DAYS = 14;

/** SQL: whether what was said on a day that only its month is shown of is young on the day of the dump. */
export function youngByMonth(day: string): string {
  return `(date_trunc('month', (${day})::timestamp) + interval '1 month ${YOUNG_DAYS} days')::date > :today::date`;
}

/** SQL: whether what was said at a moment that is shown is young on the day of the dump. */
export function youngByMoment(moment: string): string {
  return `((${moment}) AT TIME ZONE 'UTC')::date + ${YOUNG_DAYS} > :today::date`;
}

/** SQL: the last day on which the author of a thing said or changed it, as the record knows. */
export function lastSaid(kind: string, id: string, first: string): string {
  return `GREATEST(${first}, (SELECT max(e.day) FROM record_entry e
    WHERE e.subject = '${kind}/' || ${id}
      AND e.kind ~ '-(published|corrected|changed|edited|closed)$'))`;
}

/** SQL: the month of a day. */
export const monthOf = (day: string): string => `to_char(${day}, 'YYYY-MM')`;
/** SQL: a moment to the second, in UTC. */
export const second = (moment: string): string =>
  `to_char(${moment} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
/** SQL: the day of a moment, in UTC. */
export const dayOfMoment = (moment: string): string => `(${moment} AT TIME ZONE 'UTC')::date`;

/** SQL over a dumped row: the first day of a month, for a day that nobody is told. */
export const firstOf = (name: string): string => `(r."${name}" || '-01')::date`;
/** SQL over a dumped row: the middle of a month, which stands for its day. */
export const middleOf = (name: string): string => `(r."${name}" || '-15')::date`;

/** Columns that are restored as they are: of the database, with their names in the dump. */
export function same(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.map((name) => [
      name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      `r."${name}"`,
    ]),
  );
}
