import type { Texts } from './catalogue.ts';

const WORD = /\w+/g;

/**
 * The keys whose names stand nowhere in the sources, so that no page can say them. A name that stands
 * there for something else is not found out.
 */
export function unusedKeys(texts: Texts, sources: Iterable<string>): string[] {
  const words = new Set<string>();
  for (const source of sources) for (const [word] of source.matchAll(WORD)) words.add(word);
  // A name with hyphens may be put together out of its parts.
  return keysOf(texts, '').filter((path) => {
    const parts = path.slice(path.lastIndexOf('.') + 1).match(WORD) ?? [];
    return !parts.every((part) => words.has(part));
  });
}

/** Paths of groups and sentences; those of lists have no names of their own. */
function keysOf(texts: Texts, path: string): string[] {
  if (typeof texts === 'string') return [];
  return Object.entries(texts).flatMap(([key, inner]) => {
    const here = path === '' ? key : `${path}.${key}`;
    const deeper = keysOf(inner, here);
    return Array.isArray(texts) ? deeper : [here, ...deeper];
  });
}
