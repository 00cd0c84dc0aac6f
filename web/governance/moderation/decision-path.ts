import type { Language } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';

/** The page of a decision: what, by which rule, why, and how to appeal. */
export function decisionPath(language: Language, id: string): string {
  return pathTo(language, 'decision', { id });
}
