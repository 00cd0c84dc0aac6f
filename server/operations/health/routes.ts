import { z } from 'zod/mini';
import type { Server } from '#server/http/server.ts';
import type { MediaDeps } from '#server/media/deps.ts';

const health = z.object({ ok: z.boolean() });
const readiness = z.object({
  ok: z.boolean(),
  /**
   * Whether pictures can be stored and read. Does not affect readiness, since all processes share the
   * store.
   */
  pictures: z.boolean(),
});
/** Skips session lookup and load shedding, so that they cannot fail the check. */
const PROBE_CONFIG = { anonymous: true, underPressure: true };

/** Liveness and readiness checks, for supervisors and load balancers. */
export function registerHealth(
  app: Server,
  {
    database,
    isStopping,
    store,
  }: Pick<MediaDeps, 'database' | 'store'> & { readonly isStopping: () => boolean },
  isUnderPressure: () => boolean,
): void {
  app.get(
    '/healthz',
    {
      schema: {
        summary: 'Whether this process answers; where it does not, it is to be started again',
        response: { 200: health },
      },
      config: PROBE_CONFIG,
    },
    async (_, reply) => {
      reply.header('cache-control', 'no-store');
      return { ok: true };
    },
  );

  app.get(
    '/readyz',
    {
      schema: {
        summary:
          'Whether this process can serve: its database answers, it is not overloaded or about to stop',
        response: { 200: readiness, 503: readiness },
      },
      config: PROBE_CONFIG,
    },
    async (_, reply) => {
      const ok = !isStopping() && !isUnderPressure() && (await database.answers());
      const { read, write } = store.health();
      return reply
        .status(ok ? 200 : 503)
        .header('cache-control', 'no-store')
        .send({ ok, pictures: read && write });
    },
  );
}
