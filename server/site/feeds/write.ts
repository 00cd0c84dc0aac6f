import { xml, xmlDocument, type Xml } from '#server/http/xml.ts';
import type { Language } from '#shared/core/languages.ts';
import { messagesFor } from '#web/i18n/messages.ts';

export type FeedEntry = {
  /** What stands for it in its id: it stays the same whatever becomes of its address. */
  readonly subject: string;
  readonly title: string;
  /** RFC 3339; of evidence the first of its month. */
  readonly updated: string;
  readonly published?: string;
  /** A pseudonym; the site where there is none. */
  readonly author?: string;
  readonly path: string;
  /** HTML that is safe to show; the title alone where there is none. */
  readonly html?: string;
};

export type Feed = {
  readonly title: string;
  readonly subtitle?: string;
  /** Where the feed itself is. */
  readonly self: string;
  /** What its id is made with where its address must not be: a secret one. */
  readonly subject?: string;
  /** The page that it belongs to. */
  readonly page: string;
  /** When it last changed, where it has no entry. */
  readonly since: string;
  /** The latest first. */
  readonly entries: readonly FeedEntry[];
};

/** An Atom feed (RFC 4287). */
export function writeFeed(feed: Feed, language: Language, origin: string): string {
  const t = messagesFor(language);
  const self = `${origin}${feed.self}`;
  // Of the site, not of the page: an address may change, the entry stays the same.
  const tag = (subject: string): string => `tag:${new URL(origin).hostname},2026:${subject}`;
  return xmlDocument(
    xml(
      'feed',
      { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': language, 'xml:base': `${origin}/` },
      xml('id', {}, feed.subject === undefined ? self : tag(feed.subject)),
      xml('title', {}, `${feed.title} · ${t.common.site}`),
      ...(feed.subtitle === undefined ? [] : [xml('subtitle', {}, feed.subtitle)]),
      xml('updated', {}, updatedOf(feed)),
      xml('link', { rel: 'self', type: 'application/atom+xml', href: self }),
      xml('link', { rel: 'alternate', type: 'text/html', href: `${origin}${feed.page}` }),
      xml('author', {}, xml('name', {}, t.common.site)),
      xml('rights', {}, t.common.licence),
      ...feed.entries.map((entry) => writeEntry(entry, tag(entry.subject), origin)),
    ),
  );
}

/** When the newest of its entries was changed. */
export function updatedOf({ entries, since }: Feed): string {
  return (
    entries.reduce((latest, { updated }) => (updated > latest ? updated : latest), '') || since
  );
}

/** The latest first; of the same moment as they came. */
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
