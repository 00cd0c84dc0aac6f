import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { BaseDeps } from '#server/http/deps.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { errorResponse } from '#shared/core/errors.ts';
import { signingQuery, signingResponse } from '#shared/evidence/attribution.ts';
import { findOwnSigningState } from './queries.ts';

export function registerSigning(server: FastifyInstance, { database }: BaseDeps): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/api/me/signing',
    {
      schema: {
        summary: 'How many of my pieces on a platform are signed, kind by kind',
        querystring: signingQuery,
        response: { 200: signingResponse, '4xx': errorResponse },
      },
    },
    (request) =>
      findOwnSigningState(database.sql, requireSignedIn(request), request.query.platform),
  );
}
