import type { PlatformNews } from '#server/directory/platforms/feed-data.ts';
import type { Language } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';
import { feedPath } from '#web/site/feeds/feed-path.ts';
import { proofInWords } from '#web/evidence/payouts/proof-text.ts';
import { formatNumber } from '#web/format.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import { standingName } from '#web/directory/platforms/standing-text.ts';
import { toStepEntry, type BoycottSteps } from './boycott-feeds.ts';
import { toThreadEntry } from './forum-feeds.ts';
import type { NewThread } from './queries.ts';
import { latestFirst, type Feed, type FeedEntry } from './write-atom.ts';

/**
 * Feed of a platform: changes of standing, new evidence, threads and boycotts, for people without
 * an account.
 */
export function platformFeed(
  news: PlatformNews,
  threads: readonly NewThread[],
  boycotts: BoycottSteps,
  language: Language,
): Feed {
  const t = messagesFor(language);
  const { slug } = news;
  const entries = [
    ...listNews(news, language),
    ...threads.map((thread) => toThreadEntry(thread, language)),
    ...boycotts.map((step) => toStepEntry(step, language)),
  ];
  return {
    title: t.platforms.question({ name: news.name }),
    subtitle: t.common.notSample,
    self: feedPath('platform', { slug }, language),
    page: pathTo(language, 'platform', { slug }),
    since: instant(news.createdOn),
    entries: latestFirst(entries),
  };
}

function listNews(news: PlatformNews, language: Language): FeedEntry[] {
  const t = messagesFor(language);
  const words = t.platforms.feed;
  const { slug } = news;
  const page = pathTo(language, 'platform', { slug });
  return [
    ...news.standings.map(({ id, on, before, after }) => ({
      subject: `standing/${id}`,
      title: words.standing({
        after: standingName(after, language),
        before: before === null ? null : standingName(before, language),
      }),
      updated: instant(on),
      path: pathTo(language, 'platformStandings', { slug }),
    })),
    ...news.payouts.map((payout) => ({
      subject: `payout/${payout.id}`,
      title: words.proof({ what: proofInWords(payout, { t, language }) }),
      updated: instant(payout.shownFrom),
      path: pathTo(language, 'proof', { id: payout.id }),
    })),
    ...news.incidents.map(({ id, shownFrom, kind }) => ({
      subject: `incident/${id}`,
      title: words.incident({ what: words.incidents[kind] }),
      updated: instant(shownFrom),
      path: page,
    })),
    ...news.reviews.map(({ id, shownFrom, mean }) => ({
      subject: `review/${id}`,
      title: words.review({ rating: formatNumber(mean, language, 1) }),
      updated: instant(shownFrom),
      path: page,
    })),
  ];
}

function instant(day: string): string {
  return `${day}T00:00:00Z`;
}
