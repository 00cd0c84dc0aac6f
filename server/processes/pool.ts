import type { Child, Outcome } from './child.ts';

export type PoolOptions = {
  /** `startChild` for a process, `startThread` for a thread. */
  readonly start: () => Child;
  readonly maxChildren: number;
  /** Questions waiting for a process; past it the answer is busy. */
  readonly maxWaiting: number;
  /** A process is replaced after so many. */
  readonly questionsPerChild: number;
  /** A process without work ends after this time. */
  readonly idleMs: number;
  /** Whether the process that gave this answer can be trusted with the next question. */
  readonly keepsAfter: (answer: unknown) => boolean;
};

export type PoolOutcome = Outcome | { readonly kind: 'busy' };

export type ProcessPool = {
  ask(question: unknown): Promise<PoolOutcome>;
  /** Ends the processes; what still waits is answered as busy. */
  close(): Promise<void>;
  /** Ids of the processes now alive. */
  processIds(): number[];
};

type Job = {
  readonly question: unknown;
  readonly resolve: (outcome: PoolOutcome) => void;
  readonly reject: (error: unknown) => void;
};

const BUSY: PoolOutcome = { kind: 'busy' };

/** Shares questions out among processes, or threads, that start when they are needed. */
export function createProcessPool(options: PoolOptions): ProcessPool {
  const waiting: Job[] = [];
  const idle = new Map<Child, NodeJS.Timeout>();
  const children = new Map<Child, number>();
  let closed = false;

  function takeChild(): Child | null {
    for (const [child, timer] of idle) {
      clearTimeout(timer);
      idle.delete(child);
      if (child.isAlive()) return child;
      children.delete(child);
    }
    if (children.size >= options.maxChildren) return null;
    const child = options.start();
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

  async function work(child: Child, job: Job): Promise<void> {
    let reusable = false;
    try {
      const outcome = await child.ask(job.question);
      reusable = outcome.kind === 'answered' && options.keepsAfter(outcome.answer);
      job.resolve(closed && outcome.kind !== 'answered' ? BUSY : outcome);
    } catch (error) {
      if (closed) job.resolve(BUSY);
      else job.reject(error);
    }
    const done = (children.get(child) ?? 0) + 1;
    children.set(child, done);
    if (reusable && !closed && child.isAlive() && done < options.questionsPerChild) {
      idle.set(child, setTimeout(() => void retire(child), options.idleMs).unref());
    } else {
      await retire(child);
    }
    dispatch();
  }

  // Counted until it is gone: two processes at most means two at any moment.
  async function retire(child: Child): Promise<void> {
    clearTimeout(idle.get(child));
    idle.delete(child);
    await child.stop();
    children.delete(child);
    dispatch();
  }

  return {
    async ask(question) {
      const running = children.size - idle.size;
      const mustWait = running >= options.maxChildren;
      if (closed || (mustWait && waiting.length >= options.maxWaiting)) return BUSY;
      return new Promise((resolve, reject) => {
        waiting.push({ question, resolve, reject });
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
