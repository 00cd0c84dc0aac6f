import type { PublicTable } from './public-table.ts';
import type { PersonalDataResponse } from '#shared/portability/personal-data.ts';

type Rows = readonly Readonly<Record<string, unknown>>[];

/** The sections of the data export that are lists of rows. */
export type ExportSection = {
  [Name in keyof PersonalDataResponse]: PersonalDataResponse[Name] extends Rows ? Name : never;
}[keyof PersonalDataResponse];

/** How the data export lists a member's rows of a table: SQL over `t`, the row, and `a`, its author. */
export type PersonalDataExport = {
  readonly as: ExportSection;
  /** Whether `member_id` of the row, or of its author, is hers. */
  readonly by: 'member' | 'author';
  readonly joins?: string;
  /** SQL of fields that are not the table column of the same name. */
  readonly fields?: Readonly<Record<string, string>>;
  /** JSON fields, exported as text. */
  readonly json?: readonly string[];
  readonly order: string;
};

/** Declaration of a table besides its public rows. */
export type TableDeclaration = {
  /** Why no dump contains it: private, with what it stores, or recomputed. */
  readonly withheld?: { readonly private: string } | 'recomputed';
  /** Columns left out of dumps, for a table in dumps. */
  readonly columns?: Readonly<Record<string, 'private' | 'recomputed'>>;
  /**
   * Where the data export of a member lists her rows: a derived list, the path of a part that its domain
   * fills, or why nowhere. Required for each table that refers to members or authors.
   */
  readonly own?: PersonalDataExport | { readonly at: string } | { readonly nowhere: string };
  /** Exact values, visible to the author only, and the SQL that replaces them when she deletes her account. */
  readonly blurred?: Readonly<Record<string, string>>;
};

export type TableDeclarations = Readonly<Record<string, TableDeclaration>>;

/** The declarations of one domain. */
export type DomainDeclaration = {
  readonly entries?: readonly PublicTable[];
  readonly tables?: TableDeclarations;
};

/** SQL: the slug of the platform of a row's author, or of the row. */
export const AUTHOR_PLATFORM_SLUG_SQL =
  '(SELECT p.slug FROM platform p WHERE p.id = a.platform_id)';
export const ROW_PLATFORM_SLUG_SQL = '(SELECT p.slug FROM platform p WHERE p.id = t.platform_id)';
/** SQL: a timestamp as `toISOString` writes it. */
export const isoTimestampSql = (moment: string): string =>
  `to_char(${moment} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
/** SQL: the key of the picture of a row. */
export const pictureKeySql = (column: string): string =>
  `(SELECT s.key FROM screenshot s WHERE s.${column} = t.id)`;
