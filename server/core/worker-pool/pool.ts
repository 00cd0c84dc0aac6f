import { setTimeout as sleep } from 'node:timers/promises';
import type { Child, Outcome } from './child.ts';
import { createFairQueue, type Asker } from './fair-queue.ts';

export type PoolOptions = {
  /** `startChild` for a process, `startThread` for a thread. */
  readonly start: () => Child;
  readonly maxChildren: number;
  /** Questions waiting for a process; past it who waits with most has one answered as busy. */
  readonly maxWaiting: number;
  /** A process is replaced after so many. */
  readonly questionsPerChild: number;
  /** A process without work ends after this time. */
  readonly idleMs: number;
  /** Whether the process that gave this answer can be trusted with the next question. */
  readonly keepsAfter: (answer: unknown) => boolean;
  /** Told why no process started for a question. */
  readonly reportNotStarted: (cause: string) => void;
};

export type PoolOutcome = Outcome | { readonly kind: 'busy' };

export type ProcessPool = {
  /** Asks for somebody: each asker has one question under way, and askers take turns. */
  ask(question: unknown, asker?: Asker): Promise<PoolOutcome>;
  /** Ends the processes; what still waits is answered as busy. */
  close(): Promise<void>;
  /** Ids of the processes now alive. */
  processIds(): number[];
};

type Job = {
  readonly question: unknown;
  readonly resolve: (outcome: PoolOutcome) => void;
  /** How often a process was started for it. */
  starts: number;
};

const BUSY: PoolOutcome = { kind: 'busy' };
/** A machine may be short of processes or memory for a moment. */
const MAX_STARTS = 3;
const START_PAUSE_MS = 200;

/** Shares questions out among processes, or threads, that start when they are needed. */
export function createProcessPool(options: PoolOptions): ProcessPool {
  const queue = createFairQueue<Job>();
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
    while (queue.isReady()) {
      const child = takeChild();
      if (child === null) return;
      const next = queue.take();
      if (next !== null) void work(child, next.job, next.asker);
    }
  }

  async function work(child: Child, job: Job, asker: Asker): Promise<void> {
    const outcome = await child.ask(job.question);
    if (outcome.kind === 'not-started' && !closed) {
      await retire(child);
      await tryAgain(job, asker, outcome);
      return;
    }
    job.resolve(closed && outcome.kind !== 'answered' ? BUSY : outcome);
    queue.done(asker);
    const done = (children.get(child) ?? 0) + 1;
    children.set(child, done);
    const reusable = outcome.kind === 'answered' && options.keepsAfter(outcome.answer);
    if (reusable && !closed && child.isAlive() && done < options.questionsPerChild) {
      idle.set(child, setTimeout(() => void retire(child), options.idleMs).unref());
    } else {
      await retire(child);
    }
    dispatch();
  }

  async function tryAgain(
    job: Job,
    asker: Asker,
    outcome: Extract<Outcome, { kind: 'not-started' }>,
  ): Promise<void> {
    job.starts += 1;
    if (job.starts < MAX_STARTS) await sleep(START_PAUSE_MS * job.starts);
    else options.reportNotStarted(outcome.cause);
    if (closed || job.starts >= MAX_STARTS) {
      queue.done(asker);
      job.resolve(closed ? BUSY : outcome);
    } else {
      queue.putBack(asker, job);
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
    async ask(question, asker = Symbol('nobody')) {
      if (closed) return BUSY;
      return new Promise((resolve) => {
        queue.add(asker, { question, resolve, starts: 0 });
        dispatch();
        if (queue.size() > options.maxWaiting) queue.dropFromLongest()?.resolve(BUSY);
      });
    },
    async close() {
      closed = true;
      for (const job of queue.drain()) job.resolve(BUSY);
      await Promise.all([...children.keys()].map(retire));
    },
    processIds: () =>
      [...children.keys()].flatMap(({ pid, isAlive }) =>
        pid === undefined || !isAlive() ? [] : [pid],
      ),
  };
}
