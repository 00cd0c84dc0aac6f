import type { Language } from '#shared/core/languages.ts';
import { formatMoney } from '#shared/core/money.ts';
import { IMPORT_FIELDS, type ImportField } from '#shared/evidence/workbook-columns.ts';
import type { LineRefusal } from '#shared/evidence/workbook-import.ts';
import type { WorkbookEntry } from '#shared/evidence/workbook.ts';
import { formatDay, formatNumber, isSingular } from '#web/format.ts';
import { fillPlaceholder, createElement } from './dom-helpers.ts';
import type { ImportSentences } from './import-section.tsx';

const MAX_SHOWN = 60;

/** "12 lignes", with singular or plural. */
export function lineCountInWords(
  [one = '', many = one]: readonly string[],
  count: number,
  language: Language,
): string {
  return fillPlaceholder(isSingular(count, language) ? one : many, formatNumber(count, language));
}

/** A column of the table with the select of its field. */
export function createColumnRow(
  words: ImportSentences,
  column: { head: string; example: string | undefined; field: ImportField | null },
): HTMLTableRowElement {
  const head = column.head.trim() === '' ? words.unnamed : column.head;
  const select = createElement('select', { 'aria-label': head });
  select.append(
    createElement('option', { value: '' }, words.ignored),
    ...IMPORT_FIELDS.map((field) => createElement('option', { value: field }, words.fields[field])),
  );
  select.value = column.field ?? '';
  return createElement(
    'tr',
    {},
    createElement(
      'th',
      { scope: 'row' },
      shorten(head),
      createElement('small', {}, shorten(column.example ?? '')),
    ),
    createElement('td', {}, createElement('div', { class: 'field' }, select)),
  );
}

/** A planned entry in one line. */
export function createEntryItem(words: ImportSentences, entry: WorkbookEntry): HTMLLIElement {
  const { language } = words;
  if (entry.kind === 'deleted') return createElement('li');
  const minutes = (seconds: number): string =>
    fillPlaceholder(words.minutes, formatNumber(seconds / 60, language, 1));
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
  return createElement(
    'li',
    {},
    parts
      .filter((one) => one !== '')
      .map(shorten)
      .join(' · '),
  );
}

/** Why a line is not imported: line, column, content. */
export function createRefusalItem(
  words: ImportSentences,
  { line, field, column, code, value }: LineRefusal,
  heads: readonly string[],
): HTMLLIElement {
  const where =
    column === null
      ? `${words.fields[field]}, ${words.noColumn}`
      : (heads[column] ?? fillPlaceholder(words.columnNumber, String(column + 1)));
  return createElement(
    'li',
    {},
    createElement('strong', {}, `${fillPlaceholder(words.line, String(line))} · ${shorten(where)}`),
    ' ',
    ...(value === '' ? [] : [createElement('q', {}, shorten(value)), ' ']),
    words.refusals[code],
  );
}

function shorten(text: string): string {
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}
