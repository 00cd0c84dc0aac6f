export type IntervalJob = { readonly stop: () => Promise<void> };

/**
 * Runs `work` every `everyMs` milliseconds, and immediately where `now` is true. Runs never overlap:
 * one that would start during another is skipped. A failed run is reported and does not stop the job.
 * `stop` waits for the current run, so that the database can be closed after it.
 */
export function startIntervalJob(
  everyMs: number,
  work: (signal: AbortSignal) => Promise<unknown>,
  failed: (error: unknown, signal: AbortSignal) => void,
  { now = false } = {},
): IntervalJob {
  const stopping = new AbortController();
  const { signal } = stopping;
  let running = Promise.resolve();
  let busy = false;
  const run = (): void => {
    if (busy) return;
    busy = true;
    running = work(signal)
      .then(
        () => undefined,
        (error: unknown) => failed(error, signal),
      )
      .finally(() => {
        busy = false;
      });
  };
  if (now) run();
  const timer = setInterval(run, everyMs);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      stopping.abort();
      await running;
    },
  };
}
