import type { Language } from '#shared/languages.ts';

/** Where a decision says what it did, by which rule and why. */
export function decisionPath(language: Language, id: string): string {
  return `/${language}/moderation/decisions/${id}`;
}
