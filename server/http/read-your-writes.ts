import type { FastifyInstance } from 'fastify';
import type { ChangeFeed } from '#server/database/changes/change-feed.ts';

/**
 * Lets nobody read what was kept before her write: after each request that may write, the database is
 * asked whether something changed before anything kept is served.
 */
export function registerReadYourWrites(app: FastifyInstance, changes: ChangeFeed | null): void {
  if (changes === null) return;
  app.addHook('onSend', (request, _reply, payload, done) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') changes.distrust();
    done(null, payload);
  });
}
