import type { FastifyBaseLogger } from 'fastify';
import { isDumpDue } from './due.ts';
import { publishDump, type PublishParts } from './publish.ts';
import { dumpDays } from './shelf.ts';

const CHECK_MS = 3_600_000;

/**
 * Publishes a dump a day, in a quiet hour; never at the start, which should be quick. Apart from
 * other jobs: it takes minutes, and a veil is lifted each minute.
 */
export function startDailyDump(
  site: Omit<PublishParts, 'signal'> & {
    readonly clock: () => Date;
    readonly log: FastifyBaseLogger;
  },
  everyMs: number = CHECK_MS,
): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  let running = Promise.resolve();
  let busy = false;
  const run = async (): Promise<void> => {
    const now = site.clock();
    const [latest = null] = await dumpDays(site.dataDir);
    if (!isDumpDue(latest, now)) return;
    await publishDump({ ...site, signal: stopping.signal }, now);
  };
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    running = run()
      .catch((error: unknown) => {
        if (!stopping.signal.aborted) site.log.error({ err: error }, 'dump not published');
      })
      .finally(() => {
        busy = false;
      });
  }, everyMs);
  timer.unref();
  return {
    // The database must not be closed under it.
    stop: async () => {
      clearInterval(timer);
      stopping.abort();
      await running;
    },
  };
}
