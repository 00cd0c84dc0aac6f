import { setTimeout as sleep } from 'node:timers/promises';
import type { PoolWorker, WorkerResult } from './child-process.ts';
import { createFairQueue, type JobOwner } from './fair-queue.ts';

export type PoolOptions = {
  /** `startChildProcess` for a child process, `startWorkerThread` for a thread. */
  readonly start: () => PoolWorker;
  readonly maxChildren: number;
  /**
   * Length of the queue; past it, the newest question of the asker with most questions is answered as
   * busy.
   */
  readonly maxWaiting: number;
  readonly questionsPerChild: number;
  readonly idleMs: number;
  /** Whether the child may answer another question after this answer. */
  readonly keepsAfter: (answer: unknown) => boolean;
  /** Called with the cause when no child could be started for a question. */
  readonly reportNotStarted: (cause: string) => void;
};

export type PoolResult = WorkerResult | { readonly kind: 'busy' };

export type ProcessPool = {
  /**
   * Asks a question on behalf of `asker`; askers are served round-robin, one question of each at a
   * time.
   */
  ask(question: unknown, asker?: JobOwner): Promise<PoolResult>;
  /** Stops the children; waiting questions are answered as busy. */
  close(): Promise<void>;
  processIds(): number[];
};

type Job = {
  readonly question: unknown;
  readonly resolve: (outcome: PoolResult) => void;
  /** How many times a child was started for this question without success. */
  starts: number;
};

const BUSY: PoolResult = { kind: 'busy' };
/**
 * Maximum number of attempts to start a child: a machine may be short of processes or memory for a
 * moment.
 */
const MAX_STARTS = 3;
const START_PAUSE_MS = 200;

/** Distributes questions over child processes or threads, which start on demand. */
export function createProcessPool(options: PoolOptions): ProcessPool {
  const queue = createFairQueue<Job>();
  const idle = new Map<PoolWorker, NodeJS.Timeout>();
  const children = new Map<PoolWorker, number>();
  let closed = false;

  function takeChild(): PoolWorker | null {
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

  async function work(child: PoolWorker, job: Job, asker: JobOwner): Promise<void> {
    const outcome = await child.ask(job.question);
    if (outcome.kind === 'not-started' && !closed) {
      await retire(child);
      await retry(job, asker, outcome);
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

  async function retry(
    job: Job,
    asker: JobOwner,
    outcome: Extract<WorkerResult, { kind: 'not-started' }>,
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

  // Counts towards maxChildren until it has exited.
  async function retire(child: PoolWorker): Promise<void> {
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
