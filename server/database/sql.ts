import type pg from 'pg';
import type { Day } from '#shared/core/days.ts';
import { mismatchOf } from './row-check.ts';

/**
 * SQL straight to the driver, the same outside of transactions (`database.sql`) and inside (`tx.sql`). A
 * statement with a shape gives its rows, whose values `row-values.ts` tells; a plain text gives how many
 * rows it changed or found.
 */
export type Sql = {
  <Row>(asked: Statement<Row>, params?: readonly unknown[]): Promise<Row[]>;
  (text: string, params?: readonly unknown[]): Promise<number>;
};

/** A text of SQL with the columns of its rows. */
export type Statement<Row> = {
  readonly text: string;
  readonly shape: Shape;
  /** For the compiler alone. */
  readonly row?: Row;
};

export type Shape = Readonly<Record<string, Column<unknown>>>;

export type Kind =
  'text' | 'int' | 'float' | 'numeric' | 'bool' | 'day' | 'moment' | 'bytes' | 'json';

export type Column<Value> = {
  readonly kind: Kind;
  readonly isList: boolean;
  readonly isNullable: boolean;
  /** All that it may say; null for anything. */
  readonly words: readonly string[] | null;
  /** For the compiler alone. */
  readonly value?: Value;
};

/** What a row of a statement or of a shape is in TypeScript. */
export type RowOf<Of> =
  Of extends Statement<infer Row> ? Row : { -readonly [Name in keyof Of]: ValueOf<Of[Name]> };

type ValueOf<Of> = Of extends Column<infer Value> ? Value : never;

/** A column without NULL, and the same with it. */
type NotNull<Value> = Column<Value> & { readonly orNull: Column<Value | null> };

/** The kinds of columns. */
export const col = {
  text: column<string>('text'),
  /** Text that is one of these words, or of the keys of a table. */
  oneOf: <const Word extends string>(words: readonly Word[] | Readonly<Record<Word, unknown>>) =>
    column<Word>('text', { words: Array.isArray(words) ? words : Object.keys(words) }),
  /** `int2`, `int4` or `int8`. */
  int: column<number>('int'),
  /** `float4` or `float8`. */
  float: column<number>('float'),
  /** Exact: text, as PostgreSQL writes it. */
  numeric: column<string>('numeric'),
  bool: column<boolean>('bool'),
  /** A `date`. */
  day: column<Day>('day'),
  /** A `timestamptz`, or a `timestamp` in UTC. */
  moment: column<Date>('moment'),
  bytes: column<Buffer>('bytes'),
  /** `json` or `jsonb`: nobody checks what is in it. */
  json: <Value>() => column<Value>('json'),
  /** An array. */
  list: <Value>({ kind, words }: Column<Value>) => column<Value[]>(kind, { words, isList: true }),
};

function column<Value>(
  kind: Kind,
  { words = null, isList = false }: { words?: readonly string[] | null; isList?: boolean } = {},
): NotNull<Value> {
  const plain = { kind, words, isList };
  return { ...plain, isNullable: false, orNull: { ...plain, isNullable: true } };
}

/** A statement whose rows have this shape. */
export function statement<Of extends Shape>(shape: Of, text: string): Statement<RowOf<Of>> {
  declared?.(text, shape);
  return { text, shape };
}

let declared: ((text: string, shape: Shape) => void) | null = null;
let report: ((mismatch: Error) => void) | null = null;

/**
 * Holds each answer against the shape of its statement from now on, and rejects one that differs: for
 * tests and for development.
 * @param onMismatch hears of it too, whoever catches the rejection.
 */
export function checkAnswers(onMismatch: (mismatch: Error) => void): void {
  report = onMismatch;
}

/** Tells each statement that is made from now on. */
export function watchStatements(onStatement: typeof declared): void {
  declared = onStatement;
}

type Run = (text: string, params: readonly unknown[]) => Promise<pg.QueryResult>;

/** @param run sends a text. */
export function createSql(run: Run): Sql {
  const sql = async (
    asked: string | Statement<unknown>,
    params: readonly unknown[] = [],
  ): Promise<unknown> => {
    if (typeof asked === 'string') return (await run(asked, params)).rowCount ?? 0;
    const result = await run(asked.text, params);
    if (report !== null) {
      const mismatch = mismatchOf(asked, result);
      if (mismatch !== null) {
        report(mismatch);
        throw mismatch;
      }
    }
    return result.rows;
  };
  return sql as Sql;
}
