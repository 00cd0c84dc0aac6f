import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { BaseDeps } from '#server/http/deps.ts';
import { answers } from '#server/http/route-options.ts';
import { homeResponse } from '#shared/site/home.ts';
import { findSiteFigures } from './queries.ts';

export function registerHome(server: FastifyInstance, { database }: BaseDeps): void {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/api/home',
    answers('The site in counts, changed standings, and where members wait', {
      answer: homeResponse,
    }),
    () => findSiteFigures(database.sql),
  );
}
