import type { FastifyInstance } from 'fastify';
import type { SiteDeps } from '#server/site/deps.ts';
import { siteOrigin } from '#server/http/origin-check.ts';
import { extensionPath } from '#shared/site/extension-paths.ts';
import { buildExtension } from './build-extension.ts';
import { EXTENSION_BROWSERS } from './write-extension.ts';

const DAY = 'public, max-age=86400';

/**
 * The extension that asks this site, for each browser. Its platforms are those that a site starts with,
 * so that anybody builds the same file from the source.
 */
export function registerExtension(
  app: FastifyInstance,
  { env, overlay, seededDomains }: SiteDeps,
): void {
  const domains = [...seededDomains.keys()].toSorted();
  for (const browser of EXTENSION_BROWSERS) {
    app.get(
      extensionPath(browser),
      { config: { anonymous: true }, schema: { hide: true } },
      async (request, reply) => {
        const origin = siteOrigin(env.publicUrl, request);
        return reply
          .header('cache-control', DAY)
          .header('content-disposition', 'attachment')
          .type('application/zip')
          .send(await buildExtension(browser, { ...overlay, origin, domains }));
      },
    );
  }
}
