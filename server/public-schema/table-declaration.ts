import type { PublicTable } from './public-table.ts';

/**
 * How the data export lists a member's rows of a table; SQL refers to the row as `t` and to its
 * author as `a`.
 */
export type PersonalDataExport = {
  /** Whether the row's own `member_id` is the member's, or that of its author. */
  readonly by: 'member' | 'author';
  readonly joins?: string;
  /** SQL of fields besides the columns that the table's public entry stores, or in place of one. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly order?: string;
};

/** Declaration of what a table has besides its public rows. */
export type TableDeclaration = {
  /** Why no dump contains the table: it is private, with what it stores, or recomputed. */
  readonly withheld?: { readonly private: string } | 'recomputed';
  /** Columns that dumps leave out, for a table that is in dumps. */
  readonly columns?: Readonly<Record<string, 'private' | 'recomputed'>>;
  /**
   * Where the data export of a member lists her rows: under `lists`, at the path of a part that its domain
   * fills, or why nowhere. Required for each table that refers to members or authors.
   */
  readonly own?: PersonalDataExport | { readonly at: string } | { readonly nowhere: string };
  /**
   * Columns with exact values, which only the author sees, and the SQL that replaces them when she
   * deletes her account.
   */
  readonly blurred?: Readonly<Record<string, string>>;
};

export type TableDeclarations = Readonly<Record<string, TableDeclaration>>;

export type DomainDeclaration = {
  readonly entries?: readonly PublicTable[];
  readonly tables?: TableDeclarations;
};

/** SQL: the slug of the platform of the row's author `a`. */
export const AUTHOR_PLATFORM_SLUG_SQL =
  '(SELECT p.slug FROM platform p WHERE p.id = a.platform_id)';
/** SQL: the slug of the platform of row `t`. */
export const ROW_PLATFORM_SLUG_SQL = '(SELECT p.slug FROM platform p WHERE p.id = t.platform_id)';
/** SQL: the key of the picture whose foreign key `column` refers to row `t`. */
export const pictureKeySql = (column: string): string =>
  `(SELECT s.key FROM screenshot s WHERE s.${column} = t.id)`;
