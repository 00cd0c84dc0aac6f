import type { Language } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';

/** The path of a decision's page. */
export function decisionPath(language: Language, id: string): string {
  return pathTo(language, 'decision', { id });
}
