import type { PlatformNews } from '#server/platforms/news.ts';
import { daysBetween } from '#shared/days.ts';
import type { Language } from '#shared/languages.ts';
import { formatMoney } from '#shared/money.ts';
import { pathTo } from '#shared/paths.ts';
import { formatMonth, formatNumber } from '#web/format.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { feedPath } from '#web/feeds/feed-path.ts';
import { standingWords } from '#web/platforms/standing-words.ts';
import { xml, xmlDocument, type Xml } from './xml.ts';

type Entry = {
  readonly subject: string;
  readonly title: string;
  /** A day for what is dated, the first of the month for evidence. */
  readonly on: string;
  readonly path: string;
};

/** The Atom feed of a platform: changes of standing and new evidence, for who has no account. */
export function writeFeed(news: PlatformNews, language: Language, origin: string): string {
  const t = messagesFor(language);
  const entries = listEntries(news, language).toSorted((a, b) => daysBetween(a.on, b.on));
  const page = `${origin}${pathTo(language, 'platform', { slug: news.slug })}`;
  const self = `${origin}${feedPath('platform', { slug: news.slug }, language)}`;
  return xmlDocument(
    xml(
      'feed',
      { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': language },
      xml('id', {}, self),
      xml('title', {}, `${t.platforms.question(news.name)} · ${t.common.site}`),
      xml('subtitle', {}, t.common.notSample),
      xml('updated', {}, instant(entries[0]?.on ?? news.createdOn)),
      xml('link', { rel: 'self', type: 'application/atom+xml', href: self }),
      xml('link', { rel: 'alternate', type: 'text/html', href: page }),
      xml('author', {}, xml('name', {}, t.common.site)),
      xml('rights', {}, t.common.licence),
      ...entries.map((entry) => writeEntry(entry, origin)),
    ),
  );
}

function writeEntry({ subject, title, on, path }: Entry, origin: string): Xml {
  // Of the site, not of the page: an address may change, the entry stays the same.
  const host = new URL(origin).hostname;
  return xml(
    'entry',
    {},
    xml('id', {}, `tag:${host},2026:${subject}`),
    xml('title', {}, title),
    xml('updated', {}, instant(on)),
    xml('link', { rel: 'alternate', type: 'text/html', href: `${origin}${path}` }),
    xml('content', { type: 'text' }, title),
  );
}

function listEntries(news: PlatformNews, language: Language): Entry[] {
  const words = messagesFor(language).platforms.feed;
  const { slug } = news;
  const page = pathTo(language, 'platform', { slug });
  return [
    ...news.standings.map(({ id, on, before, after }) => ({
      subject: `standing/${id}`,
      title: words.standing(
        standingWords(after, language),
        before === null ? null : standingWords(before, language),
      ),
      on,
      path: pathTo(language, 'platformStandings', { slug }),
    })),
    ...news.payouts.map((payout) => ({
      subject: `payout/${payout.id}`,
      title: words[payout.state](
        formatMoney(payout.rounded, payout.currency, language),
        payout.delayDays,
        formatMonth(payout.askedMonth, language),
      ),
      on: `${payout.month}-01`,
      path: pathTo(language, 'proof', { id: payout.id }),
    })),
    ...news.incidents.map(({ id, month, kind }) => ({
      subject: `incident/${id}`,
      title: words.incident(words.incidents[kind]),
      on: `${month}-01`,
      path: page,
    })),
    ...news.reviews.map(({ id, month, mean }) => ({
      subject: `review/${id}`,
      title: words.review(formatNumber(mean, language, 1)),
      on: `${month}-01`,
      path: page,
    })),
  ];
}

function instant(day: string): string {
  return `${day}T00:00:00Z`;
}
