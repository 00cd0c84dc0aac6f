import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Wraps a read so that concurrent callers share it: each waits for a read that begins after its
 * call, and reads begin at least `intervalMs` apart. However many callers there are, none is
 * refused and the site reads no more often.
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
    // A later caller could have pledged after this read began, so it needs the next one.
    next = null;
    began = performance.now();
    last = read();
    await last;
  };
  return () => (next ??= readNext());
}
