import type { ProofFilters } from '#shared/evidence/proofs.ts';

export const GALLERY_KINDS = ['proofs', 'all', 'waiting', 'not-paid'] as const;
export type GalleryKind = (typeof GALLERY_KINDS)[number];

/** The filter of each tab of the gallery. */
const ASKED: Record<GalleryKind, ProofFilters> = {
  proofs: { state: 'paid', screenshot: true },
  all: {},
  waiting: { state: 'waiting' },
  'not-paid': { state: 'not-paid' },
};

/** The kind that the gallery's address asks for. */
export function galleryKindOf(query: Readonly<Record<string, string>>): GalleryKind {
  return GALLERY_KINDS.find((one) => one === query['type']) ?? 'proofs';
}

/** The query string for the proofs of one tab, on one platform or all. */
export function galleryQuery(kind: GalleryKind, platform: string | undefined): URLSearchParams {
  return new URLSearchParams(
    Object.entries({ platform, ...ASKED[kind] }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  );
}
