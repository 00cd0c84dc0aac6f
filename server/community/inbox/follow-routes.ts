import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { answerWrite } from '#server/http/forms.ts';
import { answers, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import {
  followChoiceForm,
  followCursor,
  followForm,
  followKey,
  followKind,
  followResponse,
  followsResponse,
  privateFeedForm,
} from '#shared/community/inbox.ts';
import { redirectTargetOf } from './redirect-back.ts';
import { changePrivateFeed, setFollowsOwnThreads } from './private-feed-settings.ts';
import { followByKey, unfollowByKey } from './follow.ts';
import { isFollowing, listFollows } from './queries.ts';

/** Routes for a member's follows and her private feed. */
export function registerFollows(app: Server, deps: BaseDeps): void {
  const { database, clock, secrets } = deps;
  const { prisma, sql } = database;
  const feedKey = secrets.keyFor('private feed');

  app.get(
    '/api/me/follows',
    answers('What I follow, the latest first; and my private feed', {
      querystring: z.object({ before: z.optional(followCursor) }),
      answer: followsResponse,
    }),
    (request) => listFollows(sql, feedKey, requireSignedIn(request), request.query.before),
  );

  app.get(
    '/api/me/follows/:kind/:key',
    answers('Whether I follow a thread, a platform or a client', {
      params: z.object({ kind: followKind, key: followKey }),
      answer: followResponse,
    }),
    (request) => isFollowing(sql, requireSignedIn(request), request.params),
  );

  app.post(
    '/api/follows',
    writes('Follow a thread, a platform or a client; nobody else sees it', { body: followForm }),
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      await prisma.$transaction((tx) => followByKey(tx, viewer, request.body, clock()));
      return answerWrite(request, reply, {
        ...redirectTargetOf(request.body._from),
        done: 'followed',
      });
    },
  );

  app.post(
    '/api/follows/end',
    writes('Follow something no longer', { body: followForm }),
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      await prisma.$transaction((tx) => unfollowByKey(tx, viewer, request.body));
      return answerWrite(request, reply, {
        ...redirectTargetOf(request.body._from),
        done: 'unfollowed',
      });
    },
  );

  app.post(
    '/api/me/follows-own',
    writes('Choose whether I follow the threads that I post in', { body: followChoiceForm }),
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const followsOwn = request.body.followsOwn === 'yes';
      await prisma.$transaction((tx) => setFollowsOwnThreads(tx, viewer, followsOwn));
      return answerWrite(request, reply, { page: 'following', done: 'chosen' });
    },
  );

  app.post(
    '/api/me/private-feed',
    writes('Make an address for the private feed of my inbox, renew it, or end it', {
      body: privateFeedForm,
    }),
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const { change } = request.body;
      await prisma.$transaction((tx) => changePrivateFeed(tx, feedKey, viewer, change, clock()));
      const done = change === 'make' ? 'feed-made' : 'feed-ended';
      return answerWrite(request, reply, { page: 'following', done });
    },
  );
}
