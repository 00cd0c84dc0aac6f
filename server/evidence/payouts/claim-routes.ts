import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { answers, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { createSlipDeps } from '#server/evidence/publication/publish-report.ts';
import { claimAnswer, ownClaimsResponse } from '#shared/evidence/claims.ts';
import { id, emptyFormBody } from '#shared/core/form-fields.ts';
import { matchPagePath } from '#shared/core/paths.ts';
import { confirmStillPending } from './actions.ts';
import { closeClaim } from './close-claim.ts';
import { findOwnClaims } from './claim-queries.ts';

export function registerClaims(app: Server, { database, secrets, clock }: BaseDeps): void {
  const { prisma } = database;
  const slips = createSlipDeps(secrets);
  const params = z.object({ id });

  const postAsMember = createPostAsMember(app, prisma, clock);

  app.get(
    '/api/me/claims',
    answers('What I wait for, and when I am asked', { answer: ownClaimsResponse }),
    (request) => findOwnClaims(database.own, secrets, requireSignedIn(request), clock()),
  );

  postAsMember(
    '/api/payouts/:id/close',
    writes('Close what I wait for by one answer', { params, body: claimAnswer }),
    (tx, viewer, request, now) =>
      closeClaim(tx, viewer, request.params.id, request.body, slips, now),
    (closed, request) => {
      const done = `claim-${request.body.answer}`;
      return { page: pageOf(request.body._from), id: closed.id, done };
    },
  );

  postAsMember(
    '/api/payouts/:id/still-waiting',
    writes('Say that I still wait', { params, body: emptyFormBody }),
    (tx, viewer, request, now) => confirmStillPending(tx, viewer, request.params.id, now),
    (_, request) => ({ page: pageOf(request.body?._from), done: 'payout-still-waiting' }),
  );
}

/** Answered on the home page, she stays there. */
function pageOf(from: string | undefined): 'home' | 'myClaims' {
  return matchPagePath(from?.split('?')[0] ?? '')?.page === 'home' ? 'home' : 'myClaims';
}
