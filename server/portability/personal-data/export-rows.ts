import type { Db } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { TABLE_DECLARATIONS } from '#server/public-schema/all-tables.ts';
import type { PersonalDataExport, ExportSection } from '#server/public-schema/table-declaration.ts';
import {
  personalDataResponse,
  type PersonalDataResponse,
} from '#shared/portability/personal-data.ts';

type Row = Readonly<Record<string, unknown>>;
type Declared = { readonly table: string; readonly own: PersonalDataExport };

/** Sections of the data export that are derived from the declarations of tables. */
const DECLARED: readonly Declared[] = Object.entries(TABLE_DECLARATIONS).flatMap(
  ([table, { own }]) => (own !== undefined && 'as' in own ? [{ table, own }] : []),
);

/** The derived sections of a member's data export, in exact values. */
export async function findExportRows(
  tx: Db,
  memberId: string,
): Promise<Pick<PersonalDataResponse, ExportSection>> {
  const lists: Partial<Record<ExportSection, Row[]>> = {};
  for (const { own, asked } of STATEMENTS) {
    const rows = await tx.sql(asked, [memberId]);
    lists[own.as] = rows.map(({ row }) => withText(row, own.json ?? []));
  }
  return lists as Pick<PersonalDataResponse, ExportSection>;
}

function withText(row: Row, json: readonly string[]): Row {
  return { ...row, ...Object.fromEntries(json.map((name) => [name, JSON.stringify(row[name])])) };
}

const STATEMENTS = DECLARED.map(({ table, own }) => ({
  own,
  asked: statement({ row: col.json<Row>() }, rowsSql(table, own)),
}));

/** SQL: the rows of member $1 as JSON, with the fields of the export schema. */
function rowsSql(
  table: string,
  { as, by, joins = '', fields = {}, order }: PersonalDataExport,
): string {
  const names = Object.keys(personalDataResponse.shape[as].def.element.shape);
  const pairs = names.map((name) => `'${name}', ${fields[name] ?? `t.${columnOf(name)}`}`);
  const author = by === 'author' ? 'JOIN author a ON a.id = t.author_id' : '';
  return `SELECT json_build_object(${pairs.join(', ')}) AS row FROM ${table} t ${author} ${joins}
    WHERE ${by === 'author' ? 'a' : 't'}.member_id = $1 ORDER BY ${order}`;
}

function columnOf(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
