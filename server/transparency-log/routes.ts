import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { answers } from '#server/http/route-options.ts';
import { logQuery, logEntriesResponse, logState } from '#shared/transparency-log/log-entries.ts';
import { listLogEntries, readLogState } from './queries.ts';
import { registerCosignatures } from './cosignature-routes.ts';
import { registerInclusionProofs } from './proof-routes.ts';
import { registerTiles, type TileDeps } from './tile-routes.ts';

export function registerTransparencyLog(server: FastifyInstance, deps: TileDeps): void {
  const { database } = deps;
  registerTiles(server, deps);
  registerInclusionProofs(server, deps);
  registerCosignatures(server, deps);
  server.withTypeProvider<ZodTypeProvider>().get(
    '/api/record',
    answers('The public record: what was published, changed, withdrawn and decided', {
      querystring: logQuery,
      answer: logEntriesResponse,
    }),
    (request) => listLogEntries(database.sql, request.query),
  );

  server.withTypeProvider<ZodTypeProvider>().get(
    '/api/record/log',
    answers('The log behind the record: its keys, what was signed last, and by whom', {
      answer: logState,
    }),
    () => readLogState(database.sql),
  );
}
