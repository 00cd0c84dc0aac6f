import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Lets all who ask share a reading: each waits for one that begins after she asked, and a reading begins
 * `intervalMs` after the one before at the earliest. However many ask, nobody is refused, and nobody
 * makes the site read more often.
 */
export function createSharedLook(
  read: () => Promise<void>,
  intervalMs: number,
): () => Promise<void> {
  let began = Number.NEGATIVE_INFINITY;
  let last: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;
  const readNext = async (): Promise<void> => {
    await last.catch(() => undefined);
    await sleep(Math.max(0, began + intervalMs - performance.now()));
    // From here on who asks could have pledged after it was read.
    next = null;
    began = performance.now();
    last = read();
    await last;
  };
  return () => (next ??= readNext());
}
