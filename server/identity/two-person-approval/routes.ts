import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { answerWrite } from '#server/http/forms.ts';
import { signedIn } from '#server/http/session.ts';
import {
  actAnswerBody,
  actControls,
  actsResponse,
  proposedAct,
  reverseBody,
} from '#shared/identity/two-person-approval.ts';
import { errorResponse } from '#shared/core/errors.ts';
import { id, written } from '#shared/core/form-fields.ts';
import { answerAct, withdrawAct } from './answer-proposal.ts';
import type { ActKinds } from './proposal-kinds.ts';
import { reverseAct } from './propose.ts';
import { findAct, listActs } from './queries.ts';

const params = z.object({ id });
const response = { 200: written, '4xx': errorResponse };

/** Routes of acts that one person proposes and another confirms. */
export function registerProposals(
  server: FastifyInstance,
  { database, clock }: Pick<BaseDeps, 'database' | 'clock'>,
  kinds: ActKinds,
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const { prisma, sql } = database;

  app.get(
    '/api/moderation/acts',
    {
      schema: {
        summary: 'Acts that I may confirm, and those that I proposed; members only',
        response: { 200: actsResponse, '4xx': errorResponse },
      },
    },
    (request) => listActs(sql, kinds, signedIn(request), clock()),
  );

  app.get(
    '/api/moderation/acts/:id',
    {
      schema: {
        summary: 'One act, once it is in effect; before, for who may answer it',
        params,
        response: { 200: proposedAct, '4xx': errorResponse },
      },
    },
    (request, reply) => {
      reply.header('cache-control', 'private, no-store');
      const { viewer } = request;
      return prisma.$transaction((tx) => findAct(tx, kinds, viewer, request.params.id, clock()));
    },
  );

  app.post(
    '/api/moderation/acts/:id/answer',
    {
      schema: {
        summary: 'Confirm or refuse an act as the second person',
        params,
        body: actAnswerBody,
        response,
      },
    },
    async (request, reply) => {
      const viewer = signedIn(request);
      const parameters = await prisma.$transaction((tx) =>
        answerAct(tx, kinds, viewer, request.params.id, request.body, clock()),
      );
      const done = request.body.answer === 'confirm' ? 'confirmed' : 'refused';
      return answerWrite(request, reply, { page: 'secondPerson', id: parameters.id, done });
    },
  );

  app.post(
    '/api/moderation/acts/:id/withdraw',
    { schema: { summary: 'Take back what I proposed', params, body: actControls, response } },
    async (request, reply) => {
      const viewer = signedIn(request);
      await prisma.$transaction((tx) => withdrawAct(tx, kinds, viewer, request.params.id, clock()));
      return answerWrite(request, reply, { page: 'secondPerson', done: 'act-withdrawn' });
    },
  );

  app.post(
    '/api/moderation/acts/:id/reverse',
    {
      schema: {
        summary:
          'Propose to turn back what one person decided alone; established members, moderators',
        params,
        body: reverseBody,
        response: { 201: written, '4xx': errorResponse },
      },
    },
    async (request, reply) => {
      const viewer = signedIn(request);
      const parameters = await prisma.$transaction((tx) =>
        reverseAct(tx, kinds, viewer, request.params.id, request.body, clock()),
      );
      const shown = { page: 'act', parameters, id: parameters.id, done: 'proposed' } as const;
      return answerWrite(request, reply, { ...shown, created: true });
    },
  );
}
