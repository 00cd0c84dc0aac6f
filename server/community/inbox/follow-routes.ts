import type { FastifyRequest } from 'fastify';
import { z } from 'zod/mini';
import { requireFound } from '#server/core/errors.ts';
import type { BaseDeps } from '#server/http/deps.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { ownOf } from '#server/http/own.ts';
import { answers, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { requireSignedIn } from '#server/http/session.ts';
import {
  followOwnThreadsForm,
  followCursor,
  followForm,
  followKey,
  followKind,
  followResponse,
  followsResponse,
  organiserMessagesForm,
  privateFeedForm,
  weeklyNewsForm,
} from '#shared/community/inbox.ts';
import { volunteerForm } from '#shared/community/volunteers.ts';
import { pageOfForm } from './redirect-back.ts';
import { changePrivateFeed } from './private-feed-settings.ts';
import { setInboxChoice } from './set-inbox-choice.ts';
import { followByKey, unfollowByKey } from './follow.ts';
import { isFollowing, listFollows } from './queries.ts';

const followedKey = z.object({ kind: followKind, key: followKey });
type FollowedKey = z.infer<typeof followedKey>;

export function registerFollows(app: Server, deps: BaseDeps): void {
  const { database, clock, secrets } = deps;
  const { prisma, sql } = database;
  const feedKey = secrets.keyFor('private feed');

  const postAsMember = createPostAsMember(app, prisma, clock);

  app.get(
    '/api/me/follows',
    answers('What I follow, the latest first; and my private feed', {
      querystring: z.object({ before: z.optional(followCursor) }),
      answer: followsResponse,
    }),
    (request) => listFollows(sql, feedKey, requireSignedIn(request), request.query.before),
  );

  const readOwn = async ({ params }: FastifyRequest, viewer: Viewer) => {
    const variant = await isFollowing(database, viewer, params as FollowedKey);
    return variant === undefined ? null : { variant };
  };
  app.get(
    '/api/me/follows/:kind/:key',
    {
      ...answers('Whether I follow a thread, a platform or a client', {
        params: followedKey,
        answer: followResponse,
      }),
      config: { readOwn },
    },
    (request) => {
      requireSignedIn(request);
      return ownOf(request, readOwn).then((own) => requireFound(own).variant);
    },
  );

  postAsMember(
    '/api/follows',
    writes('Follow a thread, a platform or a client; nobody else sees it', { body: followForm }),
    (tx, viewer, request, now) => followByKey(tx, viewer, request.body, now),
    (_, request) => ({
      ...pageOfForm(request.body._from),
      done: 'followed',
    }),
  );

  postAsMember(
    '/api/follows/end',
    writes('Follow something no longer', { body: followForm }),
    (tx, viewer, request) => unfollowByKey(tx, viewer, request.body),
    (_, request) => ({
      ...pageOfForm(request.body._from),
      done: 'unfollowed',
    }),
  );

  postAsMember(
    '/api/me/follows-own',
    writes('Choose whether I follow the threads that I post in', { body: followOwnThreadsForm }),
    (tx, viewer, { body }) => setInboxChoice(tx, viewer, { followsOwn: body.followsOwn === 'yes' }),
    () => ({ page: 'following', done: 'chosen' }),
  );

  postAsMember(
    '/api/me/weekly-news',
    writes('Choose whether I get the news of each week', { body: weeklyNewsForm }),
    (tx, viewer, { body }) => setInboxChoice(tx, viewer, { weeklyNews: body.weekly === 'yes' }),
    () => ({ page: 'following', done: 'chosen' }),
  );

  postAsMember(
    '/api/me/answers-questions',
    writes('Choose whether I am asked questions that nobody has answered for a day', {
      body: volunteerForm,
    }),
    (tx, viewer, { body }) =>
      setInboxChoice(tx, viewer, { answersQuestions: body.answers === 'yes' }),
    () => ({ page: 'following', done: 'chosen' }),
  );

  postAsMember(
    '/api/me/organiser-messages',
    writes('Choose whether my inbox shows messages of boycotts that I could pledge in', {
      body: organiserMessagesForm,
    }),
    (tx, viewer, { body }) =>
      setInboxChoice(tx, viewer, { organiserMessages: body.messages === 'yes' }),
    () => ({ page: 'following', done: 'chosen' }),
  );

  postAsMember(
    '/api/me/private-feed',
    writes('Make an address for the private feed of my inbox, renew it, or end it', {
      body: privateFeedForm,
    }),
    (tx, viewer, { body }, now) => changePrivateFeed(tx, feedKey, viewer, body.change, now),
    (_, { body }) => ({
      page: 'following',
      done: body.change === 'make' ? 'feed-made' : 'feed-ended',
    }),
  );
}
