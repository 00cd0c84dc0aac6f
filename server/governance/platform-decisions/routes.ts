import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { answerWrite } from '#server/http/forms.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { errorResponse } from '#shared/core/errors.ts';
import { slug, writeResponse } from '#shared/core/form-fields.ts';
import { platformDecisionBody } from '#shared/directory/platform-decisions.ts';
import { decideOnPlatform } from './actions.ts';

export function registerPlatformDecisions(
  server: FastifyInstance,
  { database, clock }: BaseDeps,
): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.post(
    '/api/platforms/:slug/decisions',
    {
      schema: {
        summary: 'Propose to record a platform as closed or as open again; moderators only',
        params: z.object({ slug }),
        body: platformDecisionBody,
        response: { 201: writeResponse, '4xx': errorResponse },
      },
    },
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const parameters = await database.prisma.$transaction((tx) =>
        decideOnPlatform(tx, viewer, request.params.slug, request.body, clock()),
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
