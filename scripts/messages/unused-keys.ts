import type { CatalogueTexts } from './read-catalogues.ts';

const WORD = /\w+/g;

/**
 * Finds keys whose name occurs nowhere in the sources, so that no page can use them. Misses a key whose
 * name occurs there with another meaning.
 */
export function findUnusedKeys(texts: CatalogueTexts, sources: Iterable<string>): string[] {
  const words = new Set<string>();
  for (const source of sources) for (const [word] of source.matchAll(WORD)) words.add(word);
  // A key with hyphens may be built from its parts.
  return keysOf(texts, '').filter((path) => {
    const parts = path.slice(path.lastIndexOf('.') + 1).match(WORD) ?? [];
    return !parts.every((part) => words.has(part));
  });
}

/** Paths of groups and messages; list items have no names. */
function keysOf(texts: CatalogueTexts, path: string): string[] {
  if (typeof texts === 'string') return [];
  return Object.entries(texts).flatMap(([key, inner]) => {
    const here = path === '' ? key : `${path}.${key}`;
    const deeper = keysOf(inner, here);
    return Array.isArray(texts) ? deeper : [here, ...deeper];
  });
}
