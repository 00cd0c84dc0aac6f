import type { FastifyBaseLogger } from 'fastify';
import { startTurns, type Turns } from '#server/turns.ts';
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
): Turns {
  return startTurns(
    everyMs,
    (signal) => sequenceRecord({ ...site, signal }, site.clock()),
    (error) => site.log.error({ err: error }, 'record not sequenced'),
    { now: true },
  );
}
