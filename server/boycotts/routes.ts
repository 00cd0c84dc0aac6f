import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod/mini';
import type { Deps } from '#server/deps.ts';
import { boycottResponse } from '#shared/boycott-data.ts';
import { boycottsQuery, boycottsResponse } from '#shared/boycotts.ts';
import { errorResponse } from '#shared/errors.ts';
import { id } from '#shared/fields.ts';
import { registerKeyAct } from './key-act-routes.ts';
import { findBoycott, findBoycotts } from './queries.ts';

export function registerBoycotts(server: FastifyInstance, deps: Deps): void {
  const { database, clock } = deps;
  registerKeyAct(server, deps);
  const app = server.withTypeProvider<ZodTypeProvider>();
  const { sql } = database;

  app.get(
    '/api/boycotts',
    {
      schema: {
        summary: 'Boycotts, those proposed last first; of one state or platform, if asked',
        querystring: boycottsQuery,
        response: { 200: boycottsResponse, '4xx': errorResponse },
      },
    },
    (request) => findBoycotts(sql, request.query),
  );

  app.get(
    '/api/boycotts/:id',
    {
      schema: {
        summary: 'One boycott: its text, its steps, what its pledgers say, and what I may do',
        params: z.object({ id }),
        response: { 200: boycottResponse, '4xx': errorResponse },
      },
    },
    (request) => findBoycott(sql, request.viewer, request.params.id, clock()),
  );
}
