import { EARLIEST_DAY, type Day } from '#shared/core/days.ts';
import { parseDuration } from '#shared/core/durations.ts';
import type { Currency } from '#shared/core/money.ts';
import { MAX_RUNS_PER_REPORT, MAX_REPORT_SECONDS, TASK_RUN_ENDS } from './tasks.ts';
import { foldName } from '#shared/core/text.ts';
import { recordFrom } from '#shared/core/record-from.ts';
import {
  guessDayOrder,
  guessDecimalMark,
  parseAmountCell,
  parseCurrencyCell,
  parseDayCell,
  parseEntryKindCell,
  parsePaymentMethodCell,
  parseRunEndCell,
  parsePayoutStateCell,
  unescapeFormula,
  type DayOrder,
  type DecimalMark,
} from './workbook-cells.ts';
import type { ImportField, ColumnMapping } from './workbook-columns.ts';
import { hash128 } from './workbook-hash.ts';
import type { TaskCounts } from './task-report-counts.ts';
import type { PayoutEntry, SearchEntry, TaskEntry } from './workbook.ts';

export type ImportedEntry = TaskEntry | SearchEntry | PayoutEntry;
export type ImportedEntryKind = ImportedEntry['kind'];

/** What the user chooses once for all lines: the columns' fields, and values that no cell gives. */
export type ImportChoices = {
  readonly mapping: ColumnMapping;
  /** The kind of a line without a column that tells. */
  readonly kind: ImportedEntryKind;
  readonly platform: string;
  readonly currency: Currency;
  readonly today: Day;
};

export const LINE_REFUSAL_CODES = [
  'required',
  'not-a-day',
  'in-the-future',
  'too-early',
  'not-an-amount',
  'too-precise',
  'too-big',
  'unknown-currency',
  'unknown-status',
  'unknown-kind',
  'not-a-count',
  'not-a-duration',
  'too-long',
] as const;
export type LineRefusalCode = (typeof LINE_REFUSAL_CODES)[number];

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

const MAX_NAME_LENGTH = 200;
const MAX_NOTE_LENGTH = 2_000;
const OWN_ID = /^[0-9a-f]{32}$/;
const PUBLISHED = /^([0-9a-z]{12}) (\/(?:fr|en)\/\S*)$/;

class Refused extends Error {
  readonly field: ImportField;
  readonly code: LineRefusalCode;

  constructor(field: ImportField, code: LineRefusalCode) {
    super(code);
    this.field = field;
    this.code = code;
  }
}

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
  const manners: Manners = {
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
      const entry = readEntry({ ...choices, ...manners, cell });
      return { entry: { ...entry, id: idOf(entry, cell('id'), seen) } };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      const { field, code } = error;
      const column = columns.get(field) ?? null;
      return { refusal: { line, field, column, code, value: cell(field) } };
    }
  };
}

type Manners = {
  readonly dayOrder: DayOrder;
  readonly decimalMark: DecimalMark;
  /** The unit of a time without one. */
  readonly timeUnit: 'h' | 'min' | 's';
};
type Line = ImportChoices & Manners & { readonly cell: (field: ImportField) => string };

