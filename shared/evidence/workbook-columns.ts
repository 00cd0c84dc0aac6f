import type { Language } from '#shared/core/languages.ts';
import { foldName } from '#shared/core/text.ts';
import { parseAmountCell, parseDayCell, parseRunEndCell } from './workbook-cells.ts';

/** The columns of a workbook as a table: readable by an import, written by an export. */
export const IMPORT_FIELDS = [
  'kind',
  'day',
  'platform',
  'title',
  'client',
  'amount',
  'total',
  'currency',
  'runs',
  'paid',
  'refusedWithReason',
  'refusedWithoutReason',
  'screenOuts',
  'broken',
  'abandoned',
  'pending',
  'time',
  'status',
  'received',
  'settledOn',
  'method',
  'note',
  'published',
  'id',
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];

/** The field of each column; null for ignored ones. */
export type ColumnMapping = readonly (ImportField | null)[];

/** Headers of an export; an import recognises both languages. */
export const EXPORT_HEADERS: Record<
  Language,
  Record<Exclude<ImportField, 'total' | 'runs'>, string>
> = {
  fr: {
    kind: 'Genre',
    day: 'Jour',
    platform: 'Plateforme',
    title: 'Tâche',
    client: 'Client',
    amount: 'Montant',
    currency: 'Devise',
    paid: 'Payées',
    refusedWithReason: 'Refusées avec raison',
    refusedWithoutReason: 'Refusées sans raison',
    screenOuts: 'Écartée',
    broken: 'En panne',
    abandoned: 'Abandonnées',
    pending: 'En attente',
    time: 'Temps',
    status: 'État',
    received: 'Reçu',
    settledOn: 'Réglé le',
    method: 'Moyen',
    note: 'Note',
    published: 'Publié',
    id: 'Id',
  },
  en: {
    kind: 'Kind',
    day: 'Day',
    platform: 'Platform',
    title: 'Task',
    client: 'Client',
    amount: 'Amount',
    currency: 'Currency',
    paid: 'Paid',
    refusedWithReason: 'Refused with a reason',
    refusedWithoutReason: 'Refused without a reason',
    screenOuts: 'Screened out',
    broken: 'Broken',
    abandoned: 'Abandoned',
    pending: 'Pending',
    time: 'Time',
    status: 'Status',
    received: 'Received',
    settledOn: 'Settled on',
    method: 'Method',
    note: 'Note',
    published: 'Published',
    id: 'Id',
  },
};

/** Patterns of common headers, folded; the first match wins. */
const PATTERNS: readonly (readonly [ImportField, RegExp])[] = [
  ['refusedWithReason', /^(refus|rejet|reject|declin)\w* (avec|with)/],
  ['refusedWithoutReason', /^(refus|rejet|reject|declin)\w*( (sans|without).*)?$/],
  [
    'settledOn',
    /^(regle|recu|paye|verse|settled|received|paid) (le|on)$|^(date|jour)\b.*(paie|paye|recu|recep|regle|versement|virement)|^(payment|paid|payout|received|settled) (date|day)$/,
  ],
  [
    'day',
    /^(dates?|jours?|days?|when|quand)\b|^(demande|asked|fait|done|worked|travaille) (le|on)$/,
  ],
  ['platform', /^(plateforme|platform|site|sites|appli|application|app|website|panel)s?\b/],
  [
    'client',
    /^(client|donneur|demandeur|commanditaire|requester|researcher|chercheur|employer|author)\b/,
  ],
  ['received', /^(montant |amount |somme |total )?(recus?|received|encaisse|percu)\b/],
  ['total', /^total\b|\btotal$|^(gains?|earnings?|earned|revenus?|income)$/],
  ['currency', /^(devise|currency|monnaie|cur)$/],
  [
    'amount',
    /^(montant|recompense|remuneration|prix|tarif|gain|reward|amount|price|pay|rate|paie|somme|paiement|payment|expected|attendu|demande|eur|usd|euros?)\b/,
  ],
  ['time', /^(temps|durees?|time|duration|minutes?|mins?|secondes?|seconds?|heures?|hours?)\b/],
  [
    'runs',
    /^(runs?|nombre|nb|nbre|quantite|qte|qty|quantity|count|taches faites|done|fois|faites?)\b/,
  ],
  ['paid', /^(payee?s?|paid|validee?s?|acceptee?s?|approved|accepted|approuvee?s?)$/],
  ['screenOuts', /^(screen|screened)( ?outs?)?$|^ecartee?s?$|^disqualif/],
  ['broken', /^(en panne|pannes?|cassee?s?|bugs?|broken|erreurs?)$/],
  ['abandoned', /^(abandon\w*|returned|rendues?)$/],
  ['pending', /^(en attente|pending|attente)$/],
  ['kind', /^(genre|type|kind|nature)$/],
  ['status', /^(statut|etat|status|state|resultat|result|outcome|avancement)\b/],
  [
    'title',
    /^(taches?|tasks?|titre|title|intitule|mission|nom|name|hit|etude|study|job|libelle|objet|description|projet|project)\b/,
  ],
  ['method', /^(moyen|methode|method|mode|via|par)\b/],
  ['note', /^(notes?|remarques?|commentaires?|comments?|observations?|memo)\b/],
  ['published', /^(publiee?|published)$/],
  ['id', /^id$/],
];

