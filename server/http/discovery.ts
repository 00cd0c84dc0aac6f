import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod/mini';
import { listBoycottAddresses } from '#server/boycotts/addresses.ts';
import type { Sql } from '#server/db.ts';
import type { Deps } from '#server/deps.ts';
import { listForumAddresses } from '#server/forum/addresses.ts';
import { listAddresses } from '#server/platforms/news.ts';
import { MARK } from '#web/ui/mark.ts';
import { registerApiPage } from './api-page.ts';
import { siteOrigin } from './origin.ts';
import { writeRobots, writeSitemap } from './sitemap.ts';
import { xml } from './xml.ts';

const QUARTER_HOUR = 'public, max-age=900';
const DAY = 'public, max-age=86400';

// Brick and paper of the light sheet, whatever the scheme: it stands on the browser's own ground.
const ICON = xml(
  'svg',
  { xmlns: 'http://www.w3.org/2000/svg', viewBox: MARK.viewBox },
  xml('path', { d: MARK.note, fill: '#b5341c' }),
  xml('path', { d: MARK.star, fill: '#fbf7ee' }),
).markup;

const health = z.object({ ok: z.boolean() });

/** What machines look for: search engines, who watches over the server. */
export function registerDiscovery(server: FastifyInstance, deps: Deps): void {
  const { database, env } = deps;
  const app = server.withTypeProvider<ZodTypeProvider>();
  const hide = { schema: { hide: true } };

  app.get('/robots.txt', hide, (request, reply) =>
    reply
      .header('cache-control', DAY)
      .type('text/plain; charset=utf-8')
      .send(writeRobots(siteOrigin(env.publicUrl, request))),
  );

  app.get('/sitemap.xml', hide, async (request, reply) => {
    const [platforms, forum, boycotts] = await Promise.all([
      listAddresses(database.sql),
      listForumAddresses(database.sql),
      listBoycottAddresses(database.sql),
    ]);
    return reply
      .header('cache-control', QUARTER_HOUR)
      .type('application/xml; charset=utf-8')
      .send(writeSitemap({ platforms, ...forum, boycotts }, siteOrigin(env.publicUrl, request)));
  });

  app.get('/icon.svg', hide, (_, reply) =>
    reply.header('cache-control', DAY).type('image/svg+xml').send(ICON),
  );

  app.get(
    '/healthz',
    {
      schema: {
        summary: 'Whether the site works, its database included',
        response: { 200: health, 503: health },
      },
    },
    async (_, reply) => {
      const ok = await answers(database.sql);
      return reply
        .status(ok ? 200 : 503)
        .header('cache-control', 'no-store')
        .send({ ok });
    },
  );

  registerApiPage(server, deps);
}

async function answers(sql: Sql): Promise<boolean> {
  try {
    await sql('SELECT 1');
    return true;
  } catch {
    return false;
  }
}
