import type { Language } from '#shared/languages.ts';
import { pathTo } from '#shared/paths.ts';

const FEED_FILE: Record<Language, string> = { fr: 'flux.atom', en: 'feed.atom' };

/** The Atom feed of a platform: "tell me", without an account. */
export function feedPath(slug: string, language: Language): string {
  return `${pathTo(language, 'platform', { slug })}/${FEED_FILE[language]}`;
}
