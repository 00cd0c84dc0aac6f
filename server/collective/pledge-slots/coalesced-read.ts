import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Coalesces reads: each caller waits for a read that begins after its call, and reads begin at
 * least `intervalMs` apart. However many callers, none is refused and the site reads no more often.
 */
export function createCoalescedRead(
  read: () => Promise<void>,
  intervalMs: number,
): () => Promise<void> {
  let began = Number.NEGATIVE_INFINITY;
  let last: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;
  const readNext = async (): Promise<void> => {
    await last.catch(() => undefined);
    await sleep(Math.max(0, began + intervalMs - performance.now()));
    // Callers from here on could have pledged after this read, so they need the next one.
    next = null;
    began = performance.now();
    last = read();
    await last;
  };
  return () => (next ??= readNext());
}
