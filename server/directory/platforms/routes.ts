import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { answerWrite } from '#server/http/forms.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { correctionBody } from '#shared/directory/platform-corrections.ts';
import { errorResponse } from '#shared/core/errors.ts';
import { slug, writeResponse } from '#shared/core/form-fields.ts';
import {
  addPlatformBody,
  platformQuery,
  platformResponse,
  standingsResponse,
  suggestResponse,
} from '#shared/directory/platforms.ts';
import {
  MAX_QUERY_LENGTH,
  rankingQuery,
  rankingResponse,
} from '#shared/directory/platform-ranking.ts';
import { addPlatform, correctPlatform, type ComputePlatformFigures } from './actions.ts';
import { findPlatformAsOf } from './monday-snapshots.ts';
import { DELAY_API_DESCRIPTION } from './delay-api-description.ts';
import { listStandingChanges } from './revision-history.ts';
import { findPlatform, suggestPlatforms } from './queries.ts';
import { rankPlatforms } from './ranking.ts';
import { registerRevisions } from './revision-routes.ts';

export function registerPlatforms(
  server: FastifyInstance,
  deps: BaseDeps,
  computeFigures: ComputePlatformFigures,
): void {
  const { database, clock } = deps;
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/api/platforms',
    {
      schema: {
        summary: 'Ranking of platforms, filtered and sorted, a page at a time',
        description: DELAY_API_DESCRIPTION,
        querystring: rankingQuery,
        response: { 200: rankingResponse, '4xx': errorResponse },
      },
    },
    (request) => rankPlatforms(database.sql, request.query),
  );

  app.post(
    '/api/platforms',
    {
      schema: {
        summary: 'Add a platform that is missing; members only',
        body: addPlatformBody,
        response: { 201: writeResponse, '4xx': errorResponse },
      },
    },
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const { id, slug: added } = await database.prisma.$transaction((tx) =>
        addPlatform(tx, viewer, request.body, computeFigures, clock()),
      );
      return answerWrite(request, reply, {
        id,
        page: 'platform',
        parameters: { slug: added },
        done: 'platform-added',
        created: true,
      });
    },
  );

  app.get(
    '/api/platforms/suggest',
    {
      schema: {
        summary: 'Platforms by name, alias or domain; typos forgiven, best first',
        querystring: z.object({
          q: z._default(z.string().check(z.maxLength(MAX_QUERY_LENGTH)), ''),
        }),
        response: { 200: suggestResponse, '4xx': errorResponse },
      },
    },
    (request) => suggestPlatforms(database.sql, request.query.q),
  );

  app.get(
    '/api/platforms/:slug',
    {
      schema: {
        summary:
          'One platform: its standing, why, and the evidence; now, or as the last Monday before a day began',
        description: DELAY_API_DESCRIPTION,
        params: z.object({ slug }),
        querystring: platformQuery,
        response: { 200: platformResponse, '4xx': errorResponse },
      },
    },
    ({ viewer, params, query: { on } }) =>
      on === undefined
        ? findPlatform(database.sql, viewer, params.slug)
        : findPlatformAsOf(database.sql, viewer, params.slug, on, clock()),
  );

  app.get(
    '/api/platforms/:slug/standings',
    {
      schema: {
        summary: 'Each change of standing with its numbers, and the decisions',
        params: z.object({ slug }),
        response: { 200: standingsResponse, '4xx': errorResponse },
      },
    },
    (request) => listStandingChanges(database.sql, request.params.slug),
  );

  app.post(
    '/api/platforms/:slug/corrections',
    {
      schema: {
        summary: 'Correct facts of a platform, with a source; members only',
        params: z.object({ slug }),
        body: correctionBody,
        response: { 200: writeResponse, '4xx': errorResponse },
      },
    },
    async (request, reply) => {
      const viewer = requireSignedIn(request);
      const parameters = await database.prisma.$transaction((tx) =>
        correctPlatform(tx, viewer, request.params.slug, request.body, clock()),
      );
      return answerWrite(request, reply, {
        page: 'platformRevisions',
        parameters,
        done: 'corrected',
      });
    },
  );

  registerRevisions(server, deps);
}
