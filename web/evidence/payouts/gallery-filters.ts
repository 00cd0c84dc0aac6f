import { parseAmount } from '#shared/core/money.ts';
import { payoutsFilter, type PayoutFilters } from '#shared/evidence/payouts.ts';

const GALLERY_KINDS = ['proofs', 'all', 'waiting', 'refused'] as const;
export type GalleryKind = (typeof GALLERY_KINDS)[number];
export { GALLERY_KINDS };

/** The payout filter that each kind of the gallery stands for. */
const ASKED: Record<GalleryKind, PayoutFilters> = {
  proofs: { state: 'received', screenshot: true },
  all: {},
  waiting: { state: 'waiting' },
  refused: { state: 'refused' },
};

/** Query parameters of the gallery's filters. */
export const GALLERY_PARAMETERS = {
  moyen: 'method',
  mois: 'month',
  de: 'from',
  a: 'to',
  monnaie: 'currency',
} as const satisfies Record<string, keyof PayoutFilters>;
export type GalleryFilterName = keyof typeof GALLERY_PARAMETERS;
const ALL_NAMES = Object.keys(GALLERY_PARAMETERS) as GalleryFilterName[];

export type GalleryFilters = {
  readonly kind: GalleryKind;
  /** The valid filters, without the platform, which is looked up by name. */
  readonly filters: PayoutFilters;
  /** Names of the invalid filters. */
  readonly ignored: readonly GalleryFilterName[];
  /** Number of active filters, including the platform. */
  readonly active: number;
};

/** Parses the gallery's address; invalid filters are ignored individually. */
export function parseGalleryFilters(query: Readonly<Record<string, string>>): GalleryFilters {
  const kind = GALLERY_KINDS.find((one) => one === query['type']) ?? 'proofs';
  const read = new Map<GalleryFilterName, unknown>();
  const ignored: GalleryFilterName[] = [];
  for (const name of ALL_NAMES) {
    const typed = query[name]?.trim() ?? '';
    if (typed === '') continue;
    if (payoutsFilter.safeParse({ [GALLERY_PARAMETERS[name]]: typed }).success)
      read.set(name, typed);
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
      // Amounts without a currency are euros, and the form then shows that.
      read.set('monnaie', currency);
    }
  }
  const filters = payoutsFilter.parse(
    Object.fromEntries([...read].map(([name, value]) => [GALLERY_PARAMETERS[name], value])),
  );
  const named = (query['plateforme'] ?? '').trim() === '' ? 0 : 1;
  return { kind, filters: { ...filters, ...ASKED[kind] }, ignored, active: read.size + named };
}

/** The filters as a query string of the API. */
export function payoutFiltersToQuery(filters: PayoutFilters): URLSearchParams {
  return new URLSearchParams(
    Object.entries(filters).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  );
}