/**
 * Guesses each column's field from its header; where two headers match, the first column has the
 * field.
 */
export function guessColumnMapping(heads: readonly string[]): (ImportField | null)[] {
  const taken = new Set<ImportField>();
  const take = (field: ImportField | undefined): ImportField | null => {
    if (field === undefined || taken.has(field)) return null;
    taken.add(field);
    return field;
  };
  // Our own headers first, so that an export is read back unchanged.
  const own = heads.map((head) => take(ownField(foldName(head))));
  return heads.map((head, index) => {
    const folded = foldName(head);
    const fits = PATTERNS.find(([field, pattern]) => !taken.has(field) && pattern.test(folded));
    return own[index] ?? take(fits?.[0]);
  });
}

function ownField(folded: string): ImportField | undefined {
  const heads = [EXPORT_HEADERS.fr, EXPORT_HEADERS.en].flatMap((one) => Object.entries(one));
  const found = heads.find(([, head]) => foldName(head) === folded)?.[0];
  return IMPORT_FIELDS.find((field) => field === found);
}

/** Guesses fields from a line of values without headers; the user completes the rest. */
export function guessMappingFromValues(cells: readonly string[]): (ImportField | null)[] {
  const taken = new Set<ImportField>();
  return cells.map((cell) => {
    const field = VALUES.find(([field, fits]) => !taken.has(field) && fits(cell.trim()))?.[0];
    if (field === undefined) return null;
    taken.add(field);
    return field;
  });
}

const VALUES: readonly (readonly [ImportField, (cell: string) => boolean])[] = [
  [
    'day',
    (cell) =>
      parseDayCell(cell, 'day-first') !== null || parseDayCell(cell, 'month-first') !== null,
  ],
  ['time', (cell) => /\d\s*(h|min|s)\b|^\d+:\d\d/i.test(cell)],
  ['amount', (cell) => /\d/.test(cell) && typeof parseAmountCell(cell, 'TND', null) === 'number'],
  ['status', (cell) => cell.length < 20 && parseRunEndCell(cell) !== null],
  ['platform', (cell) => /\p{L}/u.test(cell)],
  ['title', (cell) => /\p{L}/u.test(cell)],
];

/** Whether a first line is a header: no cell is an amount or a day. */
export function looksLikeHeaderRow(cells: readonly string[]): boolean {
  return cells.some((cell) => cell.trim() !== '') && !cells.some((cell) => /^\W*\d/.test(cell));
}

/** Guesses a table's delimiter: the one that most of the first lines contain equally often. */
export function guessDelimiter(text: string): ';' | ',' | '\t' {
  const lines = firstLines(text, 20);
  const scores = ([';', '\t', ','] as const).map((delimiter) => {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const [first = 0] = counts;
    const alike = counts.filter((count) => count === first).length;
    return { delimiter, score: first === 0 ? 0 : (first > 0 ? 1 : 0) * alike + first / 100 };
  });
  // A decimal comma is in every line too, so a semicolon or a tab is a stronger sign.
  const [best] = scores.toSorted((one, other) => other.score - one.score);
  const strong = scores.find(
    ({ delimiter, score }) => delimiter !== ',' && score >= lines.length / 2 && score > 0,
  );
  return (strong ?? best)?.delimiter ?? ';';
}

/** The first non-empty lines, without quoted content. */
function firstLines(text: string, count: number): string[] {
  return text
    .slice(0, 20_000)
    .replaceAll(/"[^"]*"/g, '""')
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, count);
}
