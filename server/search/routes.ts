import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod/mini';
import type { Deps } from '#server/deps.ts';
import { errorResponse } from '#shared/errors.ts';
import {
  MAX_SEARCH_LENGTH,
  searchQuery,
  searchResponse,
  searchSuggestions,
} from '#shared/search.ts';
import { searchAll } from './queries.ts';
import { suggestSearches } from './suggest.ts';

export function registerSearch(server: FastifyInstance, { database, clock }: Deps): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const { sql } = database;

  app.get(
    '/api/search',
    {
      schema: {
        summary:
          'Platforms, clients, tasks, proofs, boycotts, threads and posts by words; best first',
        querystring: searchQuery,
        response: { 200: searchResponse, '4xx': errorResponse },
      },
    },
    (request) => searchAll(sql, request.viewer, request.query, clock()),
  );

  app.get(
    '/api/search/suggest',
    {
      schema: {
        summary: 'What a search typed so far may become',
        querystring: z.object({
          q: z._default(z.string().check(z.maxLength(MAX_SEARCH_LENGTH)), ''),
        }),
        response: { 200: searchSuggestions, '4xx': errorResponse },
      },
    },
    (request) => suggestSearches(sql, request.query.q).then((suggestions) => ({ suggestions })),
  );
}
