import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { answerWrite } from '#server/http/forms.ts';
import { requireSignedIn } from '#server/http/session.ts';
import {
  addClientBody,
  clientControls,
  clientHistoryQuery,
  clientHistoryResponse,
  clientResponse,
  clientReviewCursor,
  clientReviewsResponse,
  clientsQuery,
  clientsResponse,
  identityGuessBody,
  ownClientReviewsResponse,
} from '#shared/directory/clients.ts';
import { errorResponse } from '#shared/core/errors.ts';
import { id, slug, writeResponse } from '#shared/core/form-fields.ts';
import { addClient } from './actions.ts';
import { registerClientChanges } from './change-routes.ts';
import { publishIdentityGuess, withdrawIdentityGuess } from './identity-guesses.ts';
import { listClientRevisions } from './revision-history.ts';
import { findClient, findClientReviews, findOwnClientReviews } from './queries.ts';
import { searchClients } from './search.ts';

const params = z.object({ slug });
const response = { 200: writeResponse, 201: writeResponse, '4xx': errorResponse };

export function registerClients(server: FastifyInstance, deps: BaseDeps): void {
  registerReads(server, deps);
  registerWrites(server, deps);
  registerClientChanges(server, deps);
}

function registerReads(server: FastifyInstance, { database: { sql } }: BaseDeps): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/api/clients',
    {
      schema: {
        summary: 'Clients by name or id, small typos forgiven; else those with most reports',
        querystring: clientsQuery,
        response: { 200: clientsResponse, '4xx': errorResponse },
      },
    },
    (request) => searchClients(sql, request.query),
  );

  app.get(
    '/api/clients/:slug',
    {
      schema: {
        summary: 'A client, with all that was joined to it',
        params,
        response: { 200: clientResponse, '4xx': errorResponse },
      },
    },
    (request) => findClient(sql, request.viewer, request.params.slug),
  );

  app.get(
    '/api/clients/:slug/reviews',
    {
      schema: {
        summary: 'Reviews of a client, those of the newest month first',
        params,
        querystring: z.object({ before: z.optional(clientReviewCursor) }),
        response: { 200: clientReviewsResponse, '4xx': errorResponse },
      },
    },
    (request) => findClientReviews(sql, request.viewer, { ...request.params, ...request.query }),
  );

  app.get(
    '/api/clients/:slug/history',
    {
      schema: {
        summary: 'What members changed of a client, newest first',
        params,
        querystring: clientHistoryQuery,
        response: { 200: clientHistoryResponse, '4xx': errorResponse },
      },
    },
    (request) =>
      listClientRevisions(sql, request.viewer, request.params.slug, request.query.page ?? 1),
  );

  app.get(
    '/api/me/client-reviews',
    {
      schema: {
        summary: 'My reviews of clients',
        response: { 200: ownClientReviewsResponse, '4xx': errorResponse },
      },
    },
    (request) => findOwnClientReviews(sql, requireSignedIn(request)),
  );
}

function registerWrites(server: FastifyInstance, { database: { prisma }, clock }: BaseDeps): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.post(
    '/api/clients',
    { schema: { summary: 'Add a client; members only', body: addClientBody, response } },
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const client = await prisma.$transaction((tx) =>
        addClient(tx, viewer, request.body, clock()),
      );
      return answerWrite(request, reply, {
        page: 'client',
        parameters: { slug: client.slug },
        id: client.id,
        done: 'client-added',
        created: true,
      });
    },
  );

  app.post(
    '/api/clients/:slug/guesses',
    {
      schema: {
        summary: 'Say, with a source, what one believes about who is behind a client',
        params,
        body: identityGuessBody,
        response,
      },
    },
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const guess = await prisma.$transaction((tx) =>
        publishIdentityGuess(tx, viewer, request.params.slug, request.body, clock()),
      );
      return answerWrite(request, reply, {
        page: 'client',
        parameters: { slug: guess.slug },
        id: guess.id,
        done: 'guess-published',
        created: true,
      });
    },
  );

  app.post(
    '/api/client-guesses/:id/withdraw',
    {
      schema: {
        summary: 'Withdraw my guess',
        params: z.object({ id }),
        body: clientControls,
        response,
      },
    },
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const parameters = await prisma.$transaction((tx) =>
        withdrawIdentityGuess(tx, viewer, request.params.id, clock()),
      );
      return answerWrite(request, reply, { page: 'client', parameters, done: 'guess-withdrawn' });
    },
  );
}
