/** What is done again and again, until it is told to stop. */
export type Turns = { readonly stop: () => Promise<void> };

/**
 * Does `work` each `everyMs` milliseconds, and at once where `now` is true. A slow turn is not overtaken
 * by the next; one that fails is told of, and the next comes as it would. Who stops it waits for the turn
 * that is under way, under which the database must not be closed.
 */
export function startTurns(
  everyMs: number,
  work: (signal: AbortSignal) => Promise<unknown>,
  failed: (error: unknown, signal: AbortSignal) => void,
  { now = false } = {},
): Turns {
  const stopping = new AbortController();
  const { signal } = stopping;
  let running = Promise.resolve();
  let busy = false;
  const turn = (): void => {
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
  if (now) turn();
  const timer = setInterval(turn, everyMs);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      stopping.abort();
      await running;
    },
  };
}
