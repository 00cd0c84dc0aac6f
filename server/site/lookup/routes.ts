import type { SiteDeps } from '#server/site/deps.ts';
import { siteOrigin } from '#server/http/origin-check.ts';
import { answers } from '#server/http/route-options.ts';
import type { Server } from '#server/http/server.ts';
import { DELAY_API_DESCRIPTION } from '#server/directory/platforms/delay-api-description.ts';
import { LOOKUP_CACHE_SECONDS, lookupQuery, lookupResponse } from '#shared/site/lookup.ts';
import { listUserscriptDomains } from './list-domains.ts';
import { lookUpPlatformAndClients } from './queries.ts';
import { USERSCRIPT_PATH, writeUserscript } from './userscript.ts';

/**
 * Routes of the userscript and its requests; cookies are ignored, so that responses can be cached.
 */
export function registerLookup(app: Server, deps: SiteDeps): void {
  const { database, env, overlay, seededDomains, clock } = deps;

  app.get(
    '/api/lookup',
    {
      config: { anonymous: true },
      ...answers(
        'The platform of a domain, its standing and hourly rate; clients by the ids that a platform shows for them',
        { description: DELAY_API_DESCRIPTION, querystring: lookupQuery, answer: lookupResponse },
      ),
    },
    async (request, reply) => {
      const answer = await lookUpPlatformAndClients(
        database.sql,
        seededDomains,
        request.query,
        clock(),
      );
      reply.header('cache-control', `public, max-age=${LOOKUP_CACHE_SECONDS}`);
      return answer;
    },
  );
  // Userscript managers poll it for updates, so it has the current list of domains.
  app.get(USERSCRIPT_PATH, { schema: { hide: true } }, async (request, reply) => {
    const { script, version } = overlay;
    const origin = siteOrigin(env.publicUrl, request);
    const domains = await listUserscriptDomains(database.sql, seededDomains, clock());
    return reply
      .header('cache-control', 'no-cache')
      .type('text/javascript; charset=utf-8')
      .send(writeUserscript(script, { origin, version, domains }));
  });
}
