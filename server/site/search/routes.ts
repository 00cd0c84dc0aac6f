import { availableParallelism } from 'node:os';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import pLimit from 'p-limit';
import { z } from 'zod/mini';
import type { Deps } from '#server/deps.ts';
import { errorResponse } from '#shared/core/errors.ts';
import {
  MAX_SEARCH_LENGTH,
  searchQuery,
  searchResponse,
  searchSuggestions,
} from '#shared/site/search.ts';
import { searchAll } from './queries.ts';
import { suggestSearches } from './suggest.ts';

/**
 * As many as the processors can work on, and one that is on its way between the database and here: more
 * would make the dear ones wait for the cheap ones again and again, fewer leave a fifth of the processors
 * idle. And whatever is searched, connections are left for pages.
 */
const SEARCHES_AT_ONCE = availableParallelism() + 1;

export function registerSearch(server: FastifyInstance, { database, clock }: Deps): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const { sql } = database;
  const inTurn = pLimit(SEARCHES_AT_ONCE);

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
    (request) => inTurn(() => searchAll(sql, request.viewer, request.query, clock())),
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
