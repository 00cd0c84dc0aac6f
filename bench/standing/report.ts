import type { Row, Value } from './rows.ts';

/** The values of one row, by run. */
export type Measured = Pick<Row, 'table' | 'row' | 'rule' | 'kind' | 'front'> & {
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
  const { run: _run, weight: _weight, ...named } = row;
  return { ...named, values: values.filter((value) => value !== undefined) };
}

/** Share of the runs of a row in which it holds, in percent. */
function percentOf({ values }: Measured): number {
  return (100 * values.filter((value) => value === true).length) / values.length;
}

/** The days of which a share of the runs stays under, Infinity for never. */
function daysOf({ values }: Measured, share: number): number {
  const days = values.map((value) => (typeof value === 'number' ? value : null));
  return quantile(days, share) ?? Infinity;
}

function formatDays(days: number): string {
  return days === Infinity ? 'never' : String(days);
}

function cellOf(row: Measured): string {
  const { kind, values } = row;
  if (values.length === 0) return '-';
  if (kind === 'share') {
    return percentOf(row).toFixed(1);
  }
  return [0.5, 0.9, 0.95].map((share) => formatDays(daysOf(row, share))).join(' / ');
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
  return formatColumns(title, all);
}

/** Days beyond which an attack has hidden a stop, over those that the rule takes without it. */
const HIDDEN_DAYS = 14;
/** Share of the runs in percent in which an attack has to succeed. */
const SMEARED_PERCENT = 50;

/**
 * Formats what each rule does at 0.3 reports a day: honest platforms called bad, days to see a stop, and
 * the account-months of the cheapest attack that hides one or smears a platform. A rule that no other is
 * better than in all four has a star.
 */
export function formatFront(measured: readonly Measured[]): string {
  const rules = [...new Set(measured.flatMap(({ front, rule }) => (front ? rule : [])))];
  const points = rules.map((rule) => {
    const of = (name: string): Measured[] =>
      measured.filter(
        ({ front, ...row }) => front?.of === name && row.rule === rule && row.values.length > 0,
      );
    const seen = Math.max(...of('seen').map((row) => daysOf(row, 0.5)));
    const cheapest = (rows: readonly Measured[]): number =>
      Math.min(...rows.map(({ front }) => front?.cost ?? Infinity));
    const values = [
      Math.max(...of('flipped').map(percentOf)),
      seen,
      -cheapest(of('hidden').filter((row) => daysOf(row, 0.5) > seen + HIDDEN_DAYS)),
      -cheapest(of('smeared').filter((row) => percentOf(row) >= SMEARED_PERCENT)),
    ];
    return { rule, values };
  });
  // Without rows of each kind there is nothing to compare.
  if (points.some(({ values }) => values.slice(0, 2).includes(-Infinity))) return '';
  const isDominated = (one: readonly number[]): boolean =>
    points.some(
      ({ values }) =>
        values !== one &&
        values.every((value, at) => value <= (one[at] ?? 0)) &&
        values.some((value, at) => value < (one[at] ?? 0)),
    );
  const heads = ['', 'honest called bad, %', 'stop seen, days', 'hidden by', 'smeared by'];
  const cost = (value: number): string => (value === -Infinity ? 'none' : String(-value));
  return formatColumns('the front, at 0.3 a day; the worst honest row of all rates', [
    heads,
    ...points.map(({ rule, values }) => [
      `${isDominated(values) ? ' ' : '*'} ${rule}`,
      (values[0] ?? 0).toFixed(1),
      formatDays(values[1] ?? 0),
      cost(values[2] ?? 0),
      cost(values[3] ?? 0),
    ]),
  ]);
}

function formatColumns(title: string, all: readonly (readonly string[])[]): string {
  const widths =
    all[0]?.map((_, at) => Math.max(...all.map((line) => line[at]?.length ?? 0))) ?? [];
  const format = (line: readonly string[]): string =>
    line
      .map((text, at) => (at === 0 ? text.padEnd(widths[at] ?? 0) : text.padStart(widths[at] ?? 0)))
      .join('  ');
  return [title.toUpperCase(), ...all.map(format), ''].join('\n');
}
