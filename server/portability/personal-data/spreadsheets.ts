import { isCurrency, toMajorUnits } from '#shared/core/money.ts';
import type { Language } from '#shared/core/languages.ts';
import type { PersonalDataResponse } from '#shared/portability/personal-data.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import type { NamedFile } from '#server/core/zip-files.ts';

type Row = Readonly<Record<string, unknown>>;

/** Spreadsheets split at the list separator of their language, and read UTF-8 after a byte order mark. */
const FORMATS = {
  fr: { separator: ';', decimal: ',' },
  en: { separator: ',', decimal: '.' },
} as const satisfies Record<Language, unknown>;
const BYTE_ORDER_MARK = '\ufeff';

/**
 * Writes the personal data export as CSV files, one for each list, and `account.csv` for what stands in
 * none. Amounts are in major units. Text that a spreadsheet would run as a formula gets an apostrophe:
 * others wrote some of it.
 */
export function spreadsheetsOf(data: PersonalDataResponse, language: Language): NamedFile[] {
  const tables = new Map<string, Row[]>();
  const single: Row[] = [];
  const { lists, ...rest } = data;
  for (const [name, rows] of Object.entries(lists)) addRows(tables, name, rows);
  collect(rest, [], tables, single);
  return [['account', single] as const, ...tables]
    .filter(([, rows]) => rows.length > 0)
    .map(([name, rows]) => ({
      name: `${nameOf(name, messagesFor(language).spreadsheets.tables)}.csv`,
      content: csvOf(rows, language),
    }));
}

/** Puts lists of objects into tables of their own, other values into rows of name and value. */
function collect(
  value: unknown,
  path: readonly string[],
  tables: Map<string, Row[]>,
  single: Row[],
): void {
  const name = path.join('-');
  if (Array.isArray(value) && value.every(isRow)) addRows(tables, name, value);
  else if (isRow(value)) {
    for (const [key, part] of Object.entries(value)) collect(part, [...path, key], tables, single);
  } else single.push({ name, value });
}

function addRows(tables: Map<string, Row[]>, name: string, rows: readonly Row[]): void {
  if (rows.length === 0) return;
  tables.set(tables.has(name) ? `${name}-2` : name, rows.map(inMajorUnits));
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Replaces amounts in minor units beside their currency: `expectedMinor` 2743 becomes `expected` 27.43. */
function inMajorUnits(row: Row): Row {
  const { currency } = row;
  if (typeof currency !== 'string' || !isCurrency(currency)) return row;
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) =>
      key.endsWith('Minor') && typeof value === 'number'
        ? [key.slice(0, -'Minor'.length), toMajorUnits(value, currency)]
        : [key, value],
    ),
  );
}

/** The usual tables and columns have a name in the reader's language; the others keep theirs. */
function nameOf(key: string, names: Readonly<Record<string, unknown>>): string {
  const name = Object.hasOwn(names, key) ? names[key] : undefined;
  return typeof name === 'string' ? name : key;
}

function csvOf(rows: readonly Row[], language: Language): Buffer {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const names = columns.map((key) => nameOf(key, messagesFor(language).spreadsheets.columns));
  const lines = [names, ...rows.map((row) => columns.map((column) => row[column]))];
  const { separator } = FORMATS[language];
  const text = lines
    .map((line) => line.map((value) => cellOf(value, language)).join(separator))
    .join('\r\n');
  return Buffer.from(`${BYTE_ORDER_MARK}${text}\r\n`);
}

function cellOf(value: unknown, language: Language): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value).replace('.', FORMATS[language].decimal);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /["\r\n;,]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
