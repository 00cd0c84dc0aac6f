import type pg from 'pg';
import type { Day } from '#shared/core/days.ts';
import { noteRead } from './record-reads.ts';
import { findRowMismatch } from './row-shape-check.ts';

/**
 * Direct SQL through the driver, the same outside of transactions (`database.sql`) and inside
 * (`tx.sql`). A statement with a shape returns its rows, parsed by `type-parsers.ts`; plain text
 * returns the number of affected rows.
 */
export type Sql = {
  <Row>(asked: Statement<Row>, params?: readonly unknown[]): Promise<Row[]>;
  (text: string, params?: readonly unknown[]): Promise<number>;
};

/** SQL text with the column kinds of its rows. */
export type Statement<Row> = {
  readonly text: string;
  readonly shape: RowShape;
  /** Tables of which it reads only the rows of one thread, or session: the parameter (from 1) with its id. */
  readonly threads?: Readonly<Record<string, number>> | undefined;
  readonly ofMember?: OfMember | undefined;
  /** Carries the row type; never set. */
  readonly row?: Row;
};

/** Of some tables a statement reads only the rows of one member. */
export type OfMember = {
  /** The parameter (from 1) with her id. */
  readonly parameter: number;
  /** Those whose changes are announced to her alone (`announce_own`), or that change with one of these. */
  readonly tables: readonly string[];
};

export type RowShape = Readonly<Record<string, Column<unknown>>>;

export type ColumnKind =
  'text' | 'int' | 'float' | 'numeric' | 'bool' | 'day' | 'moment' | 'bytes' | 'json';

export type Column<Value> = {
  readonly kind: ColumnKind;
  readonly isList: boolean;
  readonly isNullable: boolean;
  /** The allowed values; null where any is. */
  readonly words: readonly string[] | null;
  /** Carries the value type; never set. */
  readonly value?: Value;
};

export type RowOf<Of> =
  Of extends Statement<infer Row> ? Row : { -readonly [Name in keyof Of]: ValueOf<Of[Name]> };

type ValueOf<Of> = Of extends Column<infer Value> ? Value : never;

/** A NOT NULL column; `orNull` is its nullable variant. */
type NotNull<Value> = Column<Value> & { readonly orNull: Column<Value | null> };

/** Column kinds, of which a statement's shape is made. */
export const col = {
  text: column<string>('text'),
  /** Text that is one of these words or keys. */
  oneOf: <const Word extends string>(words: readonly Word[] | Readonly<Record<Word, unknown>>) =>
    column<Word>('text', { words: Array.isArray(words) ? words : Object.keys(words) }),
  /** `int2`, `int4` or `int8`. */
  int: column<number>('int'),
  /** `float4` or `float8`. */
  float: column<number>('float'),
  /** A decimal string, exact. */
  numeric: column<string>('numeric'),
  bool: column<boolean>('bool'),
  day: column<Day>('day'),
  /** A `timestamptz`, or a `timestamp` in UTC. */
  moment: column<Date>('moment'),
  bytes: column<Buffer>('bytes'),
  /** `json` or `jsonb`; the content is not checked. */
  json: <Value>() => column<Value>('json'),
  list: <Value>({ kind, words }: Column<Value>) => column<Value[]>(kind, { words, isList: true }),
};

function column<Value>(
  kind: ColumnKind,
  { words = null, isList = false }: { words?: readonly string[] | null; isList?: boolean } = {},
): NotNull<Value> {
  const plain = { kind, words, isList };
  return { ...plain, isNullable: false, orNull: { ...plain, isNullable: true } };
}

/**
 * Defines a statement with the shape of its rows.
 * @param threads tables of which it reads only the rows of one thread, or of one session: the parameter (from 1) with
 * its id.
 * @param ofMember tables of which it reads only the rows of one member.
 */
export function statement<Of extends RowShape>(
  shape: Of,
  text: string,
  threads?: Readonly<Record<string, number>>,
  ofMember?: OfMember,
): Statement<RowOf<Of>> {
  declared?.(text, shape);
  return { text, shape, threads, ofMember };
}

let declared: ((text: string, shape: RowShape) => void) | null = null;
let report: ((mismatch: Error) => void) | null = null;

/**
 * From now on checks each answer against its statement's shape, and rejects a mismatch. For tests and
 * development.
 * @param onMismatch also called with it, in case the rejection is caught.
 */
export function checkRowsAgainstShapes(onMismatch: (mismatch: Error) => void): void {
  report = onMismatch;
}

/** Calls back for each statement defined from now on. */
export function watchStatements(onStatement: typeof declared): void {
  declared = onStatement;
}

type Run = (text: string, params: readonly unknown[]) => Promise<pg.QueryResult>;

/**
 * Creates the direct-SQL function.
 * @param run sends a query.
 */
export function createSql(run: Run): Sql {
  const sql = async (
    asked: string | Statement<unknown>,
    params: readonly unknown[] = [],
  ): Promise<unknown> => {
    noteRead(typeof asked === 'string' ? { text: asked } : asked, params);
    if (typeof asked === 'string') return (await run(asked, params)).rowCount ?? 0;
    const result = await run(asked.text, params);
    if (report !== null) {
      const mismatch = findRowMismatch(asked, result);
      if (mismatch !== null) {
        report(mismatch);
        throw mismatch;
      }
    }
    return result.rows;
  };
  return sql as Sql;
}
