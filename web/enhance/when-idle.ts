const LATER_MS = 5_000;

/** Acts once the browser is idle; after some seconds where it does not tell. */
export function whenIdle(act: () => void): void {
  if ('requestIdleCallback' in window) window.requestIdleCallback(act);
  else setTimeout(act, LATER_MS);
}
