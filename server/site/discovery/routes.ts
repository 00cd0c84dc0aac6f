import type { FastifyInstance } from 'fastify';
import { listBoycottAddresses } from '#server/collective/boycotts/list-addresses.ts';
import type { SiteDeps } from '#server/site/deps.ts';
import { listForumAddresses } from '#server/community/forum/list-addresses.ts';
import { listPlatformAddresses } from '#server/directory/platforms/feed-data.ts';
import { LOGO_PATHS } from '#web/ui/logo-path.ts';
import { registerApiPage } from '#server/site/pages/api-page.ts';
import { siteOrigin } from '#server/http/origin-check.ts';
import { writeSecurityTxt } from './security-txt.ts';
import { writeRobotsTxt, writeSitemap } from './sitemap.ts';
import { xml } from '#server/http/xml.ts';

const QUARTER_HOUR = 'public, max-age=900';
const DAY = 'public, max-age=86400';

// Drawn in ink and paper of the light theme, always: the icon is on the browser's own background.
const ICON = xml(
  'svg',
  { xmlns: 'http://www.w3.org/2000/svg', viewBox: LOGO_PATHS.viewBox },
  xml('path', { d: LOGO_PATHS.note, fill: '#b5341c' }),
  xml('path', { d: LOGO_PATHS.star, fill: '#fbf7ee' }),
).markup;

/** Routes for search engines and scanners: robots.txt, sitemap, security.txt, icon. */
export function registerDiscovery(app: FastifyInstance, deps: SiteDeps): void {
  const { database, env } = deps;
  const hide = { schema: { hide: true } };

  app.get('/robots.txt', hide, (request, reply) =>
    reply
      .header('cache-control', DAY)
      .type('text/plain; charset=utf-8')
      .send(writeRobotsTxt(siteOrigin(env.publicUrl, request))),
  );

  app.get('/.well-known/security.txt', hide, (request, reply) =>
    reply
      .header('cache-control', DAY)
      .type('text/plain; charset=utf-8')
      .send(writeSecurityTxt(siteOrigin(env.publicUrl, request), env.legal.contact, deps.clock())),
  );

  app.get('/sitemap.xml', hide, async (request, reply) => {
    const [platforms, forum, boycotts] = await Promise.all([
      listPlatformAddresses(database.sql),
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

  registerApiPage(app, deps);
}
