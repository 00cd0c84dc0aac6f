import type { FastifyInstance } from 'fastify';

/**
 * Paths only for signed-in members: their own data and the moderation queues. A test requests every
 * route as a stranger.
 */
export const MEMBERS_ONLY_PATHS =
  /^\/api\/(?:(?:me|checks|private-evidence|workbook|flagged-messages|moderation\/cases|moderation\/batches|moderation\/queues|moderation\/seconds)\b|decisions\/[^/]+\/appeal\b|juries\/[^/]+\/mine\b|forum\/threads\/[^/]+\/merge-candidates\b|(?:replies|disputes|moderation\/acts)(?:\?|$))/;

/**
 * Sets the cache headers of API reads, and lets any origin (CORS) read the public ones. Call before
 * the API's routes are registered.
 */
export function registerApiHeaders(app: FastifyInstance): void {
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
}
