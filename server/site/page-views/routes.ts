import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { answers } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { slug } from '#shared/core/form-fields.ts';
import { ownPageViewsResponse } from '#shared/site/page-views.ts';
import type { PageViews } from './page-views.ts';
import { findOwnPageViews } from './queries.ts';

/**
 * Counts opened pages of platforms that passed the router, and tells a member how often pages were opened
 * on which evidence of hers counts. The page cache counts those that it answers before.
 */
export function registerPageViews(
  app: Server,
  { database, clock }: BaseDeps,
  views: PageViews,
): void {
  // After the response, also where the page cache sent it.
  app.addHook('onResponse', (request, { raw }, done) => {
    const { method, routeOptions, headers, params } = request;
    const opened = raw.statusCode === 200 || raw.statusCode === 304;
    if (method === 'GET' && opened && routeOptions.config.countsViews === true) {
      views.count(String((params as { slug?: unknown }).slug), headers['user-agent']);
    }
    done();
  });
  app.addHook('onClose', () => views.flush());

  app.get(
    '/api/me/page-views',
    answers('How often pages were opened last month on which evidence of mine counts', {
      querystring: z.object({ platform: z.optional(slug) }),
      answer: ownPageViewsResponse,
    }),
    async (request, reply) => {
      const { id } = requireSignedIn(request);
      reply.header('cache-control', 'no-store');
      return {
        pages: await findOwnPageViews(database.sql, id, request.query.platform ?? null, clock()),
      };
    },
  );
}
