import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';

/**
 * Paths only for signed-in members: their own data and the moderation queues. A test requests every
 * route as a stranger.
 */
export const MEMBERS_ONLY_PATHS =
  /^\/api\/(?:(?:me|checks|private-evidence|workbook|flagged-messages|moderation\/cases|moderation\/seconds)\b|decisions\/[^/]+\/appeal\b|juries\/[^/]+\/mine\b|(?:replies|disputes|moderation\/acts)(?:\?|$))/;

/**
 * Serves the OpenAPI description of all routes with schemas, at /api/openapi.json, to any origin
 * (CORS).
 */
export async function registerOpenApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Contrenote',
        version: '1',
        description:
          'Everything that a page shows. Reads need no key and any origin may ask. Evidence carries rounded values and no pseudonym unless signed; a platform may still recognise its author by its own accounts. Figures: ODbL 1.0; texts: CC BY-SA 4.0.',
        license: { name: 'ODbL 1.0', url: 'https://opendatacommons.org/licenses/odbl/1-0/' },
      },
    },
    transform: jsonSchemaTransform,
  });
  app.addHook('onRequest', async (request, reply) => {
    if (request.method !== 'GET' || !request.url.startsWith('/api/')) return;
    // Some answers include the viewer's permissions.
    reply.header('cache-control', 'no-cache');
    if (request.routeOptions.config.anonymous !== true) reply.header('vary', 'Cookie');
    if (MEMBERS_ONLY_PATHS.test(request.url)) return;
    // Any origin may read, but without cookies: credentials are not allowed.
    reply.header('access-control-allow-origin', '*');
    reply.header('cross-origin-resource-policy', 'cross-origin');
  });
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger());
}
