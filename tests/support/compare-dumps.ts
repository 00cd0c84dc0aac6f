import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

type Row = Readonly<Record<string, unknown>>;
export type DumpedRows = ReadonlyMap<string, readonly Row[]>;

/** Reads the rows of a dump's tables, by the name of their file. */
export async function readRows(folder: string): Promise<DumpedRows> {
  const files = await readdir(join(folder, 'whole'));
  const tables = new Map<string, Row[]>();
  for (const file of files.toSorted()) {
    const lines = (await readFile(join(folder, 'whole', file), 'utf8')).split('\n').filter(Boolean);
    tables.set(
      file.replace('.jsonl', ''),
      lines.map((line) => JSON.parse(line) as Row),
    );
  }
  return tables;
}

/**
 * The columns, as `file.column`, whose values differ between two dumps; `file.rows` for a row that one
 * lacks. A name that is taken off does not count: it looks like a deleted account, as docs/verify.md says.
 * @param parts values of JSON objects, as `file.column.key`, that are told apart from the rest of
 *   their column.
 */
export function changedColumns(
  before: DumpedRows,
  after: DumpedRows,
  parts: ReadonlySet<string>,
): Set<string> {
  const changed = new Set<string>();
  for (const [file, rows] of before) {
    const [left, right] = [rows, after.get(file) ?? []].map((some) =>
      some.map((row) => JSON.stringify(row)),
    );
    const [gone, come] = [without(left ?? [], right ?? []), without(right ?? [], left ?? [])];
    for (const row of gone) {
      const [nearest] = come
        .map((other, at) => ({ at, columns: differing(row, other) }))
        .toSorted((one, other) => one.columns.length - other.columns.length);
      if (nearest === undefined) changed.add(`${file}.rows`);
      else {
        const [other = {}] = come.splice(nearest.at, 1);
        for (const column of nearest.columns) {
          const name = `${file}.${column}`;
          for (const one of partsOf(name, row[column], other[column], parts)) changed.add(one);
        }
      }
    }
    if (come.length > 0) changed.add(`${file}.rows`);
  }
  return changed;
}

/** The lines that others lack, each as a row. */
function without(lines: readonly string[], others: readonly string[]): Row[] {
  const left = new Map<string, number>();
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1);
  return lines.flatMap((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count > 0 ? [] : [JSON.parse(line) as Row];
  });
}

/** The parts of a column that differ, and the column itself where others do. */
function partsOf(
  name: string,
  one: unknown,
  other: unknown,
  parts: ReadonlySet<string>,
): readonly string[] {
  if (![...parts].some((part) => part.startsWith(`${name}.`))) return [name];
  const keys = differing((one ?? {}) as Row, (other ?? {}) as Row);
  return keys.map((key) => (parts.has(`${name}.${key}`) ? `${name}.${key}` : name));
}

function differing(one: Row, other: Row): string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter(
    (name) =>
      JSON.stringify(one[name]) !== JSON.stringify(other[name]) &&
      !(name === 'by' && other[name] === null),
  );
}
