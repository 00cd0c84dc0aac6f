import type { FastifyInstance } from 'fastify';
import type { Database } from '#server/database/db.ts';
import type { Replicas } from './read-routing.ts';
import { parseWalPosition } from './replica-lag.ts';
import { currentWalPosition } from './replica-monitor.ts';

const COOKIE = 'written';
/** Lifetime of the cookie in seconds, far longer than the lag of any replica that is used. */
const COOKIE_SECONDS = 300;
/** A WAL position beyond every replica, for when the current one is unknown: reads go to the primary. */
const BEYOND_ALL = 'FFFFFFFF/FFFFFFFF';
const READING: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/**
 * Lets replicas answer read requests. A response to a write sets a cookie with the current WAL
 * position, the same for everybody at that moment; later requests are answered only by replicas that
 * have replayed it (read your own writes).
 */
export function registerReplicas(
  app: FastifyInstance,
  { replicas, primary, secure }: { replicas: Replicas; primary: Database; secure: boolean },
): void {
  app.addHook('onRequest', (request, _reply, done) => {
    if (!READING.has(request.method)) return done();
    const [, text] =
      new RegExp(`(?:^|; )${COOKIE}=([^;]*)`).exec(request.headers.cookie ?? '') ?? [];
    replicas.read(text === undefined ? null : parseWalPosition(text.replace('-', '/')), done);
  });
  app.addHook('onSend', async (request, reply) => {
    // No cookie on anonymous routes and errors: nothing may link the requests that send pledges.
    if (request.routeOptions.config.anonymous === true || reply.statusCode >= 400) return;
    const wrote = READING.has(request.method) ? replicas.hasWritten() : true;
    if (!wrote || (request.viewer === null && !reply.hasHeader('set-cookie'))) return;
    const position = await currentWalPosition(primary).catch(() => BEYOND_ALL);
    reply.header(
      'set-cookie',
      `${COOKIE}=${position.replace('/', '-')}; Max-Age=${COOKIE_SECONDS}; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`,
    );
  });
}
