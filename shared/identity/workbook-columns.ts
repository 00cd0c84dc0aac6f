import type { Language } from '#shared/core/languages.ts';
import { foldName } from '#shared/core/text.ts';
import { readAmount, readDay, readRunEnd } from './workbook-cells.ts';

/** The columns of a workbook as a table: what an import can read and an export writes. */
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

/** Which field each column holds; null where it is left out. */
export type Mapping = readonly (ImportField | null)[];

/** The heads of the columns of an export; an import knows them in both languages. */
export const HEADERS: Record<Language, Record<Exclude<ImportField, 'total' | 'runs'>, string>> = {
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

/** Heads as people write them, folded; the first that fits names the column. */
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

/** Guesses from its head what each column holds; of two that fit one field the first has it. */
export function guessMapping(heads: readonly string[]): (ImportField | null)[] {
  const taken = new Set<ImportField>();
  const take = (field: ImportField | undefined): ImportField | null => {
    if (field === undefined || taken.has(field)) return null;
    taken.add(field);
    return field;
  };
  // Our own heads first: whatever else a column is called, an export is read back as it was.
  const own = heads.map((head) => take(ownField(foldName(head))));
  return heads.map((head, index) => {
    const folded = foldName(head);
    const fits = PATTERNS.find(([field, pattern]) => !taken.has(field) && pattern.test(folded));
    return own[index] ?? take(fits?.[0]);
  });
}

function ownField(folded: string): ImportField | undefined {
  const heads = [HEADERS.fr, HEADERS.en].flatMap((one) => Object.entries(one));
  const found = heads.find(([, head]) => foldName(head) === folded)?.[0];
  return IMPORT_FIELDS.find((field) => field === found);
}

/** Guesses from a line of values, where no head tells; the rest is left to her. */
export function guessFromValues(cells: readonly string[]): (ImportField | null)[] {
  const taken = new Set<ImportField>();
  return cells.map((cell) => {
    const field = VALUES.find(([field, fits]) => !taken.has(field) && fits(cell.trim()))?.[0];
    if (field === undefined) return null;
    taken.add(field);
    return field;
  });
}

const VALUES: readonly (readonly [ImportField, (cell: string) => boolean])[] = [
  ['day', (cell) => readDay(cell, 'day-first') !== null || readDay(cell, 'month-first') !== null],
  ['time', (cell) => /\d\s*(h|min|s)\b|^\d+:\d\d/i.test(cell)],
  ['amount', (cell) => /\d/.test(cell) && typeof readAmount(cell, 'TND', null) === 'number'],
  ['status', (cell) => cell.length < 20 && readRunEnd(cell) !== null],
  ['platform', (cell) => /\p{L}/u.test(cell)],
  ['title', (cell) => /\p{L}/u.test(cell)],
];

/** Whether a first line names columns: no cell of it is an amount or a day. */
export function looksLikeHeads(cells: readonly string[]): boolean {
  return cells.some((cell) => cell.trim() !== '') && !cells.some((cell) => /^\W*\d/.test(cell));
}

/** What a table's cells are parted by: the sign that most first lines have equally often. */
export function guessDelimiter(text: string): ';' | ',' | '\t' {
  const lines = firstLines(text, 20);
  const scores = ([';', '\t', ','] as const).map((delimiter) => {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const [first = 0] = counts;
    const alike = counts.filter((count) => count === first).length;
    return { delimiter, score: first === 0 ? 0 : (first > 0 ? 1 : 0) * alike + first / 100 };
  });
  // A decimal comma is in every line, too: a semicolon or a tab says more.
  const [best] = scores.toSorted((one, other) => other.score - one.score);
  const strong = scores.find(
    ({ delimiter, score }) => delimiter !== ',' && score >= lines.length / 2 && score > 0,
  );
  return (strong ?? best)?.delimiter ?? ';';
}

/** The first lines that are not empty, without what stands in quotes. */
function firstLines(text: string, count: number): string[] {
  return text
    .slice(0, 20_000)
    .replaceAll(/"[^"]*"/g, '""')
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, count);
}
