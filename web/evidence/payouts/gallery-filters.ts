import type { ProofFilters } from '#shared/evidence/proofs.ts';

export const GALLERY_KINDS = ['proofs', 'all', 'waiting', 'not-paid'] as const;
export type GalleryKind = (typeof GALLERY_KINDS)[number];

/** The filter that each kind of the gallery stands for. */
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

/** The query string of the API for a kind, on one platform or all. */
export function galleryQuery(kind: GalleryKind, platform: string | undefined): URLSearchParams {
  return new URLSearchParams(
    Object.entries({ platform, ...ASKED[kind] }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  );
}
