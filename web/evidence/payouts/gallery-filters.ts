import { parseAmount } from '#shared/core/money.ts';
import { payoutsFilter, type PayoutFilters } from '#shared/evidence/payouts.ts';

const KINDS = ['proofs', 'all', 'waiting', 'refused'] as const;
export type Kind = (typeof KINDS)[number];
export { KINDS };

/** What each of them asks of a pay-out. */
const ASKED: Record<Kind, PayoutFilters> = {
  proofs: { state: 'received', screenshot: true },
  all: {},
  waiting: { state: 'waiting' },
  refused: { state: 'refused' },
};

/** What a filter is called in the address of the gallery. */
export const NAMES = {
  moyen: 'method',
  mois: 'month',
  de: 'from',
  a: 'to',
  monnaie: 'currency',
} as const satisfies Record<string, keyof PayoutFilters>;
export type Name = keyof typeof NAMES;
const ALL_NAMES = Object.keys(NAMES) as Name[];

export type Gallery = {
  readonly kind: Kind;
  /** What the address asks for, as far as it can be read; the platform is looked up by name. */
  readonly filters: PayoutFilters;
  /** Those that cannot be read. */
  readonly ignored: readonly Name[];
  /** How many narrow the list, the platform's name among them. */
  readonly active: number;
};

/** Reads the address of the gallery; one filter that cannot be read does not cost the others. */
export function readGallery(query: Readonly<Record<string, string>>): Gallery {
  const kind = KINDS.find((one) => one === query['type']) ?? 'proofs';
  const read = new Map<Name, unknown>();
  const ignored: Name[] = [];
  for (const name of ALL_NAMES) {
    const typed = query[name]?.trim() ?? '';
    if (typed === '') continue;
    if (payoutsFilter.safeParse({ [NAMES[name]]: typed }).success) read.set(name, typed);
    else ignored.push(name);
  }
  const currency = payoutsFilter.parse({ currency: read.get('monnaie') }).currency ?? 'EUR';
  for (const name of ['de', 'a'] as const) {
    const typed = read.get(name);
    if (typeof typed !== 'string') continue;
    if (parseAmount(typed, currency) === null) {
      read.delete(name);
      ignored.push(name);
    } else {
      // Two currencies are not compared: an amount alone means euros, and the form then says so.
      read.set('monnaie', currency);
    }
  }
  const filters = payoutsFilter.parse(
    Object.fromEntries([...read].map(([name, value]) => [NAMES[name], value])),
  );
  const named = (query['plateforme'] ?? '').trim() === '' ? 0 : 1;
  return { kind, filters: { ...filters, ...ASKED[kind] }, ignored, active: read.size + named };
}

/** The same as the query of the API. */
export function toSearch(filters: PayoutFilters): URLSearchParams {
  return new URLSearchParams(
    Object.entries(filters).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  );
}
