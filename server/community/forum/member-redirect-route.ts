import { z } from 'zod/mini';
import { errorResponse } from '#shared/core/errors.ts';
import { pathTo } from '#shared/core/paths.ts';
import { preferredLanguage } from '#server/http/preferred-language.ts';
import type { Server } from '#server/http/server.ts';

/**
 * Redirects `/u/Léa` to the member's page in the reader's language: a post's HTML is stored once
 * for all languages.
 */
export function registerMemberAddress(app: Server): void {
  app.get(
    '/u/:pseudonym',
    {
      schema: {
        // The member's page itself answers 404 where there is no such member.
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
