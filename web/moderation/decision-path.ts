import type { Language } from '#shared/languages.ts';

/** The page of a decision: what, by which rule, why, and how to appeal. */
export function decisionPath(language: Language, id: string): string {
  return `/${language}/moderation/decisions/${encodeURIComponent(id)}`;
}
