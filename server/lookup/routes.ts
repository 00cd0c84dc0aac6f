import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Deps } from '#server/deps.ts';
import { errorResponse } from '#shared/errors.ts';
import { LOOKUP_KEPT_SECONDS, lookupQuery, lookupResponse } from '#shared/lookup.ts';
import { lookUp } from './queries.ts';

/** What scripts on other people's pages ask; no cookie is looked at, so that caches may keep it. */
export function registerLookup(server: FastifyInstance, { database }: Deps): void {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/api/lookup',
    {
      config: { anonymous: true },
      schema: {
        summary:
          'The platform of a domain, its standing and hourly rate; clients by the ids that a platform shows for them',
        querystring: lookupQuery,
        response: { 200: lookupResponse, '4xx': errorResponse },
      },
    },
    async (request, reply) => {
      const answer = await lookUp(database.sql, request.query);
      reply.header('cache-control', `public, max-age=${LOOKUP_KEPT_SECONDS}`);
      return answer;
    },
  );
}
