import { xml, xmlDocument, type Xml } from '#server/http/xml.ts';
import type { Language } from '#shared/core/languages.ts';
import { messagesFor } from '#web/i18n/messages.ts';

export type FeedEntry = {
  /** Part of the entry's Atom id, which must not change when its address does. */
  readonly subject: string;
  readonly title: string;
  /** RFC 3339; for evidence the first of its month. */
  readonly updated: string;
  readonly published?: string;
  /** Pseudonym of the author; default: the site. */
  readonly author?: string;
  readonly path: string;
  /** Sanitised HTML; default: the title. */
  readonly html?: string;
};

export type Feed = {
  readonly title: string;
  readonly subtitle?: string;
  readonly self: string;
  /** The subject for the feed's id, where its address is secret. */
  readonly subject?: string;
  /** Address of the page that the feed belongs to. */
  readonly page: string;
  /** Time of the last change where the feed has no entry. */
  readonly since: string;
  /** The entries, latest first. */
  readonly entries: readonly FeedEntry[];
};

/** Writes an Atom feed (RFC 4287). */
export function writeAtomFeed(feed: Feed, language: Language, origin: string): string {
  const t = messagesFor(language);
  const self = `${origin}${feed.self}`;
  // Tag URI of the site, not of the page: entries keep their id when addresses change.
  const tag = (subject: string): string => `tag:${new URL(origin).hostname},2026:${subject}`;
  return xmlDocument(
    xml(
      'feed',
      { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': language, 'xml:base': `${origin}/` },
      xml('id', {}, feed.subject === undefined ? self : tag(feed.subject)),
      xml('title', {}, `${feed.title} · ${t.common.site}`),
      ...(feed.subtitle === undefined ? [] : [xml('subtitle', {}, feed.subtitle)]),
      xml('updated', {}, latestChangeOf(feed)),
      xml('link', { rel: 'self', type: 'application/atom+xml', href: self }),
      xml('link', { rel: 'alternate', type: 'text/html', href: `${origin}${feed.page}` }),
      xml('author', {}, xml('name', {}, t.common.site)),
      xml('rights', {}, t.common.licence),
      ...feed.entries.map((entry) => writeEntry(entry, tag(entry.subject), origin)),
    ),
  );
}

/** Time of the newest change among a feed's entries. */
export function latestChangeOf({ entries, since }: Feed): string {
  return (
    entries.reduce((latest, { updated }) => (updated > latest ? updated : latest), '') || since
  );
}

export function latestFirst(entries: readonly FeedEntry[]): FeedEntry[] {
  return entries.toSorted((a, b) => Date.parse(b.updated) - Date.parse(a.updated));
}

function writeEntry(
  { title, updated, published, author, path, html }: FeedEntry,
  id: string,
  origin: string,
): Xml {
  return xml(
    'entry',
    {},
    xml('id', {}, id),
    xml('title', {}, title),
    xml('updated', {}, updated),
    ...(published === undefined ? [] : [xml('published', {}, published)]),
    ...(author === undefined ? [] : [xml('author', {}, xml('name', {}, author))]),
    xml('link', { rel: 'alternate', type: 'text/html', href: `${origin}${path}` }),
    html === undefined
      ? xml('content', { type: 'text' }, title)
      : xml('content', { type: 'html' }, html),
  );
}
