import type { FastifyInstance } from 'fastify';
import type { Database } from '#server/database/db.ts';
import type { Replicas } from './reading.ts';
import { readPosition } from './rules.ts';
import { currentPosition } from './watch.ts';

const COOKIE = 'written';
/** Longer than any replica that is asked may lag, with much to spare. */
const COOKIE_SECONDS = 300;
/** Past all replicas: where the position cannot be told, she reads from the primary. */
const FAR = 'FFFFFFFF/FFFFFFFF';
const READING: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/**
 * Lets requests that read be answered by replicas. Who has written carries how far the log of writes was
 * then, a number that is the same for everybody at that moment: she reads from no replica that is behind.
 */
export function registerReplicas(
  app: FastifyInstance,
  { replicas, primary, secure }: { replicas: Replicas; primary: Database; secure: boolean },
): void {
  app.addHook('onRequest', (request, _reply, done) => {
    if (!READING.has(request.method)) return done();
    const [, text] =
      new RegExp(`(?:^|; )${COOKIE}=([^;]*)`).exec(request.headers.cookie ?? '') ?? [];
    replicas.read(text === undefined ? null : readPosition(text.replace('-', '/')), done);
  });
  app.addHook('onSend', async (request, reply) => {
    // A route that reads no cookie is answered without one: nothing may tell who sent a pledge.
    if (request.routeOptions.config.anonymous === true || reply.statusCode >= 400) return;
    const wrote = READING.has(request.method) ? replicas.hasWritten() : true;
    if (!wrote || (request.viewer === null && !reply.hasHeader('set-cookie'))) return;
    const position = await currentPosition(primary).catch(() => FAR);
    reply.header(
      'set-cookie',
      `${COOKIE}=${position.replace('/', '-')}; Max-Age=${COOKIE_SECONDS}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`,
    );
  });
}