/** The unit in a header such as "Temps (s)" or "Durée en heures"; minutes by default. */
function unitOf(head: string): Manners['timeUnit'] {
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

function readEntry(line: Line): ImportedEntry {
  const kind = line.cell('kind') === '' ? line.kind : parseEntryKindCell(line.cell('kind'));
  if (kind === null) throw new Refused('kind', 'unknown-kind');
  const platform = text(line, 'platform', MAX_NAME_LENGTH) || line.platform.trim();
  if (platform === '') throw new Refused('platform', 'required');
  const published = PUBLISHED.exec(line.cell('published'));
  const common = {
    id: '',
    changedAt: 0,
    device: '',
    platform,
    day: readRequiredDay(line),
    note: text(line, 'note', MAX_NOTE_LENGTH) || null,
    published: published === null ? null : { id: published[1] ?? '', path: published[2] ?? '' },
  };
  if (kind === 'search') {
    const seconds = readTime(line);
    if (seconds === null) throw new Refused('time', 'required');
    return { ...common, kind, seconds };
  }
  return kind === 'task' ? readTask(line, common) : readPayout(line, common);
}

type Common = Omit<SearchEntry, 'kind' | 'seconds'>;

function readTask(line: Line, common: Common): TaskEntry {
  const [end, runs] = [readEnd(line), readCount(line, 'runs')];
  const counts = readCounts(line) ?? { ...NO_RUNS, [end]: runs ?? 1 };
  const task = {
    ...common,
    kind: 'task' as const,
    title: text(line, 'title', MAX_NAME_LENGTH),
    client: text(line, 'client', MAX_NAME_LENGTH) || null,
    seconds: readTime(line),
  };
  const single = firstFilled(line, 'amount', 'total', 'received');
  const { minor, currency } = readMoney(line, single);
  const number = Math.max(1, runs ?? counts.paid);
  if (single === 'amount' || number === 1) return { ...task, counts, rewardMinor: minor, currency };
  if (minor % number === 0) return { ...task, counts, rewardMinor: minor / number, currency };
  // A sum that cannot be divided evenly by its number of runs is imported as one run, with the number
  // in the note.
  const note = [common.note, `× ${number}`].filter((part) => part !== null).join(' · ');
  return { ...task, note, counts: { ...NO_RUNS, [end]: 1 }, rewardMinor: minor, currency };
}

function readPayout(line: Line, common: Common): PayoutEntry {
  const expected = readMoney(line, firstFilled(line, 'amount', 'total', 'received'));
  const received = line.cell('received') === '' ? null : readMoney(line, 'received').minor;
  const settledOn = line.cell('settledOn') === '' ? null : readTypedDay(line, 'settledOn');
  const method = line.cell('method');
  return {
    ...common,
    kind: 'payout',
    expectedMinor: expected.minor,
    receivedMinor: received,
    currency: expected.currency,
    method: method === '' ? null : parsePaymentMethodCell(method),
    state: readPayoutState(line, received !== null || settledOn !== null),
    settledOn,
  };
}

/** The state of a payout; without a cell for it, guessed from the amount and the columns. */
function readPayoutState(line: Line, came: boolean): PayoutEntry['state'] {
  const word = line.cell('status');
  if (word === '') {
    const says = line.mapping.some((field) => field === 'received' || field === 'settledOn');
    return came || !says ? 'received' : 'waiting';
  }
  const state = parsePayoutStateCell(word);
  if (state === null) throw new Refused('status', 'unknown-status');
  return state;
}

const NO_RUNS = recordFrom(TASK_RUN_ENDS, () => 0);

function readEnd(line: Line): keyof TaskCounts {
  const word = line.cell('status');
  const end = word === '' ? 'paid' : parseRunEndCell(word);
  if (end === null) throw new Refused('status', 'unknown-status');
  return end;
}

function readCounts(line: Line): TaskCounts | null {
  const counts = TASK_RUN_ENDS.map((end) => [end, readCount(line, end)] as const);
  if (counts.every(([, count]) => count === null)) return null;
  const filled = Object.fromEntries(counts.map(([end, count]) => [end, count ?? 0]));
  return { ...NO_RUNS, ...filled };
}

function readCount(line: Line, field: ImportField): number | null {
  const typed = line.cell(field).replaceAll(/[\s\u00a0\u202f]/g, '');
  if (typed === '') return null;
  const count = /^\d{1,7}([.,]0+)?$/.test(typed) ? Number.parseInt(typed, 10) : null;
  if (count === null) throw new Refused(field, 'not-a-count');
  if (count > MAX_RUNS_PER_REPORT) throw new Refused(field, 'too-big');
  return count;
}

function readTime(line: Line): number | null {
  const typed = line.cell('time');
  if (typed === '') return null;
  const isBare = /^\d+([.,]\d+)?$/.test(typed);
  const seconds = parseDuration(isBare ? typed + line.timeUnit : typed);
  if (seconds === null) throw new Refused('time', 'not-a-duration');
  if (seconds > MAX_REPORT_SECONDS) throw new Refused('time', 'too-big');
  return seconds;
}

function readMoney(line: Line, field: ImportField): { minor: number; currency: Currency } {
  const [typed, named] = [line.cell(field), line.cell('currency')];
  if (typed === '') throw new Refused('amount', 'required');
  const currency =
    named === '' ? (parseCurrencyCell(typed) ?? line.currency) : parseCurrencyCell(named);
  if (currency === null) throw new Refused('currency', 'unknown-currency');
  const minor = parseAmountCell(typed, currency, line.decimalMark);
  if (typeof minor === 'string') throw new Refused(field, minor);
  return { minor, currency };
}

function firstFilled(line: Line, ...fields: readonly ImportField[]): ImportField {
  return fields.find((field) => line.cell(field) !== '') ?? 'amount';
}

function readRequiredDay(line: Line): Day {
  if (line.cell('day') !== '') return readTypedDay(line, 'day');
  if (line.cell('settledOn') === '') throw new Refused('day', 'required');
  return readTypedDay(line, 'settledOn');
}

function readTypedDay(line: Line, field: 'day' | 'settledOn'): Day {
  const day = parseDayCell(line.cell(field), line.dayOrder);
  if (day === null) throw new Refused(field, 'not-a-day');
  if (day > line.today) throw new Refused(field, 'in-the-future');
  if (day < EARLIEST_DAY) throw new Refused(field, 'too-early');
  return day;
}

function text(line: Line, field: ImportField, most: number): string {
  const typed = line.cell(field);
  if (typed.length > most) throw new Refused(field, 'too-long');
  return typed;
}
