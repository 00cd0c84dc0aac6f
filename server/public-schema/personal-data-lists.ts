import { PUBLIC_TABLES, TABLE_DECLARATIONS } from './all-tables.ts';
import { restoredColumns, rowStepOf, type PublicTable } from './public-table.ts';
import type { PersonalDataExport } from './table-declaration.ts';

/** Foreign keys to the owner of a row, which the export leaves out: the row is hers. */
const OWNERS = ['member_id', 'author_id'];

/** The lists of a member's data export, by name: SQL that reads the rows of member $1 as JSON. */
export const PERSONAL_DATA_LISTS: readonly (readonly [string, string])[] = Object.entries(
  TABLE_DECLARATIONS,
).flatMap(([table, { own }]) => {
  if (own === undefined || !('by' in own)) return [];
  const entry = PUBLIC_TABLES.find(
    (one) => (rowStepOf(one)?.table ?? one.flaggable?.table) === table,
  );
  return [[entry?.name ?? table, rowsSql(table, storedColumns(entry), own)] as const];
});

/**
 * Returns the columns that an entry stores in its table; the member's own row has exact values in
 * them.
 */
function storedColumns(entry: PublicTable | undefined): string[] {
  const step = entry === undefined ? undefined : rowStepOf(entry);
  if (entry === undefined || step === undefined) return [];
  return Object.keys(restoredColumns(entry, step)).filter((column) => !OWNERS.includes(column));
}

function rowsSql(
  table: string,
  columns: readonly string[],
  { by, joins = '', fields = {}, order = 't.id' }: PersonalDataExport,
): string {
  const stored = columns.map((column): [string, string] => [fieldOf(column), `t.${column}`]);
  const pairs = [...new Map([...stored, ...Object.entries(fields)])];
  const author = by === 'author' ? 'JOIN author a ON a.id = t.author_id' : '';
  return `SELECT json_build_object(${pairs.map(([name, sql]) => `'${name}', ${sql}`).join(', ')}) AS row
    FROM ${table} t ${author} ${joins}
    WHERE ${by === 'author' ? 'a' : 't'}.member_id = $1 ORDER BY ${order}`;
}

/** Converts the name of a column to that of a JSON field; a foreign key `x_id` becomes `x`. */
function fieldOf(column: string): string {
  return column
    .replace(/_id$/, '')
    .replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
