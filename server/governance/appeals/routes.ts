import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { answers, writes, writesOrCreates } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { appealForm, appealResponse } from '#shared/governance/appeals.ts';
import { id, emptyFormBody } from '#shared/core/form-fields.ts';
import { findAppeal, makeAppeal, withdrawAppeal } from './actions.ts';

const params = z.object({ id });

/** Registers the routes of appeals by authors and flaggers. */
export function registerAppeals(app: Server, { database, clock }: BaseDeps): void {
  const { prisma } = database;

  const postAsMember = createPostAsMember(app, prisma, clock);

  app.get(
    '/api/decisions/:id/appeal',
    answers('Whether I can appeal against a decision, and what became of it; members', {
      params,
      answer: appealResponse,
    }),
    (request) => findAppeal(prisma, requireSignedIn(request), request.params.id, clock()),
  );

  postAsMember(
    '/api/decisions/:id/appeal',
    writesOrCreates(
      'Appeal against a decision, within six months, once a case; author and flaggers',
      { params, body: appealForm },
    ),
    (tx, viewer, request, now) => makeAppeal(tx, viewer, request.params.id, request.body, now),
    ({ id: made }, request) => ({
      id: made,
      page: 'decision',
      parameters: { id: request.params.id },
      done: 'appealed',
      created: true,
    }),
  );

  postAsMember(
    '/api/appeals/:id/withdraw',
    writes('Take back my appeal, while its jury is not drawn', { params, body: emptyFormBody }),
    (tx, viewer, request, now) => withdrawAppeal(tx, viewer, request.params.id, now),
    ({ decision }) => ({
      page: 'decision',
      parameters: { id: decision },
      done: 'appeal-withdrawn',
    }),
  );
}
