import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { createPostAsMember } from '#server/http/post-as-member.ts';
import { answers, creates, writes } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { correctionBody } from '#shared/directory/platform-corrections.ts';
import { slug } from '#shared/core/form-fields.ts';
import {
  addPlatformBody,
  platformQuery,
  platformResponse,
  standingsResponse,
  suggestResponse,
} from '#shared/directory/platforms.ts';
import type { ReferenceData } from '#shared/directory/reference-data.ts';
import {
  MAX_QUERY_LENGTH,
  comparisonQuery,
  comparisonResponse,
  rankingQuery,
  rankingResponse,
} from '#shared/directory/platform-ranking.ts';
import { addPlatform, correctPlatform, type ComputePlatformFigures } from './actions.ts';
import { findPlatformAsOf } from './monday-snapshots.ts';
import { DELAY_API_DESCRIPTION } from './delay-api-description.ts';
import { listStandingChanges } from './revision-history.ts';
import { findPlatform, suggestPlatforms } from './queries.ts';
import { comparePlatforms, rankPlatforms } from './ranking.ts';
import { registerRevisions } from './revision-routes.ts';

export function registerPlatforms(
  app: Server,
  deps: BaseDeps & { readonly tables: ReferenceData },
  computeFigures: ComputePlatformFigures,
): void {
  const { database, clock, tables } = deps;

  const postAsMember = createPostAsMember(app, database.prisma, clock);

  app.get(
    '/api/platforms',
    answers('Ranking of platforms, filtered and sorted, a page at a time', {
      description: DELAY_API_DESCRIPTION,
      querystring: rankingQuery,
      answer: rankingResponse,
    }),
    (request) => rankPlatforms(database.shared, request.query, tables.rates),
  );

  postAsMember(
    '/api/platforms',
    creates('Add a platform that is missing; members only', { body: addPlatformBody }),
    (tx, viewer, request, now) => addPlatform(tx, viewer, request.body, computeFigures, now),
    ({ id, slug: added }) => ({
      id,
      page: 'platform',
      parameters: { slug: added },
      done: 'platform-added',
      created: true,
    }),
  );

  app.get(
    '/api/platforms/suggest',
    answers('Platforms by name, alias or domain; typos forgiven, best first', {
      querystring: z.object({
        q: z._default(z.string().check(z.maxLength(MAX_QUERY_LENGTH)), ''),
      }),
      answer: suggestResponse,
    }),
    (request) => suggestPlatforms(database.sql, request.query.q),
  );

  app.get(
    '/api/platforms/compare',
    answers('Platforms side by side, in the order asked for; those not there are left out', {
      description: DELAY_API_DESCRIPTION,
      querystring: comparisonQuery,
      answer: comparisonResponse,
    }),
    (request) => comparePlatforms(database.sql, request.query.slugs.split(',')),
  );

  app.get(
    '/api/platforms/:slug',
    {
      ...answers(
        'One platform: its standing, why, and the evidence; now, or as the last Monday before a day began',
        {
          description: DELAY_API_DESCRIPTION,
          params: z.object({ slug }),
          querystring: platformQuery,
          answer: platformResponse,
        },
      ),
      // Only moderators may do something that others may not.
      config: { readOwn: async () => ({ variant: null }) },
    },
    ({ viewer, params, query: { on } }) =>
      on === undefined
        ? findPlatform(database, viewer, params.slug)
        : findPlatformAsOf(database, viewer, params.slug, on, clock()),
  );

  app.get(
    '/api/platforms/:slug/standings',
    answers('Each change of standing with its numbers, and the decisions', {
      params: z.object({ slug }),
      answer: standingsResponse,
    }),
    (request) => listStandingChanges(database.sql, request.params.slug),
  );

  postAsMember(
    '/api/platforms/:slug/corrections',
    writes('Correct facts of a platform, with a source; members only', {
      params: z.object({ slug }),
      body: correctionBody,
    }),
    (tx, viewer, request, now) =>
      correctPlatform(tx, viewer, request.params.slug, request.body, now),
    (parameters) => ({
      page: 'platformRevisions',
      parameters,
      done: 'corrected',
    }),
  );

  registerRevisions(app, deps);
}
