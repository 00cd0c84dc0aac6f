/** Pause before the first retry; each further one is twice as long, up to the longest. */
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Runs `attempt`, and again after a pause, or as soon as the browser is online, until it does not end
 * offline or `root` has left the page.
 * @param attempt returns whether it ended offline.
 * @returns after the first attempt.
 */
export async function retryWhileOffline(
  root: HTMLElement,
  attempt: () => Promise<boolean>,
  pauseMs: number = FIRST_PAUSE_MS,
): Promise<void> {
  if (!(await attempt())) return;
  const stop = new AbortController();
  const retry = (): void => {
    stop.abort();
    clearTimeout(timer);
    if (!root.isConnected) return;
    void retryWhileOffline(root, attempt, Math.min(2 * pauseMs, LONGEST_PAUSE_MS));
  };
  const timer = setTimeout(retry, pauseMs);
  addEventListener('online', retry, { signal: stop.signal });
}
