import type { BaseDeps } from '#server/http/deps.ts';
import { answers } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { signingQuery, signingTalliesResponse } from '#shared/evidence/attribution.ts';
import { findOwnSigningState } from './queries.ts';

export function registerSigning(app: Server, { database }: BaseDeps): void {
  app.get(
    '/api/me/signing',
    answers('How many of my pieces on a platform are signed, kind by kind', {
      querystring: signingQuery,
      answer: signingTalliesResponse,
    }),
    (request) =>
      findOwnSigningState(database.sql, requireSignedIn(request), request.query.platform),
  );
}
