import { diffWordsWithSpace } from 'diff';

/** A part of a text: it stayed, came in, or went. */
export type Change = { readonly kind: 'same' | 'added' | 'removed'; readonly text: string };

/** Beyond so many words that differ a text was written anew, and comparing would cost too much. */
const MAX_DIFFERENT_WORDS = 300;

/** What changed from one version of a post to the next, word by word; null where it is written anew. */
export function changesBetween(before: string, after: string): Change[] | null {
  const parts = diffWordsWithSpace(before, after, { maxEditLength: MAX_DIFFERENT_WORDS });
  if (parts === undefined) return null;
  return parts.map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }));
}
