import type { Language } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';
import { feedPath } from '#web/site/feeds/feed-path.ts';
import { messagesFor } from '#web/i18n/messages.ts';
import type { FeedCategory, FeedPost, NewThread, ThreadPosts } from './queries.ts';
import type { Feed, FeedEntry } from './write-atom.ts';

// Time of the last change of a forum without a thread: any fixed moment will do.
const BEGINNING = '2026-01-01T00:00:00Z';

export function forumFeed(threads: readonly NewThread[], language: Language): Feed {
  return {
    title: messagesFor(language).inbox.feeds.forum,
    self: feedPath('forum', {}, language),
    page: pathTo(language, 'forum'),
    since: BEGINNING,
    entries: threads.map((thread) => toThreadEntry(thread, language)),
  };
}

export function categoryFeed(
  { category, threads }: { category: FeedCategory; threads: readonly NewThread[] },
  language: Language,
): Feed {
  const { slug, nameFr, nameEn } = category;
  const name = { fr: nameFr, en: nameEn }[language];
  return {
    title: messagesFor(language).inbox.feeds.category({ name }),
    self: feedPath('forumCategory', { slug }, language),
    page: pathTo(language, 'forumCategory', { slug }),
    since: BEGINNING,
    entries: threads.map((thread) => toThreadEntry(thread, language)),
  };
}

/** Feed of a thread: its latest posts. */
export function threadFeed({ id, title, startedAt, posts }: ThreadPosts, language: Language): Feed {
  const words = messagesFor(language).inbox.feeds;
  return {
    title,
    self: feedPath('thread', { id }, language),
    page: pathTo(language, 'thread', { id }),
    since: startedAt,
    entries: posts.map((post) =>
      toPostEntry(post, words.reply({ by: post.author ?? words.deleted, title }), language),
    ),
  };
}

export function toThreadEntry({ title, first }: NewThread, language: Language): FeedEntry {
  return toPostEntry(first, messagesFor(language).inbox.feeds.newThread({ title }), language);
}

function toPostEntry(
  { id, author, postedAt, changedAt, html, hiding }: FeedPost,
  title: string,
  language: Language,
): FeedEntry {
  const t = messagesFor(language);
  return {
    subject: `post/${id}`,
    title,
    updated: changedAt,
    published: postedAt,
    author: author ?? t.inbox.feeds.deleted,
    path: pathTo(language, 'forumPost', { id }),
    html: html ?? `<p>${hiding?.level === 'removed' ? t.hidden.removed : t.hidden.hidden}</p>`,
  };
}
