import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { answers } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import {
  MAX_SEARCH_LENGTH,
  searchQuery,
  searchResponse,
  searchSuggestions,
} from '#shared/site/search.ts';
import { searchAll } from './queries.ts';
import { suggestSearches } from './suggest-searches.ts';

/**
 * Maximum number of concurrent searches: as many as processors, plus one on its way to the database.
 * More would slow down expensive ones, fewer leave processors idle; either way connections remain for
 * pages.
 */
const SEARCHES_AT_ONCE = availableParallelism() + 1;

export function registerSearch(app: Server, { database, clock }: BaseDeps): void {
  const { sql } = database;
  const inTurn = pLimit(SEARCHES_AT_ONCE);

  app.get(
    '/api/search',
    answers('Platforms, clients, tasks, proofs, boycotts, threads and posts by words; best first', {
      querystring: searchQuery,
      answer: searchResponse,
    }),
    (request) => inTurn(() => searchAll(sql, request.viewer, request.query, clock())),
  );

  app.get(
    '/api/search/suggest',
    answers('What a search typed so far may become', {
      querystring: z.object({
        q: z._default(z.string().check(z.maxLength(MAX_SEARCH_LENGTH)), ''),
      }),
      answer: searchSuggestions,
    }),
    (request) => suggestSearches(sql, request.query.q).then((suggestions) => ({ suggestions })),
  );
}
