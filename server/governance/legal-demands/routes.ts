import type { BaseDeps } from '#server/http/deps.ts';
import { answers } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { demandsQuery, demandsResponse } from '#shared/governance/legal-demands.ts';
import { findLegalDemands } from './queries.ts';

/**
 * Registers the routes of the register of legal demands; the operator edits it with `npm run
 * demands`.
 */
export function registerLegalDemandRoutes(app: Server, { database }: BaseDeps): void {
  app.get(
    '/api/legal-demands',
    answers('Demands of authorities, courts and lawyers, and what became of them', {
      querystring: demandsQuery,
      answer: demandsResponse,
    }),
    (request) => findLegalDemands(database.sql, request.query.page ?? 1),
  );
}
