import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { answers, writesOrCreates } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import {
  addClientBody,
  clientResponse,
  clientsQuery,
  clientsResponse,
  identityGuessBody,
} from '#shared/directory/clients.ts';
import { clientHistoryQuery, clientHistoryResponse } from '#shared/directory/client-revisions.ts';
import {
  clientReviewCursor,
  clientReviewsResponse,
  ownClientReviewsResponse,
} from '#shared/directory/client-reviews.ts';
import { slug } from '#shared/core/form-fields.ts';
import { addClient } from './find-or-create-client.ts';
import { registerClientChanges } from './change-routes.ts';
import { publishIdentityGuess } from './identity-guesses.ts';
import { listClientRevisions } from './revision-history.ts';
import { findClient, findClientReviews, findOwnClientReviews } from './queries.ts';
import { searchClients } from './search.ts';

const params = z.object({ slug });

export function registerClients(app: Server, deps: BaseDeps): void {
  registerReads(app, deps);
  registerWrites(app, deps);
  registerClientChanges(app, deps);
}

function registerReads(app: Server, { database: { sql } }: BaseDeps): void {
  app.get(
    '/api/clients',
    answers('Clients by name or id, small typos forgiven; else those with most reports', {
      querystring: clientsQuery,
      answer: clientsResponse,
    }),
    (request) => searchClients(sql, request.query),
  );

  app.get(
    '/api/clients/:slug',
    answers('A client, with all that was joined to it', { params, answer: clientResponse }),
    (request) => findClient(sql, request.viewer, request.params.slug),
  );

  app.get(
    '/api/clients/:slug/reviews',
    answers('Reviews of a client, those of the newest month first', {
      params,
      querystring: z.object({ before: z.optional(clientReviewCursor) }),
      answer: clientReviewsResponse,
    }),
    (request) => findClientReviews(sql, request.viewer, { ...request.params, ...request.query }),
  );

  app.get(
    '/api/clients/:slug/history',
    answers('What members changed of a client, newest first', {
      params,
      querystring: clientHistoryQuery,
      answer: clientHistoryResponse,
    }),
    (request) =>
      listClientRevisions(sql, request.viewer, request.params.slug, request.query.page ?? 1),
  );

  app.get(
    '/api/me/client-reviews',
    answers('My reviews of clients', { answer: ownClientReviewsResponse }),
    (request) => findOwnClientReviews(sql, requireSignedIn(request)),
  );
}

function registerWrites(app: Server, { database: { prisma }, clock }: BaseDeps): void {
  const postAsMember = createPostAsMember(app, prisma, clock);

  postAsMember(
    '/api/clients',
    writesOrCreates('Add a client; members only', { body: addClientBody }),
    (tx, viewer, request, now) => addClient(tx, viewer, request.body, now),
    (client) => ({
      page: 'client',
      parameters: { slug: client.slug },
      id: client.id,
      done: 'client-added',
      created: true,
    }),
  );

  postAsMember(
    '/api/clients/:slug/guesses',
    writesOrCreates('Say, with a source, what one believes about who is behind a client', {
      params,
      body: identityGuessBody,
    }),
    (tx, viewer, request, now) =>
      publishIdentityGuess(tx, viewer, request.params.slug, request.body, now),
    (guess) => ({
      page: 'client',
      parameters: { slug: guess.slug },
      id: guess.id,
      done: 'guess-published',
      created: true,
    }),
  );
}
