import { createFairQueue, type JobOwner } from './fair-queue.ts';

export type FairLimiter = {
  /**
   * Runs a job as soon as a slot is free; askers are served round-robin, one job of each at a time.
   * @throws the error of `tooMany` where the queue is full and this asker has most waiting jobs.
   */
  readonly run: <Result>(asker: JobOwner, work: () => Promise<Result>) => Promise<Result>;
};

/** Creates a concurrency limiter with a fair queue: `atOnce` jobs run, at most `maxWaiting` wait. */
export function createFairLimiter(limits: {
  readonly atOnce: number;
  readonly maxWaiting: number;
  readonly tooMany: () => Error;
}): FairLimiter {
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
