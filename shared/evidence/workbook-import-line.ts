import { EARLIEST_DAY, type Day } from '#shared/core/days.ts';
import { parseDuration } from '#shared/core/durations.ts';
import type { Currency } from '#shared/core/money.ts';
import { MAX_RUNS_PER_REPORT, MAX_REPORT_SECONDS, TASK_RUN_ENDS } from './tasks.ts';
import { recordFrom } from '#shared/core/record-from.ts';
import {
  parseAmountCell,
  parseCurrencyCell,
  parseDayCell,
  parseEntryKindCell,
  parsePaymentMethodCell,
  parseRunEndCell,
  parsePayoutStateCell,
  type DayOrder,
  type DecimalMark,
} from './workbook-cells.ts';
import type { ImportField, ColumnMapping } from './workbook-columns.ts';
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

const MAX_NAME_LENGTH = 200;
const MAX_NOTE_LENGTH = 2_000;
const PUBLISHED = /^([0-9a-z]{12}) (\/(?:fr|en)\/\S*)$/;

/** A line is refused, since the cell of a field is invalid. */
export class LineRefused extends Error {
  readonly field: ImportField;
  readonly code: LineRefusalCode;

  constructor(field: ImportField, code: LineRefusalCode) {
    super(code);
    this.field = field;
    this.code = code;
  }
}

/** How a table writes days, amounts and times. */
export type CellFormats = {
  readonly dayOrder: DayOrder;
  readonly decimalMark: DecimalMark;
  /** The unit of a time without one. */
  readonly timeUnit: 'h' | 'min' | 's';
};
/** A line of the table, with the choices and formats that its cells are read by. */
export type SpreadsheetLine = ImportChoices &
  CellFormats & { readonly cell: (field: ImportField) => string };

/**
 * Reads a line into an entry, without its id.
 * @throws LineRefused for the first invalid cell.
 */
export function readEntry(line: SpreadsheetLine): ImportedEntry {
  const kind = line.cell('kind') === '' ? line.kind : parseEntryKindCell(line.cell('kind'));
  if (kind === null) throw new LineRefused('kind', 'unknown-kind');
  const platform = text(line, 'platform', MAX_NAME_LENGTH) || line.platform.trim();
  if (platform === '') throw new LineRefused('platform', 'required');
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
    if (seconds === null) throw new LineRefused('time', 'required');
    return { ...common, kind, seconds };
  }
  return kind === 'task' ? readTask(line, common) : readPayout(line, common);
}

type Common = Omit<SearchEntry, 'kind' | 'seconds'>;

function readTask(line: SpreadsheetLine, common: Common): TaskEntry {
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

function readPayout(line: SpreadsheetLine, common: Common): PayoutEntry {
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
function readPayoutState(line: SpreadsheetLine, came: boolean): PayoutEntry['state'] {
  const word = line.cell('status');
  if (word === '') {
    const says = line.mapping.some((field) => field === 'received' || field === 'settledOn');
    return came || !says ? 'received' : 'waiting';
  }
  const state = parsePayoutStateCell(word);
  if (state === null) throw new LineRefused('status', 'unknown-status');
  return state;
}

const NO_RUNS = recordFrom(TASK_RUN_ENDS, () => 0);

function readEnd(line: SpreadsheetLine): keyof TaskCounts {
  const word = line.cell('status');
  const end = word === '' ? 'paid' : parseRunEndCell(word);
  if (end === null) throw new LineRefused('status', 'unknown-status');
  return end;
}

function readCounts(line: SpreadsheetLine): TaskCounts | null {
  const counts = TASK_RUN_ENDS.map((end) => [end, readCount(line, end)] as const);
  if (counts.every(([, count]) => count === null)) return null;
  const filled = Object.fromEntries(counts.map(([end, count]) => [end, count ?? 0]));
  return { ...NO_RUNS, ...filled };
}

function readCount(line: SpreadsheetLine, field: ImportField): number | null {
  const typed = line.cell(field).replaceAll(/[\s\u00a0\u202f]/g, '');
  if (typed === '') return null;
  const count = /^\d{1,7}([.,]0+)?$/.test(typed) ? Number.parseInt(typed, 10) : null;
  if (count === null) throw new LineRefused(field, 'not-a-count');
  if (count > MAX_RUNS_PER_REPORT) throw new LineRefused(field, 'too-big');
  return count;
}

function readTime(line: SpreadsheetLine): number | null {
  const typed = line.cell('time');
  if (typed === '') return null;
  const isBare = /^\d+([.,]\d+)?$/.test(typed);
  const seconds = parseDuration(isBare ? typed + line.timeUnit : typed);
  if (seconds === null) throw new LineRefused('time', 'not-a-duration');
  if (seconds > MAX_REPORT_SECONDS) throw new LineRefused('time', 'too-big');
  return seconds;
}

function readMoney(
  line: SpreadsheetLine,
  field: ImportField,
): { minor: number; currency: Currency } {
  const [typed, named] = [line.cell(field), line.cell('currency')];
  if (typed === '') throw new LineRefused('amount', 'required');
  const currency =
    named === '' ? (parseCurrencyCell(typed) ?? line.currency) : parseCurrencyCell(named);
  if (currency === null) throw new LineRefused('currency', 'unknown-currency');
  const minor = parseAmountCell(typed, currency, line.decimalMark);
  if (typeof minor === 'string') throw new LineRefused(field, minor);
  return { minor, currency };
}

function firstFilled(line: SpreadsheetLine, ...fields: readonly ImportField[]): ImportField {
  return fields.find((field) => line.cell(field) !== '') ?? 'amount';
}

function readRequiredDay(line: SpreadsheetLine): Day {
  if (line.cell('day') !== '') return readTypedDay(line, 'day');
  if (line.cell('settledOn') === '') throw new LineRefused('day', 'required');
  return readTypedDay(line, 'settledOn');
}

function readTypedDay(line: SpreadsheetLine, field: 'day' | 'settledOn'): Day {
  const day = parseDayCell(line.cell(field), line.dayOrder);
  if (day === null) throw new LineRefused(field, 'not-a-day');
  if (day > line.today) throw new LineRefused(field, 'in-the-future');
  if (day < EARLIEST_DAY) throw new LineRefused(field, 'too-early');
  return day;
}

function text(line: SpreadsheetLine, field: ImportField, most: number): string {
  const typed = line.cell(field);
  if (typed.length > most) throw new LineRefused(field, 'too-long');
  return typed;
}
