import type { FastifyRequest } from 'fastify';
import pLimit from 'p-limit';
import { z } from 'zod/mini';
import type { ForumDeps } from './deps.ts';
import { preferredLanguage } from '#server/http/preferred-language.ts';
import { ownOf } from '#server/http/own.ts';
import { answers } from '#server/http/route-options.ts';
import { requireSignedIn } from '#server/http/session.ts';
import type { Server } from '#server/http/server.ts';
import type { Viewer } from '#server/http/viewer.ts';
import type { IdentityDeps } from '#server/identity/accounts/deps.ts';
import type { Sessions } from '#server/identity/accounts/sessions.ts';
import type { SignInRateLimit } from '#server/identity/accounts/sign-in-rate-limit.ts';
import { firstPostsResponse } from '#shared/community/first-posts.ts';
import { errorResponse } from '#shared/core/errors.ts';
import { id, slug } from '#shared/core/form-fields.ts';
import {
  forumResponse,
  postResponse,
  threadCursor,
  threadQuery,
  threadResponse,
  threadsQuery,
  type ThreadsQuery,
  threadsResponse,
  unreadResponse,
  versionsResponse,
} from '#shared/community/forum.ts';
import { mergeCandidatesQuery, mergeCandidatesResponse } from '#shared/community/moved-posts.ts';
import { similarThreadsQuery, similarThreadsResponse } from '#shared/community/similar-threads.ts';
import { LANGUAGES } from '#shared/core/languages.ts';
import { pathTo } from '#shared/core/paths.ts';
import { registerMemberAddress } from './member-redirect-route.ts';
import { registerPreview } from './preview-route.ts';
import { findPost, findPostVersions } from './post-queries.ts';
import {
  findForum,
  findThreads,
  readOwnOfForum,
  readOwnOfList,
} from './category-and-thread-lists.ts';
import { readOwnOfThread } from './own-of-thread.ts';
import { findFirstUnreadPost, findThread } from './thread-queries.ts';
import { MINUTE_MS } from '#server/database/changes/change-feed.ts';
import { findMergeCandidates } from './merge-candidates.ts';
import { findSimilarThreads } from './similar-threads.ts';
import { findWaitingFirstPosts } from './waiting-first-posts.ts';
import { createReadPositions } from './read-positions.ts';
import { registerForumWrites } from './write-routes.ts';

/** Comparing a title with all others takes the database some milliseconds. */
const COMPARISONS_AT_ONCE = 2;

