import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { answers } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { id } from '#shared/core/form-fields.ts';
import { payoutHistory } from '#shared/evidence/payouts.ts';
import {
  proofsCount,
  proofsFilter,
  proofsQuery,
  proofsResponse,
  publishedProof,
} from '#shared/evidence/proofs.ts';
import { countProofs, findProofs } from './gallery.ts';
import { findPayoutHistory } from './payout-history.ts';
import { findShownProof } from './proof-queries.ts';

export function registerProofs(app: Server, { database, clock }: BaseDeps): void {
  const { sql } = database;
  const params = z.object({ id });

  app.get(
    '/api/payouts',
    answers('Proofs: payouts with a picture, or signed; those shown last first', {
      querystring: proofsQuery,
      answer: proofsResponse,
    }),
    (request) => findProofs(sql, request.viewer, request.query, clock()),
  );

  app.get(
    '/api/payouts/count',
    answers('How many proofs a filter fits, no further than a thousand', {
      querystring: proofsFilter,
      answer: proofsCount,
    }),
    (request) => countProofs(sql, request.query),
  );

  app.get(
    '/api/payouts/:id',
    answers('One proof, from the Monday on which it is shown', { params, answer: publishedProof }),
    (request) => findShownProof(database, request.viewer, request.params.id, clock()),
  );

  app.get(
    '/api/payouts/:id/history',
    answers('What the public record says of a proof, by month', { params, answer: payoutHistory }),
    (request) => findPayoutHistory(database, request.params.id),
  );
}
