import { isDay, type Day } from '#shared/core/days.ts';
import { MAX_AMOUNT_MINOR, decimalsOf, isCurrency, type Currency } from '#shared/core/money.ts';
import { PAYMENT_METHODS, type PaymentMethod } from '#shared/directory/payment-methods.ts';
import { foldName } from '#shared/core/text.ts';
import type { TaskCounts } from './task-report-counts.ts';
import type { PayoutEntry, WorkbookEntry } from './workbook.ts';

/** Parsers of cells in a worker's own spreadsheet, French or English. */

/** "03/11" is the third of November in France and the eleventh of March in America. */
export type DayOrder = 'day-first' | 'month-first';

const NUMERIC_DAY = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})$/;
const WORDED_DAY = /^(\d{1,2})(?:er|st|nd|rd|th)? ([a-z]{3,9}) (\d{4})$/;
const WORDED_MONTH_FIRST = /^([a-z]{3,9}) (\d{1,2})(?:st|nd|rd|th)? (\d{4})$/;
const MONTHS: readonly RegExp[] = [
  /^jan/,
  /^f[ev]+[eb]?/,
  /^mar/,
  /^a[vp]r/,
  /^ma[iy]$/,
  /^(juin|june?)$/,
  /^(juil|july?)/,
  /^(aout|aug)/,
  /^sep/,
  /^oct/,
  /^nov/,
  /^dec/,
];

/** Guesses the day order of a column, by its first unambiguous cell. */
export function guessDayOrder(cells: readonly string[]): DayOrder {
  for (const cell of cells) {
    const match = NUMERIC_DAY.exec(withoutTime(cell));
    if (match === null) continue;
    if (Number(match[1]) > 12) return 'day-first';
    if (Number(match[2]) > 12) return 'month-first';
  }
  return 'day-first';
}

/**
 * Parses a day: "03/11/2026", "3.11.26", "2026-11-03 14:05", "3 nov. 2026", "Nov 3, 2026"; null
 * when invalid.
 */
export function parseDayCell(cell: string, order: DayOrder): Day | null {
  const text = withoutTime(cell);
  const iso = /^(\d{4})[/-](\d{1,2})[/-](\d{1,2})$/.exec(text);
  if (iso !== null) return toDay(iso[1], iso[2], iso[3]);
  const numeric = NUMERIC_DAY.exec(text);
  if (numeric !== null) {
    const [, first, second, year = ''] = numeric;
    const full = year.length === 2 ? `20${year}` : year;
    return order === 'day-first' ? toDay(full, second, first) : toDay(full, first, second);
  }
  const folded = foldName(cell);
  const worded = WORDED_DAY.exec(folded);
  if (worded !== null) return toDay(worded[3], monthNumber(worded[2]), worded[1]);
  const american = WORDED_MONTH_FIRST.exec(folded);
  return american === null ? null : toDay(american[3], monthNumber(american[1]), american[2]);
}

function withoutTime(cell: string): string {
  return cell.trim().replace(/(?:[T ,]+| à )\d{1,2}[:h]\d{2}.*$/i, '');
}

function monthNumber(word = ''): string {
  return String(MONTHS.findIndex((month) => month.test(word)) + 1);
}

function toDay(year = '', month = '', day = ''): Day | null {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(text) ? text : null;
}

/** A column's decimal mark; null when no cell tells. */
export type DecimalMark = ',' | '.' | null;

/** Guesses the decimal mark from the first unambiguous amount of a column. */
export function guessDecimalMark(cells: readonly string[]): DecimalMark {
  for (const cell of cells) {
    const number = bareNumber(cell);
    const marks = number.replaceAll(/\d/g, '');
    const last = marks.at(-1);
    if (last !== ',' && last !== '.') continue;
    const decimals = number.length - number.lastIndexOf(last) - 1;
    if (new Set(marks).size === 2) return last;
    if (marks.length > 1) return last === ',' ? '.' : ',';
    if (decimals !== 3 || number.startsWith('0')) return last;
  }
  return null;
}

const SIGNS: readonly (readonly [RegExp, Currency])[] = [
  [/€|euros?/i, 'EUR'],
  [/f\s?cfa|cfa/i, 'XOF'],
  [/ca\$|c\$|\$\s?can?\b/i, 'CAD'],
  [/au\$|a\$/i, 'AUD'],
  [/r\$/i, 'BRL'],
  [/us\$|\$\s?us|dollars?/i, 'USD'],
  [/£/, 'GBP'],
  [/\$/, 'USD'],
  [/₹/, 'INR'],
  [/\bariary\b|\bar\b/i, 'MGA'],
];

/** Parses the currency that a cell names by code or symbol; null unless supported. */
export function parseCurrencyCell(cell: string): Currency | null {
  const code = /(?<![A-Z])[A-Z]{3}(?![A-Z])/.exec(cell.toUpperCase())?.[0] ?? '';
  if (isCurrency(code)) return code;
  return SIGNS.find(([sign]) => sign.test(cell))?.[1] ?? null;
}

export type AmountFault = 'not-an-amount' | 'too-precise' | 'too-big';

