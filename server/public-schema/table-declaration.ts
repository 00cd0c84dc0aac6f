import type { PublicTable } from './public-table.ts';

/** How the data export lists a member's rows of a table: SQL over `t`, the row, and `a`, its author. */
export type PersonalDataExport = {
  /** Whether `member_id` of the row, or of its author, is hers. */
  readonly by: 'member' | 'author';
  readonly joins?: string;
  /** SQL of fields besides the columns that its entry stores, or in place of one. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly order?: string;
};

/** Declaration of a table besides its public rows. */
export type TableDeclaration = {
  /** Why no dump contains it: private, with what it stores, or recomputed. */
  readonly withheld?: { readonly private: string } | 'recomputed';
  /** Columns left out of dumps, for a table in dumps. */
  readonly columns?: Readonly<Record<string, 'private' | 'recomputed'>>;
  /**
   * Where the data export of a member lists her rows: under `lists`, at the path of a part that its domain
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
/** SQL: the key of the picture of a row. */
export const pictureKeySql = (column: string): string =>
  `(SELECT s.key FROM screenshot s WHERE s.${column} = t.id)`;
