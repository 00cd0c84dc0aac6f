import { z } from 'zod/mini';
import type { BaseDeps } from '#server/http/deps.ts';
import { answers } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { requireSignedIn } from '#server/http/session.ts';
import { slug } from '#shared/core/form-fields.ts';
import { ownPageViewsResponse } from '#shared/site/page-views.ts';
import { createPageViews } from './page-views.ts';
import { findOwnPageViews } from './queries.ts';

/** What calls itself a program, or nothing. */
const PROGRAM = /bot|crawl|spider|slurp|preview|monitor|scan|curl|wget|python|java\/|http|^$/i;

/**
 * Counts opened pages of platforms, those from the page cache too, and tells a member how often pages
 * were opened on which evidence of hers counts.
 */
export function registerPageViews(app: Server, { database, clock }: BaseDeps): void {
  const views = createPageViews(database, clock);

  // After the response, also where the page cache sent it.
  app.addHook('onResponse', (request, { raw }, done) => {
    const { method, routeOptions, headers, params } = request;
    const opened = raw.statusCode === 200 || raw.statusCode === 304;
    if (
      method === 'GET' &&
      opened &&
      routeOptions.config.countsViews === true &&
      !PROGRAM.test(headers['user-agent'] ?? '')
    ) {
      views.count(String((params as { slug?: unknown }).slug));
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
