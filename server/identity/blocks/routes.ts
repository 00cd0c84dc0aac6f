import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { BaseDeps } from '#server/http/deps.ts';
import { answerWrite } from '#server/http/forms.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { errorResponse } from '#shared/core/errors.ts';
import { writeResponse } from '#shared/core/form-fields.ts';
import { blockForm } from '#shared/identity/members.ts';
import { unblockMember, blockMember } from './actions.ts';

export function registerBlocks(server: FastifyInstance, { database, clock }: BaseDeps): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const { prisma } = database;

  app.post(
    '/api/ignores',
    {
      schema: {
        summary: 'Ignore a member: no posts, notifications or private messages of hers; secret',
        body: blockForm,
        response: { 200: writeResponse, '4xx': errorResponse },
      },
    },
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const { pseudonym } = await prisma.$transaction((tx) =>
        blockMember(tx, viewer, request.body.member, clock()),
      );
      return answerWrite(request, reply, {
        page: 'member',
        parameters: { pseudonym },
        done: 'ignored',
      });
    },
  );

  app.post(
    '/api/ignores/end',
    {
      schema: {
        summary: 'Ignore a member no longer',
        body: blockForm,
        response: { 200: writeResponse, '4xx': errorResponse },
      },
    },
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const { pseudonym } = await prisma.$transaction((tx) =>
        unblockMember(tx, viewer, request.body.member, clock()),
      );
      return answerWrite(request, reply, {
        page: 'member',
        parameters: { pseudonym },
        done: 'ignore-ended',
      });
    },
  );
}
