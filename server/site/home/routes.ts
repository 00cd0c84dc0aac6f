import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { BaseDeps } from '#server/http/deps.ts';
import { errorResponse } from '#shared/core/errors.ts';
import { homeResponse } from '#shared/site/home.ts';
import { findSiteFigures } from './queries.ts';

export function registerHome(server: FastifyInstance, { database }: BaseDeps): void {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/api/home',
    {
      schema: {
        summary: 'The site in counts, changed standings, and where members wait',
        response: { 200: homeResponse, '4xx': errorResponse },
      },
    },
    () => findSiteFigures(database.sql),
  );
}
