import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod/mini';
import type { Deps } from '#server/deps.ts';
import { errorResponse } from '#shared/errors.ts';
import { slug } from '#shared/fields.ts';
import { platformResponse, suggestResponse } from '#shared/platforms.ts';
import { findPlatform, suggestPlatforms } from './queries.ts';

export function registerPlatforms(server: FastifyInstance, { database }: Deps): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/api/platforms/suggest',
    {
      schema: {
        summary: 'Platforms by name, alias or domain',
        querystring: z.object({ q: z._default(z.string().check(z.maxLength(100)), '') }),
        response: { 200: suggestResponse, '4xx': errorResponse },
      },
    },
    (request) => suggestPlatforms(database.sql, request.query.q),
  );

  app.get(
    '/api/platforms/:slug',
    {
      schema: {
        summary: 'One platform: its standing, why, and the evidence',
        params: z.object({ slug }),
        response: { 200: platformResponse, '4xx': errorResponse },
      },
    },
    (request) => findPlatform(database.sql, request.viewer, request.params.slug),
  );
}
