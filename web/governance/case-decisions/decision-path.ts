import type { Language } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';

/** The page of a decision: measure, rule, reasons, and how to appeal. */
export function decisionPath(language: Language, id: string): string {
  return pathTo(language, 'decision', { id });
}
