import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { AppError } from '#server/core/errors.ts';
import { siteOrigin } from '#server/http/origin-check.ts';
import type { Server } from '#server/http/server.ts';
import { hashFeedSecret } from '#server/community/inbox/private-feed-settings.ts';
import { listLatestInboxItems } from '#server/community/inbox/latest-items.ts';
import { findPlatformNews } from '#server/directory/platforms/feed-data.ts';
import { id, slug } from '#shared/core/form-fields.ts';
import { LANGUAGES, type Language } from '#shared/core/languages.ts';
import { feedPath, privateFeedPath, type FeedPage } from '#web/site/feeds/feed-path.ts';
import {
  boycottFeed,
  boycottsFeed,
  findBoycottSteps,
  findStepsOfBoycott,
} from './boycott-feeds.ts';
import { categoryFeed, forumFeed, threadFeed } from './forum-feeds.ts';
import { inboxFeed } from './inbox-feed.ts';
import { platformFeed } from './platform-feed.ts';
import {
  FEED_SIZE,
  findCategoryThreads,
  findFeedOwner,
  findNewThreads,
  findPlatformThreads,
  findThreadPosts,
} from './queries.ts';
import { sendFeed } from './send-feed.ts';
import { latestChangeOf, writeAtomFeed, type Feed } from './write-atom.ts';

const QUARTER_HOUR = 'public, max-age=900';
const SECRET = /^[A-Za-z0-9_-]{43}$/;

/** Routes of the Atom feeds, one beside each page, in both languages. */
export function registerFeeds(app: Server, deps: BaseDeps): void {
  for (const language of LANGUAGES) {
    registerPublic(app, deps, language);
    registerPrivate(app, deps, language);
  }
}

function registerPublic(app: Server, { database, env }: BaseDeps, language: Language): void {
  const { sql } = database;
  const at = (page: FeedPage, parameters: Record<string, string>): string =>
    decodeURIComponent(feedPath(page, parameters, language));
  const send = (
    request: FastifyRequest,
    reply: FastifyReply,
    feed: Feed,
    changedAt: string | null = latestChangeOf(feed),
  ): FastifyReply => {
    reply
      .header('cache-control', QUARTER_HOUR)
      .header('access-control-allow-origin', '*')
      .header('cross-origin-resource-policy', 'cross-origin');
    const body = writeAtomFeed(feed, language, siteOrigin(env.publicUrl, request));
    return sendFeed(request, reply, body, changedAt);
  };

  app.get(at('forum', {}), { schema: { hide: true } }, async (request, reply) =>
    send(request, reply, forumFeed(await findNewThreads(sql), language)),
  );

  app.get(
    at('forumCategory', { slug: ':slug' }),
    { schema: { hide: true, params: z.object({ slug }) } },
    async (request, reply) => {
      const found = await findCategoryThreads(sql, request.params.slug);
      return send(request, reply, categoryFeed(found, language));
    },
  );

  app.get(
    at('thread', { id: ':id' }),
    { schema: { hide: true, params: z.object({ id }) } },
    async (request, reply) => {
      const thread = await findThreadPosts(sql, request.params.id);
      return send(request, reply, threadFeed(thread, language));
    },
  );

  app.get(
    at('platform', { slug: ':slug' }),
    { schema: { hide: true, params: z.object({ slug }) } },
    async (request, reply) => {
      const news = await findPlatformNews(sql, request.params.slug);
      const threads = await findPlatformThreads(sql, request.params.slug);
      // Evidence is dated by month: the moment of the last change would reveal its day.
      const steps = await findBoycottSteps(sql, request.params.slug);
      return send(request, reply, platformFeed(news, threads, steps, language), null);
    },
  );

  app.get(at('boycotts', {}), { schema: { hide: true } }, async (request, reply) =>
    send(request, reply, boycottsFeed(await findBoycottSteps(sql, null), language)),
  );

  app.get(
    at('boycott', { id: ':id' }),
    { schema: { hide: true, params: z.object({ id }) } },
    async (request, reply) => {
      const boycott = await findStepsOfBoycott(sql, request.params.id);
      return send(request, reply, boycottFeed(boycott, language));
    },
  );
}

function registerPrivate(app: Server, { database, env }: BaseDeps, language: Language): void {
  app.get(
    decodeURIComponent(privateFeedPath(':secret', language)),
    {
      config: { anonymous: true },
      schema: { hide: true, params: z.object({ secret: z.string() }) },
    },
    async (request, reply) => {
      const { secret } = request.params;
      // A malformed secret gets the same answer as an unknown one.
      if (!SECRET.test(secret)) throw new AppError('not-found');
      const hash = hashFeedSecret(secret);
      const owner = await findFeedOwner(database.sql, hash);
      const items = await listLatestInboxItems(database.sql, owner.id, FEED_SIZE);
      reply
        .header('cache-control', 'private, no-store')
        .header('x-robots-tag', 'noindex, nofollow')
        .header('referrer-policy', 'no-referrer');
      const feed = inboxFeed(items, { secret, hash, since: owner.since }, language);
      const body = writeAtomFeed(feed, language, siteOrigin(env.publicUrl, request));
      return sendFeed(request, reply, body, latestChangeOf(feed));
    },
  );
}
