import type { Card } from '#shared/forum.ts';
import type { Language } from '#shared/languages.ts';
import { pathTo } from '#shared/paths.ts';

/** The page that a live card leads to. */
export function cardAddress({ kind, key }: Card, language: Language): string {
  return kind === 'platform' || kind === 'client'
    ? pathTo(language, kind, { slug: key })
    : pathTo(language, kind, { id: key });
}
