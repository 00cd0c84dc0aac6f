import { answers } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { logQuery, logEntriesResponse, logState } from '#shared/transparency-log/log-entries.ts';
import { listLogEntries, readLogState } from './queries.ts';
import { registerCosignatures } from './cosignature-routes.ts';
import { registerInclusionProofs } from './proof-routes.ts';
import { registerTiles, type TileDeps } from './tile-routes.ts';

export function registerTransparencyLog(app: Server, deps: TileDeps): void {
  const { database } = deps;
  registerTiles(app, deps);
  registerInclusionProofs(app, deps);
  registerCosignatures(app, deps);
  app.get(
    '/api/record',
    answers('The public record: what was published, changed, withdrawn and decided', {
      querystring: logQuery,
      answer: logEntriesResponse,
    }),
    (request) => listLogEntries(database.sql, request.query),
  );

  app.get(
    '/api/record/log',
    answers('The log behind the record: its keys, what was signed last, and by whom', {
      answer: logState,
    }),
    () => readLogState(database.sql),
  );
}
