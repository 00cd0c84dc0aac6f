import type { FastifyBaseLogger } from 'fastify';
import { sequenceRecord, type SequencerSite } from './sequence.ts';

/** Never more often: a checkpoint a second would tell who acted when. */
export const SEQUENCE_EVERY_MS = 600_000;

/** Adds what waits to the tree, now and every ten minutes; a failure waits for the next time. */
export function startSequencer(
  site: Omit<SequencerSite, 'signal'> & {
    readonly clock: () => Date;
    readonly log: FastifyBaseLogger;
  },
  everyMs: number = SEQUENCE_EVERY_MS,
): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  let running = Promise.resolve();
  let busy = false;
  const run = (): void => {
    // A slow run is not overtaken by the next.
    if (busy) return;
    busy = true;
    running = sequenceRecord({ ...site, signal: stopping.signal }, site.clock())
      .then(
        () => undefined,
        (error: unknown) => site.log.error({ err: error }, 'record not sequenced'),
      )
      .finally(() => {
        busy = false;
      });
  };
  run();
  const timer = setInterval(run, everyMs);
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
