import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { BaseDeps } from '#server/http/deps.ts';
import { errorResponse } from '#shared/core/errors.ts';
import { importsResponse } from '#shared/portability/imports.ts';
import { registerOldForumLinks } from './old-forum-links.ts';
import { listImportSources } from './queries.ts';

/** Routes of imported communities; claiming a pseudonym is a way to sign up. */
export function registerImports(server: FastifyInstance, deps: BaseDeps): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  registerOldForumLinks(server, deps);

  app.get(
    '/api/imports',
    {
      schema: {
        summary: 'The communities of which pseudonyms wait for their members',
        response: { 200: importsResponse, '4xx': errorResponse },
      },
    },
    () => listImportSources(deps.database.sql),
  );
}
