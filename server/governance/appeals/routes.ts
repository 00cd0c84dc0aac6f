import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { answerWrite } from '#server/http/forms.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { appealForm, appealResponse } from '#shared/governance/appeals.ts';
import { errorResponse } from '#shared/core/errors.ts';
import { id, writeResponse } from '#shared/core/form-fields.ts';
import { juryControls } from '#shared/governance/juries.ts';
import { findAppeal, makeAppeal, withdrawAppeal } from './actions.ts';

const params = z.object({ id });

/** Routes of appeals by authors and flaggers. */
export function registerAppeals(
  server: FastifyInstance,
  { database, clock }: Pick<BaseDeps, 'database' | 'clock'>,
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const { prisma } = database;

  app.get(
    '/api/decisions/:id/appeal',
    {
      schema: {
        summary: 'Whether I can appeal against a decision, and what became of it; members',
        params,
        response: { 200: appealResponse, '4xx': errorResponse },
      },
    },
    (request) => findAppeal(prisma, requireSignedIn(request), request.params.id, clock()),
  );

  app.post(
    '/api/decisions/:id/appeal',
    {
      schema: {
        summary: 'Appeal against a decision, within six months, once a case; author and flaggers',
        params,
        body: appealForm,
        response: { 200: writeResponse, 201: writeResponse, '4xx': errorResponse },
      },
    },
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const { id: made } = await prisma.$transaction((tx) =>
        makeAppeal(tx, viewer, request.params.id, request.body, clock()),
      );
      return answerWrite(request, reply, {
        id: made,
        page: 'decision',
        parameters: { id: request.params.id },
        done: 'appealed',
        created: true,
      });
    },
  );

  app.post(
    '/api/appeals/:id/withdraw',
    {
      schema: {
        summary: 'Take back my appeal, while its jury is not drawn',
        params,
        body: juryControls,
        response: { 200: writeResponse, '4xx': errorResponse },
      },
    },
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const { decision } = await prisma.$transaction((tx) =>
        withdrawAppeal(tx, viewer, request.params.id, clock()),
      );
      return answerWrite(request, reply, {
        page: 'decision',
        parameters: { id: decision },
        done: 'appeal-withdrawn',
      });
    },
  );
}
