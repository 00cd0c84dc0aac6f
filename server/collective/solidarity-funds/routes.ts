import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { answers, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { fundForm, fundsResponse, takeOffForm } from '#shared/collective/solidarity-funds.ts';
import { id } from '#shared/core/form-fields.ts';
import { proposeFund, takeFundOff } from './actions.ts';
import { findFunds } from './queries.ts';

const params = z.object({ id });

/** Routes of solidarity funds; withdrawing one is registered with that of all kinds. */
export function registerSolidarityFunds(app: Server, { database, clock }: BaseDeps): void {
  const { prisma, sql } = database;
  const postAsMember = createPostAsMember(app, prisma, clock);

  app.get(
    '/api/solidarity-funds',
    answers('Solidarity funds of the boycotts that are open for pledges or on', {
      answer: fundsResponse,
    }),
    (request) => findFunds(sql, request.viewer),
  );

  postAsMember(
    '/api/boycotts/:id/funds',
    writes('Propose a solidarity fund, shown once two moderators have checked it', {
      params,
      body: fundForm,
    }),
    (tx, viewer, request, now) => proposeFund(tx, viewer, request.params.id, request.body, now),
    (proposed) => ({ ...onItsPage(proposed.id), done: 'fund-proposed' }),
  );

  postAsMember(
    '/api/funds/:id/take-off',
    writes('Take a solidarity fund off; moderators only', { params, body: takeOffForm }),
    (tx, viewer, request, now) => takeFundOff(tx, viewer, request.params.id, request.body, now),
    (taken) => ({ ...onItsPage(taken.id), done: 'fund-taken-off' }),
  );
}

function onItsPage(boycott: string) {
  return { page: 'boycott', parameters: { id: boycott }, id: boycott } as const;
}
