import type { FastifyBaseLogger } from 'fastify';
import { startTurns, type Turns } from '#server/turns.ts';
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
): Turns {
  return startTurns(
    everyMs,
    async (signal) => {
      const now = site.clock();
      const [latest = null] = await dumpDays(site.dataDir);
      if (isDumpDue(latest, now)) await publishDump({ ...site, signal }, now);
    },
    (error, { aborted }) => {
      if (!aborted) site.log.error({ err: error }, 'dump not published');
    },
  );
}
