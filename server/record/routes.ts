import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Deps } from '#server/deps.ts';
import { errorResponse } from '#shared/errors.ts';
import { recordQuery, recordResponse } from '#shared/record.ts';
import { listRecord } from './queries.ts';
import { registerTiles } from './tile-routes.ts';

export function registerRecord(server: FastifyInstance, deps: Deps): void {
  const { database } = deps;
  registerTiles(server, deps);
  server.withTypeProvider<ZodTypeProvider>().get(
    '/api/record',
    {
      schema: {
        summary: 'The public record: what was published, changed, withdrawn and decided',
        querystring: recordQuery,
        response: { 200: recordResponse, '4xx': errorResponse },
      },
    },
    (request) => listRecord(database.sql, request.query.before),
  );
}
