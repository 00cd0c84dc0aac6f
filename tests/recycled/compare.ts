import type { PixelFingerprints } from '#server/media/files/sanitizer-messages.ts';
import {
  RECYCLED_MAX_DISTANCE,
  RECYCLED_MIN_CONTAINMENT,
  RECYCLED_MIN_SHARED,
} from '#server/media/pictures/similarity-thresholds.ts';

/** What is kept of a picture, its numbers unhashed. */
export type Seen = PixelFingerprints & { readonly tokens: readonly string[] };

/** Two pictures compared as the database compares them. */
export type Comparison = {
  readonly exact: boolean;
  readonly distance: number;
  /** Numbers in common. */
  readonly shared: number;
  readonly containment: number;
};

/** Compares a later picture with an earlier one. */
export function compare(later: Seen, earlier: Seen): Comparison {
  return {
    exact:
      later.sourcePixels === earlier.sourcePixels ||
      later.sourcePixels === earlier.shownPixels ||
      later.shownPixels === earlier.shownPixels,
    distance: distanceOf(later.dhash, earlier.dhash),
    shared: later.tokens.filter((token) => earlier.tokens.includes(token)).length,
    containment: containmentOf(later.tokens, earlier.tokens),
  };
}

/** Whether a question would be opened. */
export function isRecycled(
  { exact, distance, shared, containment }: Comparison,
  limits = {
    distance: RECYCLED_MAX_DISTANCE,
    shared: RECYCLED_MIN_SHARED,
    containment: RECYCLED_MIN_CONTAINMENT,
  },
): boolean {
  return (
    exact ||
    (distance <= limits.distance && shared >= limits.shared && containment >= limits.containment)
  );
}

function distanceOf(a: string, b: string): number {
  return [...(BigInt(`0x${a}`) ^ BigInt(`0x${b}`)).toString(2)].filter((bit) => bit === '1').length;
}

/** The share of the smaller set contained in the other, 0 to 1; 0 if one is empty. */
function containmentOf(a: readonly string[], b: readonly string[]): number {
  const other = new Set(b);
  const smaller = Math.min(new Set(a).size, other.size);
  if (smaller === 0) return 0;
  return [...new Set(a)].filter((token) => other.has(token)).length / smaller;
}
