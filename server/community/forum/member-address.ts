import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod/mini';
import { preferredLanguage } from '#server/site/pages/pages.ts';
import { errorResponse } from '#shared/core/errors.ts';
import { pathTo } from '#shared/core/paths.ts';

/**
 * `/u/Léa` leads to the page of a member in the reader's language: the text of a post is kept once
 * for readers of both.
 */
export function registerMemberAddress(server: FastifyInstance): void {
  server.withTypeProvider<ZodTypeProvider>().get(
    '/u/:pseudonym',
    {
      schema: {
        // Whether there is such a member, her page says.
        hide: true,
        params: z.object({ pseudonym: z.string().check(z.minLength(1), z.maxLength(200)) }),
        response: { '4xx': errorResponse },
      },
    },
    async (request, reply) => {
      const path = pathTo(preferredLanguage(request), 'member', request.params);
      return reply.header('vary', 'Cookie, Accept-Language').redirect(path, 302);
    },
  );
}
