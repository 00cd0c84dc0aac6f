import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod/mini';
import type { Deps } from '#server/deps.ts';
import { answerWrite } from '#server/http/forms.ts';
import { signedIn } from '#server/http/session.ts';
import { errorResponse } from '#shared/errors.ts';
import { written } from '#shared/fields.ts';
import { followForm, followKey, followKind, followResponse } from '#shared/inbox.ts';
import { backTo } from './back.ts';
import { followNamed, unfollowNamed } from './follow.ts';
import { isFollowing } from './queries.ts';

export function registerInbox(server: FastifyInstance, deps: Deps): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const { database, clock } = deps;
  const { prisma, sql } = database;

  app.get(
    '/api/me/follows/:kind/:key',
    {
      schema: {
        summary: 'Whether I follow a thread, a platform or a client',
        params: z.object({ kind: followKind, key: followKey }),
        response: { 200: followResponse, '4xx': errorResponse },
      },
    },
    (request) => isFollowing(sql, signedIn(request), request.params),
  );

  app.post(
    '/api/follows',
    {
      schema: {
        summary: 'Follow a thread, a platform or a client; nobody else sees it',
        body: followForm,
        response: { 200: written, '4xx': errorResponse },
      },
    },
    async (request, reply) => {
      const viewer = signedIn(request);
      await prisma.$transaction((tx) => followNamed(tx, viewer, request.body, clock()));
      return answerWrite(request, reply, { ...backTo(request.body._from), done: 'followed' });
    },
  );

  app.post(
    '/api/follows/end',
    {
      schema: {
        summary: 'Follow something no longer',
        body: followForm,
        response: { 200: written, '4xx': errorResponse },
      },
    },
    async (request, reply) => {
      const viewer = signedIn(request);
      await prisma.$transaction((tx) => unfollowNamed(tx, viewer, request.body));
      return answerWrite(request, reply, { ...backTo(request.body._from), done: 'unfollowed' });
    },
  );
}
