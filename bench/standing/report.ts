import type { Row, Value } from './rows.ts';

/** The values of one row, by run. */
export type Measured = Pick<Row, 'table' | 'row' | 'rule' | 'kind'> & {
  readonly values: readonly (number | boolean | null)[];
};

/** The value that a share of the values stays under; null ones lie above all others. */
export function quantile(values: readonly (number | null)[], share: number): number | null {
  const sorted = values.map((value) => value ?? Infinity).toSorted((a, b) => a - b);
  const value = sorted[Math.floor((sorted.length - 1) * share)];
  return value === undefined || value === Infinity ? null : value;
}

/** Leaves out runs to which the row does not apply. */
export function measure(row: Row, values: readonly Value[]): Measured {
  const { table, row: name, rule, kind } = row;
  return { table, row: name, rule, kind, values: values.filter((value) => value !== undefined) };
}

function cellOf({ kind, values }: Measured): string {
  if (values.length === 0) return '-';
  if (kind === 'share') {
    return ((100 * values.filter((value) => value === true).length) / values.length).toFixed(1);
  }
  const days = values.map((value) => (typeof value === 'number' ? value : null));
  return [0.5, 0.9, 0.95].map((share) => quantile(days, share) ?? 'never').join(' / ');
}

/** Formats one table for each world, with a column for each rule, or a line where rules are many. */
export function formatTables(measured: readonly Measured[]): string {
  const tables = new Map<string, Measured[]>();
  for (const one of measured) tables.set(one.table, [...(tables.get(one.table) ?? []), one]);
  return [...tables].map(([title, rows]) => formatTable(title, rows)).join('\n');
}

function formatTable(title: string, rows: readonly Measured[]): string {
  const rules = [...new Set(rows.map(({ rule }) => rule))];
  const names = [...new Set(rows.map(({ row }) => row))];
  // Many rules and few rows: one rule a line.
  const isTurned = rules.length > names.length;
  const [heads, lines] = isTurned ? [names, rules] : [rules, names];
  const cell = (line: string, head: string): string => {
    const [row, rule] = isTurned ? [head, line] : [line, head];
    const found = rows.find((one) => one.row === row && one.rule === rule);
    return found === undefined ? '' : cellOf(found);
  };
  const body = lines.map((line) => [line, ...heads.map((head) => cell(line, head))]);
  const all = [[rows[0]?.kind === 'share' ? '%' : 'days: median / 90 / 95 %', ...heads], ...body];
  const widths =
    all[0]?.map((_, at) => Math.max(...all.map((line) => line[at]?.length ?? 0))) ?? [];
  const format = (line: readonly string[]): string =>
    line
      .map((text, at) => (at === 0 ? text.padEnd(widths[at] ?? 0) : text.padStart(widths[at] ?? 0)))
      .join('  ');
  return [title.toUpperCase(), ...all.map(format), ''].join('\n');
}
