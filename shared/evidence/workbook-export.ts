import { z } from 'zod/mini';
import { parseJsonOrNull } from '#shared/core/parse-json.ts';
import { currency, day, idempotencyKey } from '#shared/core/form-fields.ts';
import type { Language } from '#shared/core/languages.ts';
import { MAX_AMOUNT_MINOR, decimalsOf, type Currency } from '#shared/core/money.ts';
import { paymentMethod } from '#shared/directory/payment-methods.ts';
import { TASK_RUN_ENDS } from './tasks.ts';
import { escapeFormula } from './workbook-cells.ts';
import { EXPORT_HEADERS } from './workbook-columns.ts';
import type { WorkbookEntry } from './workbook.ts';

/** Exports a workbook: CSV for spreadsheets, and lossless JSON. */

type Column = keyof (typeof EXPORT_HEADERS)['fr'];

/** Cell values; an import reads both languages. */
const WORDS = {
  fr: {
    task: 'tâche',
    payout: 'paiement',
    search: 'recherche',
    waiting: 'en attente',
    received: 'reçu',
    refused: 'refusé',
  },
  en: {
    task: 'task',
    payout: 'payout',
    search: 'search',
    waiting: 'waiting',
    received: 'received',
    refused: 'refused',
  },
} as const satisfies Record<Language, object>;

/**
 * The workbook as CSV with `;` and a UTF-8 BOM, which spreadsheets open on double click; oldest
 * first. Formulas are neutralised.
 */
export function workbookToCsv(entries: readonly WorkbookEntry[], language: Language): string {
  const columns = Object.keys(EXPORT_HEADERS[language]) as Column[];
  const lines = entries
    .filter((entry) => entry.kind !== 'deleted')
    .toSorted((one, other) => (one.day === other.day ? 0 : one.day < other.day ? -1 : 1))
    .map((entry) => {
      const cells = cellsOf(entry, language);
      return columns.map((column) => quote(escapeFormula(cells[column] ?? ''))).join(';');
    });
  const heads = columns.map((column) => quote(EXPORT_HEADERS[language][column])).join(';');
  return `\ufeff${[heads, ...lines].join('\r\n')}\r\n`;
}

function cellsOf(
  entry: Exclude<WorkbookEntry, { kind: 'deleted' }>,
  language: Language,
): Partial<Record<Column, string>> {
  const words = WORDS[language];
  const common = {
    kind: words[entry.kind],
    day: entry.day,
    platform: entry.platform,
    note: entry.note ?? '',
    published: entry.published === null ? '' : `${entry.published.id} ${entry.published.path}`,
    id: entry.id,
  };
  if (entry.kind === 'search') return { ...common, time: clock(entry.seconds) };
  const money = (minor: number | null): string => amount(minor, entry.currency, language);
  if (entry.kind === 'payout') {
    return {
      ...common,
      amount: money(entry.expectedMinor),
      currency: entry.currency,
      status: words[entry.state],
      received: money(entry.receivedMinor),
      settledOn: entry.settledOn ?? '',
      method: entry.method ?? '',
    };
  }
  const counts = Object.fromEntries(TASK_RUN_ENDS.map((end) => [end, String(entry.counts[end])]));
  return {
    ...common,
    ...counts,
    title: entry.title,
    client: entry.client ?? '',
    amount: money(entry.rewardMinor),
    currency: entry.currency,
    time: entry.seconds === null ? '' : clock(entry.seconds),
  };
}

/** Formats an amount without thousands separators, so that spreadsheets take it for a number. */
function amount(minor: number | null, currency: Currency, language: Language): string {
  if (minor === null) return '';
  const decimals = decimalsOf(currency);
  const digits = String(minor).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  if (decimals === 0) return whole;
  return `${whole}${language === 'fr' ? ',' : '.'}${digits.slice(-decimals)}`;
}

/** Formats seconds as "1:20:05", which spreadsheets can sum. */
function clock(seconds: number): string {
  const part = (value: number): string => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  return `${Math.floor(minutes / 60)}:${part(minutes % 60)}:${part(seconds % 60)}`;
}

function quote(cell: string): string {
  return /[;"\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

const FORMAT = 'contrenote-workbook';

const count = z.int().check(z.gte(0));
const minor = z.int().check(z.gte(0), z.lte(MAX_AMOUNT_MINOR));
const name = z.string().check(z.maxLength(200));
const identity = { id: idempotencyKey, changedAt: count, device: z.string() };
const common = {
  ...identity,
  platform: name,
  day,
  note: z.nullable(z.string().check(z.maxLength(5_000))),
  published: z.nullable(
    z.object({
      id: z.string(),
      path: z.string().check(z.regex(/^\/(fr|en)\//)),
      content: z.optional(z.string()),
    }),
  ),
};

const workbookEntry = z.discriminatedUnion('kind', [
  z.object({
    ...common,
    kind: z.literal('task'),
    title: name,
    client: z.nullable(name),
    rewardMinor: minor,
    currency,
    counts: z.object({
      paid: count,
      refusedWithReason: count,
      refusedWithoutReason: count,
      screenOuts: count,
      broken: count,
      abandoned: count,
      pending: count,
    }),
    seconds: z.nullable(count),
  }),
  z.object({ ...common, kind: z.literal('search'), seconds: count }),
  z.object({
    ...common,
    kind: z.literal('payout'),
    expectedMinor: minor,
    receivedMinor: z.nullable(minor),
    currency,
    method: z.nullable(paymentMethod),
    state: z.enum(['waiting', 'received', 'refused']),
    settledOn: z.nullable(day),
  }),
  z.object({ ...identity, kind: z.literal('deleted'), undone: z.optional(z.boolean()) }),
]);
const workbookFile = z.object({
  format: z.literal(FORMAT),
  version: z.literal(1),
  entries: z.array(z.unknown()),
});

/** The whole workbook, including deleted entries, so that two can be merged. */
export function workbookToJson(entries: readonly WorkbookEntry[]): string {
  return JSON.stringify({ format: FORMAT, version: 1, entries }, null, 1);
}

/**
 * Parses a file made by `workbookToJson` into entries and the number of unreadable ones; null for
 * another file. A change dated after `now` counts as of now; otherwise it would win over every
 * later one.
 */
export function parseWorkbookJson(
  text: string,
  now: number,
): { entries: WorkbookEntry[]; refused: number } | null {
  const file = workbookFile.safeParse(parseJsonOrNull(text.replace(/^\ufeff/, '')));
  if (!file.success) return null;
  const entries = file.data.entries.flatMap((one) => {
    const entry = workbookEntry.safeParse(one);
    if (!entry.success) return [];
    return [{ ...entry.data, changedAt: Math.min(entry.data.changedAt, now) }];
  });
  return { entries, refused: file.data.entries.length - entries.length };
}
