import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { errorResponse } from '#shared/core/errors.ts';
import { recordQuery, recordResponse, recordState } from '#shared/transparency-log/log-entries.ts';
import { listRecord, readState } from './queries.ts';
import { registerCosignatures } from './cosignature-routes.ts';
import { registerProofs } from './proof-routes.ts';
import { registerTiles, type TileDeps } from './tile-routes.ts';

export function registerRecord(server: FastifyInstance, deps: TileDeps): void {
  const { database } = deps;
  registerTiles(server, deps);
  registerProofs(server, deps);
  registerCosignatures(server, deps);
  server.withTypeProvider<ZodTypeProvider>().get(
    '/api/record',
    {
      schema: {
        summary: 'The public record: what was published, changed, withdrawn and decided',
        querystring: recordQuery,
        response: { 200: recordResponse, '4xx': errorResponse },
      },
    },
    (request) => listRecord(database.sql, request.query),
  );

  server.withTypeProvider<ZodTypeProvider>().get(
    '/api/record/log',
    {
      schema: {
        summary: 'The log behind the record: its keys, what was signed last, and by whom',
        response: { 200: recordState, '4xx': errorResponse },
      },
    },
    () => readState(database.sql),
  );
}
