import { createFairQueue, type Asker } from './fair-queue.ts';

export type FairTurns = {
  /** Pieces of work that wait. */
  readonly waiting: () => number;
  /**
   * Runs a piece of work when its turn comes: each asker has one under way, and askers take turns.
   * @throws what `tooMany` makes, where too many wait and this asker has most of them.
   */
  readonly run: <Result>(asker: Asker, work: () => Promise<Result>) => Promise<Result>;
};

/** Lets `atOnce` pieces of work run at once and `maxWaiting` wait, in fair turns. */
export function createFairTurns(limits: {
  readonly atOnce: number;
  readonly maxWaiting: number;
  readonly tooMany: () => Error;
}): FairTurns {
  const { atOnce, maxWaiting, tooMany } = limits;
  const queue = createFairQueue<{ start: () => void; refuse: (error: Error) => void }>();
  let running = 0;

  function startNext(): void {
    while (running < atOnce) {
      const next = queue.take();
      if (next === null) return;
      running += 1;
      next.job.start();
    }
  }

  return {
    waiting: () => queue.size(),
    async run(asker, work) {
      const turn = new Promise<void>((resolve, reject) => {
        queue.add(asker, { start: resolve, refuse: reject });
      });
      startNext();
      if (queue.size() > maxWaiting) queue.dropFromLongest()?.refuse(tooMany());
      await turn;
      try {
        return await work();
      } finally {
        running -= 1;
        queue.done(asker);
        startNext();
      }
    },
  };
}
