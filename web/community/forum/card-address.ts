import type { LiveCardData } from '#shared/community/live-cards.ts';
import type { Language } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';

export function cardAddress({ kind, key }: LiveCardData, language: Language): string {
  return kind === 'platform' || kind === 'client'
    ? pathTo(language, kind, { slug: key })
    : pathTo(language, kind, { id: key });
}