export function registerForum(
  app: Server,
  deps: ForumDeps & IdentityDeps,
  sessions: Sessions,
  limit: SignInRateLimit,
): void {
  const { database, clock } = deps;
  const positions = createReadPositions(
    database.sql,
    (memberId) => deps.changes?.changeOwn('forum_read', memberId),
    (error) => app.log.error(error),
  );
  app.addHook('onClose', () => positions.settle());
  const params = z.object({ id });

  const readOwnOfIndex = (_: FastifyRequest, viewer: Viewer) =>
    readOwnOfForum(database, positions, viewer, clock());
  app.get(
    '/api/forum',
    {
      ...answers('The categories of the forum, and the threads last posted in', {
        answer: forumResponse,
      }),
      config: { readOwn: readOwnOfIndex },
    },
    (request) => ownOf(request, readOwnOfIndex).then((own) => findForum(database, own)),
  );

  app.get(
    '/api/me/first-posts',
    answers('First posts of new members that nobody answered; members who volunteered', {
      answer: firstPostsResponse,
    }),
    (request) => findWaitingFirstPosts(database.sql, requireSignedIn(request), clock()),
  );

  app.get(
    '/api/forum/categories/:slug',
    answers('Threads of a category: pinned ones, then those last posted in', {
      params: z.object({ slug }),
      querystring: z.object({ before: z.optional(threadCursor) }),
      answer: threadsResponse,
    }),
    ({ viewer, params: { slug: category }, query }) => {
      const asked = { category, ...query };
      if (viewer === null) return findThreads(database, viewer, asked, null);
      return readOwnOfList(database, positions, viewer, asked, clock()).then((own) =>
        findThreads(database, viewer, asked, own),
      );
    },
  );

  const readOwnOfThreads = (request: FastifyRequest, viewer: Viewer) =>
    readOwnOfList(database, positions, viewer, request.query as ThreadsQuery, clock());
  app.get(
    '/api/forum/threads',
    {
      ...answers('Threads about one thing, or all, the last posted in first', {
        querystring: threadsQuery,
        answer: threadsResponse,
      }),
      config: { readOwn: readOwnOfThreads },
    },
    (request) =>
      ownOf(request, readOwnOfThreads).then((own) =>
        findThreads(database, request.viewer, request.query, own),
      ),
  );

  const readOwnOfPage = ({ params, query }: FastifyRequest, viewer: Viewer) => {
    const { id: thread } = params as { id: string };
    const { page = 1 } = query as { page?: number };
    return readOwnOfThread(deps, positions, viewer, { id: thread, page }, clock());
  };
  app.get(
    '/api/forum/threads/:id',
    {
      ...answers('A page of a thread; of a member it is noted how far she has read', {
        params,
        querystring: threadQuery,
        answer: threadResponse,
      }),
      config: { readOwn: readOwnOfPage, keptMs: 10 * MINUTE_MS },
    },
    (request) => {
      const { viewer, params: asked, query } = request;
      return ownOf(request, readOwnOfPage).then((own) =>
        findThread(database, viewer, { id: asked.id, page: query.page ?? 1 }, own, clock()),
      );
    },
  );

  const inTurn = pLimit(COMPARISONS_AT_ONCE);
  app.get(
    '/api/forum/similar-threads',
    answers('Threads with a title like this one', {
      querystring: similarThreadsQuery,
      answer: similarThreadsResponse,
    }),
    ({ query }) =>
      inTurn(() => findSimilarThreads(database.sql, query.title)).then((threads) => ({ threads })),
  );

  app.get(
    '/api/forum/threads/:id/merge-candidates',
    answers('Threads into which a thread can be merged, by title; moderators only', {
      params,
      querystring: mergeCandidatesQuery,
      answer: mergeCandidatesResponse,
    }),
    (request) => {
      const viewer = requireSignedIn(request);
      const { params: asked, query } = request;
      return inTurn(() =>
        findMergeCandidates(database.sql, viewer, asked.id, query.title ?? ''),
      ).then((threads) => ({ threads }));
    },
  );

  app.get(
    '/api/forum/threads/:id/unread',
    answers('Where I go on reading a thread', { params, answer: unreadResponse }),
    (request) => findFirstUnreadPost(database, request.viewer, request.params.id),
  );

  app.get(
    '/api/forum/posts/:id',
    answers('A post, where it stands, and how it is quoted', {
      params,
      querystring: z.object({ language: z.optional(z.enum(LANGUAGES)) }),
      answer: postResponse,
    }),
    (request) => findPost(database, request.viewer, request.params.id, request.query.language),
  );

  app.get(
    '/api/forum/posts/:id/versions',
    answers('What a post says and said before', { params, answer: versionsResponse }),
    (request) => findPostVersions(database, request.viewer, request.params.id),
  );

  app.get(
    '/p/:id',
    {
      schema: {
        summary: 'A post, by the address that texts carry: leads to its page',
        params,
        response: { '4xx': errorResponse },
      },
    },
    async (request, reply) => {
      const { thread, place, page } = await findPost(database, null, request.params.id);
      const language = preferredLanguage(request);
      const path = pathTo(language, 'thread', { id: thread.id }, page > 1 ? { page } : {});
      return reply.header('vary', 'Cookie, Accept-Language').redirect(`${path}#m${place}`, 302);
    },
  );

  registerPreview(app, deps);
  registerMemberAddress(app);
  registerForumWrites(app, deps, sessions, limit);
}
