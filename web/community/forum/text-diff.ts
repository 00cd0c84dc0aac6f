import { diffWordsWithSpace } from 'diff';

export type DiffSegment = { readonly kind: 'same' | 'added' | 'removed'; readonly text: string };

/** More differing words than this count as a rewrite; comparing would be too slow. */
const MAX_DIFFERENT_WORDS = 300;

/** The word-level diff between two versions of a post; null for a rewrite. */
export function diffWords(before: string, after: string): DiffSegment[] | null {
  const parts = diffWordsWithSpace(before, after, { maxEditLength: MAX_DIFFERENT_WORDS });
  if (parts === undefined) return null;
  return parts.map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }));
}
