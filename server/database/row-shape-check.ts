import type pg from 'pg';
import type { Column, ColumnKind, RowShape } from './sql.ts';

/** Type OIDs of `pg_type` for each column kind, and of arrays of it. */
const TYPES: Readonly<
  Record<ColumnKind, { readonly one: readonly number[]; readonly list: readonly number[] }>
> = {
  // text, varchar, char, name, "char", uuid
  text: { one: [25, 1043, 1042, 19, 18, 2950], list: [1009, 1015, 1014, 1003, 1002, 2951] },
  int: { one: [23, 21, 20], list: [1007, 1005, 1016] },
  float: { one: [701, 700], list: [1022, 1021] },
  numeric: { one: [1700], list: [1231] },
  bool: { one: [16], list: [1000] },
  day: { one: [1082], list: [1182] },
  // timestamptz, timestamp
  moment: { one: [1184, 1114], list: [1185, 1115] },
  bytes: { one: [17], list: [1001] },
  // json, jsonb
  json: { one: [114, 3802], list: [199, 3807] },
};
const SHOWN_LENGTH = 160;

type Asked = { readonly text: string; readonly shape: RowShape };
type Field = Pick<pg.FieldDef, 'name' | 'dataTypeID'>;
type Answer = { readonly fields: readonly Field[]; readonly rows: readonly object[] };

/** The rows of an answer do not match the shape of its statement. */
export class RowMismatch extends Error {
  override readonly name = 'RowMismatch';
}

/** The difference between an answer and its statement's shape; null where there is none. */
export function findRowMismatch(asked: Asked, { fields, rows }: Answer): RowMismatch | null {
  const said =
    wrongNames(asked.shape, fields) ??
    firstOf(fields, ({ name, dataTypeID }) => wrongType(name, asked.shape[name], dataTypeID)) ??
    firstOf(Object.entries(asked.shape), ([name, column]) =>
      firstOf(rows, (row) => wrongValue(name, column, Reflect.get(row, name))),
    );
  if (said === null) return null;
  const text = asked.text.replaceAll(/\s+/g, ' ').trim();
  return new RowMismatch(`${said}: ${text.slice(0, SHOWN_LENGTH)}`);
}

function wrongNames(shape: RowShape, fields: readonly Field[]): string | null {
  const stated = Object.keys(shape).toSorted();
  const came = fields.map(({ name }) => name).toSorted();
  if (stated.join(', ') === came.join(', ')) return null;
  const [missing, extra] = [
    stated.filter((name) => !came.includes(name)),
    came.filter((name) => !stated.includes(name)),
  ];
  return `Columns differ: stated and not there [${missing.join(', ')}], there and not stated [${extra.join(', ')}]`;
}

function wrongType(name: string, column: Column<unknown> | undefined, type: number): string | null {
  if (column === undefined) return `Column ${name} is not stated`;
  const { kind, isList } = column;
  if (TYPES[kind][isList ? 'list' : 'one'].includes(type)) return null;
  return `Column ${name} is stated as ${isList ? 'a list of ' : ''}${kind} and comes as ${typeName(type)}`;
}

function typeName(type: number): string {
  for (const [kind, { one, list }] of Object.entries(TYPES)) {
    if (one.includes(type)) return kind;
    if (list.includes(type)) return `a list of ${kind}`;
  }
  return `type ${type} of pg_type`;
}

function wrongValue(
  name: string,
  { isNullable, isList, words }: Column<unknown>,
  value: unknown,
): string | null {
  if (value === null)
    return isNullable ? null : `Column ${name} is stated without NULL and is NULL`;
  if (words === null) return null;
  const said: readonly unknown[] = isList && Array.isArray(value) ? value : [value];
  const strange = said.find((word) => !words.includes(String(word)));
  return strange === undefined
    ? null
    : `Column ${name} is stated as one of ${words.join(', ')} and is ${String(strange)}`;
}

function firstOf<Item>(items: readonly Item[], tell: (item: Item) => string | null): string | null {
  for (const item of items) {
    const said = tell(item);
    if (said !== null) return said;
  }
  return null;
}
