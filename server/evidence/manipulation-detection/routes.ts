import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { answerWrite } from '#server/http/forms.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { errorResponse } from '#shared/core/errors.ts';
import { id, slug, writeResponse } from '#shared/core/form-fields.ts';
import { findingDecisionBody, findingsResponse } from '#shared/evidence/manipulation-findings.ts';
import { decideOnFinding } from './actions.ts';
import { findManipulationFindings } from './queries.ts';

export function registerManipulationFindings(
  server: FastifyInstance,
  { database, clock }: BaseDeps,
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/api/platforms/:slug/findings',
    {
      schema: {
        summary: 'What the detector of campaigns found, and reports that posts were bought',
        params: z.object({ slug }),
        response: { 200: findingsResponse, '4xx': errorResponse },
      },
    },
    (request) => findManipulationFindings(database.sql, request.viewer, request.params.slug),
  );

  app.post(
    '/api/findings/:id/decisions',
    {
      schema: {
        summary: 'Propose to lift a finding, or to restore it; moderators only',
        params: z.object({ id }),
        body: findingDecisionBody,
        response: { 201: writeResponse, '4xx': errorResponse },
      },
    },
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const parameters = await database.prisma.$transaction((tx) =>
        decideOnFinding(tx, viewer, request.params.id, request.body, clock()),
      );
      return answerWrite(request, reply, {
        page: 'act',
        parameters,
        id: parameters.id,
        done: 'proposed',
        created: true,
      });
    },
  );
}
