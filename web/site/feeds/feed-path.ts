import type { Language } from '#shared/core/languages.ts';
import { pathTo, type PageName } from '#shared/core/paths.ts';

const FEED_FILE: Record<Language, string> = { fr: 'flux.atom', en: 'feed.atom' };

/** Pages with an Atom feed, which can be followed without an account. */
export const FEED_PAGES = [
  'platform',
  'forum',
  'forumCategory',
  'thread',
  'boycotts',
  'boycott',
] as const satisfies PageName[];
export type FeedPage = (typeof FEED_PAGES)[number];

/**
 * The Atom feed of a page, with the page's parameters: `{ slug }`, or `{ id }` of a thread or a
 * boycott.
 */
export function feedPath(
  page: FeedPage,
  parameters: Readonly<Record<string, string>>,
  language: Language,
): string {
  return `${pathTo(language, page, parameters)}/${FEED_FILE[language]}`;
}

/** A member's private inbox feed; shown to her alone, never linked. */
export function privateFeedPath(secret: string, language: Language): string {
  return `${pathTo(language, 'inbox')}/${encodeURIComponent(secret)}/${FEED_FILE[language]}`;
}
