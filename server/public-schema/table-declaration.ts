import type { Entry } from './public-table.ts';
import type { OwnDataResponse } from '#shared/portability/personal-data.ts';

type Rows = readonly Readonly<Record<string, unknown>>[];

/** The sections of the data export that are lists of rows. */
export type OwnRows = {
  [Name in keyof OwnDataResponse]: OwnDataResponse[Name] extends Rows ? Name : never;
}[keyof OwnDataResponse];

/** How the data export lists a member's rows of a table: SQL over `t`, the row, and `a`, its author. */
export type Own = {
  readonly as: OwnRows;
  /** Whether `member_id` of the row, or of its author, is hers. */
  readonly by: 'member' | 'author';
  readonly joins?: string;
  /** SQL of fields that are not the table column of the same name. */
  readonly fields?: Readonly<Record<string, string>>;
  /** JSON fields, exported as text. */
  readonly json?: readonly string[];
  readonly order: string;
};

/** What is declared of a table besides its public rows. */
export type Table = {
  /** Why no dump contains it: private, with what it stores, or recomputed. */
  readonly withheld?: { readonly private: string } | 'recomputed';
  /** Columns left out of dumps, for a table in dumps. */
  readonly columns?: Readonly<Record<string, 'private' | 'recomputed'>>;
  /**
   * Where the data export of a member lists her rows: a derived list, the path of a part that its domain
   * fills, or why nowhere. Required for each table that refers to members or authors.
   */
  readonly own?: Own | { readonly at: string } | { readonly nowhere: string };
  /** Exact values, visible to the author only, and the SQL that replaces them when she deletes her account. */
  readonly blurred?: Readonly<Record<string, string>>;
};

export type Tables = Readonly<Record<string, Table>>;

/** The declarations of one domain. */
export type Domain = { readonly entries?: readonly Entry[]; readonly tables?: Tables };

/** SQL: the slug of the platform of a row's author, or of the row. */
export const AUTHORS_PLATFORM = '(SELECT p.slug FROM platform p WHERE p.id = a.platform_id)';
export const OWN_PLATFORM = '(SELECT p.slug FROM platform p WHERE p.id = t.platform_id)';
/** SQL: a timestamp as `toISOString` writes it. */
export const isoMoment = (moment: string): string =>
  `to_char(${moment} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
/** SQL: the key of the picture of a row. */
export const pictureOf = (column: string): string =>
  `(SELECT s.key FROM screenshot s WHERE s.${column} = t.id)`;
