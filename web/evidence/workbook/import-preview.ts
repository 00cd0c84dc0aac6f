import type { Language } from '#shared/core/languages.ts';
import { formatMoney } from '#shared/core/money.ts';
import { IMPORT_FIELDS, type ImportField } from '#shared/evidence/workbook-columns.ts';
import type { Refusal } from '#shared/evidence/workbook-import.ts';
import type { WorkbookEntry } from '#shared/evidence/workbook.ts';
import { formatDay, formatNumber, isOne } from '#web/format.ts';
import { fill, make } from './dom-helpers.ts';
import type { ImportWords } from './import-section.tsx';

const MAX_SHOWN = 60;

/** "12 lignes", with singular or plural. */
export function countWords(
  [one = '', many = one]: readonly string[],
  count: number,
  language: Language,
): string {
  return fill(isOne(count, language) ? one : many, formatNumber(count, language));
}

/** A column of the table with the select of its field. */
export function columnRow(
  words: ImportWords,
  column: { head: string; example: string | undefined; field: ImportField | null },
): HTMLTableRowElement {
  const head = column.head.trim() === '' ? words.unnamed : column.head;
  const select = make('select', { 'aria-label': head });
  select.append(
    make('option', { value: '' }, words.ignored),
    ...IMPORT_FIELDS.map((field) => make('option', { value: field }, words.fields[field])),
  );
  select.value = column.field ?? '';
  return make(
    'tr',
    {},
    make('th', { scope: 'row' }, shorten(head), make('small', {}, shorten(column.example ?? ''))),
    make('td', {}, make('div', { class: 'field' }, select)),
  );
}

/** A planned entry in one line. */
export function entryItem(words: ImportWords, entry: WorkbookEntry): HTMLLIElement {
  const { language } = words;
  if (entry.kind === 'deleted') return make('li');
  const minutes = (seconds: number): string =>
    fill(words.minutes, formatNumber(seconds / 60, language, 1));
  const parts = [
    formatDay(entry.day, language),
    entry.platform,
    ...(entry.kind === 'task'
      ? [entry.title, formatMoney(entry.rewardMinor, entry.currency, language)]
      : []),
    ...(entry.kind === 'payout'
      ? [formatMoney(entry.expectedMinor, entry.currency, language)]
      : []),
    ...(entry.kind !== 'payout' && entry.seconds !== null ? [minutes(entry.seconds)] : []),
  ];
  return make(
    'li',
    {},
    parts
      .filter((one) => one !== '')
      .map(shorten)
      .join(' · '),
  );
}

/** Why a line is not imported: line, column, content. */
export function refusalItem(
  words: ImportWords,
  { line, field, column, code, value }: Refusal,
  heads: readonly string[],
): HTMLLIElement {
  const where =
    column === null
      ? `${words.fields[field]}, ${words.noColumn}`
      : (heads[column] ?? fill(words.columnNumber, String(column + 1)));
  return make(
    'li',
    {},
    make('strong', {}, `${fill(words.line, String(line))} · ${shorten(where)}`),
    ' ',
    ...(value === '' ? [] : [make('q', {}, shorten(value)), ' ']),
    words.refusals[code],
  );
}

function shorten(text: string): string {
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}
