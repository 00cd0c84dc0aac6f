import type { Language } from '#shared/core/languages.ts';
import { pathTo, type PageName } from '#shared/core/paths.ts';

const FEED_FILE: Record<Language, string> = { fr: 'flux.atom', en: 'feed.atom' };

/** Pages that have an Atom feed of their own: "tell me", without an account. */
export const FEED_PAGES = [
  'platform',
  'forum',
  'forumCategory',
  'thread',
  'boycotts',
  'boycott',
] as const satisfies PageName[];
export type FeedPage = (typeof FEED_PAGES)[number];

/** The Atom feed of a page, named as the page is: `{ slug }`, or `{ id }` of a thread or a boycott. */
export function feedPath(
  page: FeedPage,
  parameters: Readonly<Record<string, string>>,
  language: Language,
): string {
  return `${pathTo(language, page, parameters)}/${FEED_FILE[language]}`;
}

/** A member's private feed of her inbox; to be shown to her alone, and linked nowhere. */
export function privateFeedPath(secret: string, language: Language): string {
  return `${pathTo(language, 'inbox')}/${encodeURIComponent(secret)}/${FEED_FILE[language]}`;
}
