import { TASK_RUN_ENDS } from './tasks.ts';
import {
  readEntry,
  LineRefused,
  type CellFormats,
  type ImportChoices,
  type ImportedEntry,
  type ImportedEntryKind,
  type LineRefusalCode,
} from './workbook-import-line.ts';
import { foldName } from '#shared/core/text.ts';
import { guessDayOrder, guessDecimalMark, unescapeFormula } from './workbook-cells.ts';
import type { ImportField, ColumnMapping } from './workbook-columns.ts';
import { hash128 } from './workbook-hash.ts';

/** Why a line is not imported: its first error. */
export type LineRefusal = {
  /** Line number as in a spreadsheet, from 1. */
  readonly line: number;
  readonly field: ImportField;
  /** Index of the column, from 0; null when no column has the field. */
  readonly column: number | null;
  readonly code: LineRefusalCode;
  readonly value: string;
};

export type ParsedLine = { readonly entry: ImportedEntry } | { readonly refusal: LineRefusal };

const OWN_ID = /^[0-9a-f]{32}$/;

/**
 * Guesses a line's kind: a task if it has columns of tasks, else a payout if it has columns of
 * received money.
 */
export function guessEntryKind(mapping: ColumnMapping): ImportedEntryKind {
  const has = (...fields: readonly ImportField[]): boolean =>
    mapping.some((field) => field !== null && fields.includes(field));
  if (has('title', 'time', 'runs', 'client', ...TASK_RUN_ENDS)) return 'task';
  return has('received', 'settledOn', 'method') ? 'payout' : 'task';
}

/**
 * Makes a function that reads a line into an entry, an error, or null when empty. Day order and
 * decimal mark are guessed from `sample`, the unit of times from `heads`. The same lines always
 * give the same ids.
 */
export function createLineReader(
  choices: ImportChoices,
  heads: readonly string[],
  sample: readonly (readonly string[])[],
): (cells: readonly string[], line: number) => ParsedLine | null {
  const columns = new Map<ImportField, number>();
  for (const [column, field] of choices.mapping.entries()) {
    if (field !== null && !columns.has(field)) columns.set(field, column);
  }
  const cellsOf = (field: ImportField): string[] => {
    const column = columns.get(field);
    return column === undefined ? [] : sample.map((cells) => cells[column] ?? '');
  };
  const formats: CellFormats = {
    dayOrder: guessDayOrder([...cellsOf('day'), ...cellsOf('settledOn')]),
    decimalMark: guessDecimalMark([
      ...cellsOf('amount'),
      ...cellsOf('total'),
      ...cellsOf('received'),
    ]),
    timeUnit: unitOf(heads[columns.get('time') ?? -1] ?? ''),
  };
  const seen = new Map<string, number>();
  return (cells, line) => {
    if (cells.every((cell) => cell.trim() === '')) return null;
    const cell = (field: ImportField): string => {
      const column = columns.get(field);
      return column === undefined
        ? ''
        : unescapeFormula((cells[column] ?? '').replaceAll('\0', '').trim());
    };
    try {
      const entry = readEntry({ ...choices, ...formats, cell });
      return { entry: { ...entry, id: idOf(entry, cell('id'), seen) } };
    } catch (error) {
      if (!(error instanceof LineRefused)) throw error;
      const { field, code } = error;
      const column = columns.get(field) ?? null;
      return { refusal: { line, field, column, code, value: cell(field) } };
    }
  };
}

/** The unit in a header such as "Temps (s)" or "Durée en heures"; minutes by default. */
function unitOf(head: string): CellFormats['timeUnit'] {
  const folded = foldName(head);
  if (/\bs(ec(ond(e?s)?)?s?)?$/.test(folded)) return 's';
  return /\b(h|heures?|hours?)$/.test(folded) ? 'h' : 'min';
}

/** The file's own id, else a hash of the entry, with a count to tell equal lines apart. */
function idOf(entry: ImportedEntry, own: string, seen: Map<string, number>): string {
  if (OWN_ID.test(own)) return own;
  const content = JSON.stringify(entry);
  const count = (seen.get(content) ?? 0) + 1;
  seen.set(content, count);
  return hash128(`${content} ${count}`);
}