/** Parses an amount of 0 or more into minor units, whatever its separators; null when invalid. */
export function parseAmountCell(
  cell: string,
  currency: Currency,
  mark: DecimalMark,
): number | AmountFault {
  if (/[-−]\s*[^\d]?\s*\d|\(\s*\d/.test(cell)) return 'not-an-amount';
  const number = bareNumber(cell);
  if (!/^\d[\d.,]*$|^[.,]\d+$/.test(number)) return 'not-an-amount';
  const decimal = mark ?? guessDecimalMark([number]);
  const pieces = decimal === null ? [number] : number.split(decimal);
  if (pieces.length > 2) return 'not-an-amount';
  const [whole = '', fraction = ''] = pieces;
  const groups = whole.split(/[.,]/);
  if (/[.,]/.test(fraction) || !isGrouped(groups)) return 'not-an-amount';
  const digits = fraction.replace(/0+$/, '');
  const decimals = decimalsOf(currency);
  if (digits.length > decimals) return 'too-precise';
  const minor = Number(groups.join('') + digits.padEnd(decimals, '0'));
  return minor > MAX_AMOUNT_MINOR ? 'too-big' : minor;
}

function isGrouped(groups: readonly string[]): boolean {
  return groups.slice(1).every((group) => group.length === 3);
}

/** Strips currency, spaces and the apostrophes of Swiss thousands. */
function bareNumber(cell: string): string {
  return cell.replaceAll(/[\s\u00a0\u2009\u202f'’]/g, '').replaceAll(/^[^\d.,]+|[^\d.,]+$/g, '');
}

/** Words for how a run ended. */
const RUN_WORDS: readonly (readonly [keyof TaskCounts, RegExp])[] = [
  ['refusedWithoutReason', /(refus|rejet|reject|declin|denied)\w*.*(sans|without|aucun|no )/],
  [
    'refusedWithReason',
    /^(non )?(refus|rejet|reject|declin|denied|invalid|non valid|non paye|unpaid)/,
  ],
  ['screenOuts', /screen|ecart|eligib|disqualif|quota/],
  ['broken', /cass|panne|bug|broken|erreur|error|crash/],
  ['abandoned', /abandon|return|rendu|annul|cancel|expir|timed out/],
  ['pending', /attent|pending|review|soumis|submitted|cours|wait|valider|verif/],
  [
    'paid',
    /pay|paid|valid|accept|approuv|approved|recu|received|ok|oui|yes|fait|done|termin|complet|credit|bon|due?$/,
  ],
];

/**
 * Parses how a run ended; null for an unknown word. A refusal counts as one with a reason unless
 * stated otherwise, which is milder to the client.
 */
export function parseRunEndCell(cell: string): keyof TaskCounts | null {
  const folded = foldName(cell);
  return RUN_WORDS.find(([, words]) => words.test(folded))?.[0] ?? null;
}

const STATE_WORDS: readonly (readonly [PayoutEntry['state'], RegExp])[] = [
  ['refused', /refus|rejet|reject|declin|denied|annul|cancel|non paye|unpaid|not paid/],
  ['waiting', /attent|pending|wait|cours|demand|asked|request|process|pas encore|not yet/],
  ['received', /pay|paid|recu|received|vers|vire|ok|oui|yes|complet|credit|settled|regle/],
];

export function parsePayoutStateCell(cell: string): PayoutEntry['state'] | null {
  const folded = foldName(cell);
  return STATE_WORDS.find(([, words]) => words.test(folded))?.[0] ?? null;
}

const KIND_WORDS: readonly (readonly [Exclude<WorkbookEntry['kind'], 'deleted'>, RegExp])[] = [
  ['search', /recherche|search/],
  ['payout', /paiement|pay ?out|payment|virement|retrait|withdraw|versement|cash/],
  ['task', /tache|task|mission|hit|etude|study|sondage|survey|job|test/],
];

export function parseEntryKindCell(cell: string): Exclude<WorkbookEntry['kind'], 'deleted'> | null {
  const folded = foldName(cell);
  return KIND_WORDS.find(([, words]) => words.test(folded))?.[0] ?? null;
}

const METHOD_WORDS: readonly (readonly [PaymentMethod, RegExp])[] = [
  ['bank-transfer', /virement|banque|bank|transfer|sepa|iban/],
  ['gift-card', /carte|gift|bon d?\s?achat|amazon/],
  ['cheque', /cheque|check/],
  ['crypto', /bitcoin|crypto|usdt|ether/],
  ['mtn-momo', /mtn|momo/],
];

/** Parses a payment method; 'other' for an unknown word. */
export function parsePaymentMethodCell(cell: string): PaymentMethod {
  const folded = foldName(cell);
  const named = PAYMENT_METHODS.find(
    (method) =>
      foldName(method) === folded || foldName(method).split(' ')[0] === folded.split(' ')[0],
  );
  return named ?? METHOD_WORDS.find(([, words]) => words.test(folded))?.[0] ?? 'other';
}

const FORMULA = /^[=+\-@\t\r']/;
/**
 * Matches where another program may start a new cell (comma, tab or line break, whatever the file's
 * delimiter), so that its content, after quotes and spaces, cannot begin a formula.
 */
const INNER_FORMULA = /([,;\t\r\n][\s"]*)(?='*[=+\-@])/g;
const INNER_TEXT = /([,;\t\r\n][\s"]*)'(?='*[=+\-@])/g;

/** Prefixes an apostrophe so that no spreadsheet runs the text as a formula. */
export function escapeFormula(text: string): string {
  const inner = text.replaceAll(INNER_FORMULA, "$1'");
  return FORMULA.test(text) ? `'${inner}` : inner;
}

/** Reverses `escapeFormula`. */
export function unescapeFormula(text: string): string {
  const whole = text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text;
  return whole.replaceAll(INNER_TEXT, '$1');
}
