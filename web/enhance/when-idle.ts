const LATER_MS = 5_000;

/**
 * Runs a function once the browser is idle; after some seconds where it lacks `requestIdleCallback`.
 */
export function whenIdle(act: () => void): void {
  if ('requestIdleCallback' in window) window.requestIdleCallback(act);
  else setTimeout(act, LATER_MS);
}
