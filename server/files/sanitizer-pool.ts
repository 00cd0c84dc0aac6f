import type { Outcome } from './sanitized-image.ts';
import { startChild, type ChildOptions, type SanitizerChild } from './sanitizer-child.ts';

export type PoolOptions = ChildOptions & {
  imagesPerChild: number;
  maxChildren: number;
  maxWaiting: number;
  idleMs: number;
};

export type ChildPool = {
  sanitize(path: string): Promise<Outcome>;
  close(): Promise<void>;
  processIds(): number[];
};

type Job = {
  path: string;
  resolve: (outcome: Outcome) => void;
  reject: (error: unknown) => void;
};

const BUSY: Outcome = { kind: 'refused', refusal: 'busy' };

// A decoder that has failed may be left in any state; these refusals come from a header well read.
const HARMLESS = new Set(['animated', 'too-many-pixels', 'too-small']);

/**
 * Shares images out among at most `maxChildren` processes; past `maxWaiting` images in the queue
 * the answer is busy. A process is replaced after `imagesPerChild` images or any failure, and
 * stopped after `idleMs` without work.
 */
export function createChildPool(options: PoolOptions): ChildPool {
  const waiting: Job[] = [];
  const idle = new Map<SanitizerChild, NodeJS.Timeout>();
  const children = new Map<SanitizerChild, number>();
  let closed = false;

  function takeChild(): SanitizerChild | null {
    for (const [child, timer] of idle) {
      clearTimeout(timer);
      idle.delete(child);
      if (child.isAlive()) return child;
      children.delete(child);
    }
    if (children.size >= options.maxChildren) return null;
    const child = startChild(options);
    children.set(child, 0);
    return child;
  }

  function dispatch(): void {
    while (waiting.length > 0) {
      const child = takeChild();
      const job = child === null ? undefined : waiting.shift();
      if (child === null || job === undefined) return;
      void work(child, job);
    }
  }

  async function work(child: SanitizerChild, job: Job): Promise<void> {
    let reusable = false;
    try {
      const outcome = await child.sanitize(job.path);
      reusable = outcome.kind === 'done' || HARMLESS.has(outcome.refusal);
      job.resolve(closed && outcome.kind === 'refused' ? BUSY : outcome);
    } catch (error) {
      if (closed) job.resolve(BUSY);
      else job.reject(error);
    }
    const done = (children.get(child) ?? 0) + 1;
    children.set(child, done);
    if (reusable && !closed && child.isAlive() && done < options.imagesPerChild) {
      idle.set(child, setTimeout(() => void retire(child), options.idleMs).unref());
    } else {
      await retire(child);
    }
    dispatch();
  }

  // Counted until it is gone: two processes at most means two at any moment.
  async function retire(child: SanitizerChild): Promise<void> {
    clearTimeout(idle.get(child));
    idle.delete(child);
    await child.stop();
    children.delete(child);
    dispatch();
  }

  return {
    async sanitize(path) {
      const running = children.size - idle.size;
      const mustWait = running >= options.maxChildren;
      if (closed || (mustWait && waiting.length >= options.maxWaiting)) return BUSY;
      return new Promise((resolve, reject) => {
        waiting.push({ path, resolve, reject });
        dispatch();
      });
    },
    async close() {
      closed = true;
      for (const job of waiting.splice(0)) job.resolve(BUSY);
      await Promise.all([...children.keys()].map(retire));
    },
    processIds: () =>
      [...children.keys()].flatMap(({ pid, isAlive }) =>
        pid === undefined || !isAlive() ? [] : [pid],
      ),
  };
}
