import type { Language } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';

export function decisionPath(language: Language, id: string): string {
  return pathTo(language, 'decision', { id });
}
