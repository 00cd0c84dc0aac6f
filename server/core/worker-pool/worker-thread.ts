import { Worker } from 'node:worker_threads';
import type { PoolWorker, WorkerResult } from './child-process.ts';

export type WorkerThreadOptions = {
  /** Path of the worker: TypeScript with `execArgv: ['--import', 'tsx']`, or its bundle. */
  readonly workerPath: string;
  readonly execArgv: readonly string[];
  readonly heapMb: number;
  /** CPU time for one question; it does not depend on the machine's load. */
  readonly cpuMs: number;
};

/** Message of `serveMainThread`: the answer, and the CPU time that the thread has used so far. */
export type WorkerThreadMessage = { readonly answer: unknown; readonly cpuMs: number };

/** Shortest interval between two checks of the CPU time. */
const MIN_LOOK_MS = 10;

/**
 * Starts a worker thread for computations that would block the event loop. It answers one question at a
 * time; one that uses more than `cpuMs` of CPU time terminates it.
 */
export function startWorkerThread(options: WorkerThreadOptions): PoolWorker {
  const worker = new Worker(options.workerPath, {
    execArgv: [...options.execArgv],
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: options.heapMb },
  });
  worker.unref();
  let alive = true;
  let cpuBefore = 0;
  let settle: (message: WorkerThreadMessage | null) => void = () => undefined;
  let endedBy = '';
  const end = (by: string): void => {
    alive = false;
    endedBy ||= by;
    settle(null);
  };
  worker.once('error', (error) => end(error instanceof Error ? error.message : String(error)));
  worker.once('exit', (code) => end(`ended with code ${code}`));
  worker.on('message', (message: WorkerThreadMessage) => {
    cpuBefore = message.cpuMs;
    settle(message);
  });

  // Resolves to null when the thread exits instead of answering.
  const answer = (): Promise<WorkerThreadMessage | null> =>
    new Promise((resolve) => {
      settle = resolve;
      if (!alive) resolve(null);
    });
  const started = answer().then((message) => message !== null);

  async function cpuSpent(): Promise<number> {
    const { user, system } = await worker.cpuUsage();
    return (user + system) / 1_000 - cpuBefore;
  }

  return {
    pid: undefined,
    isAlive: () => alive,
    async ask(question): Promise<WorkerResult> {
      if (!(await started)) return { kind: 'not-started', cause: endedBy };
      let tooSlow = false;
      const look = async (): Promise<void> => {
        // The CPU time of an exited thread cannot be read.
        const left = options.cpuMs - (await cpuSpent().catch(() => 0));
        if (timer === null) return;
        if (left > 0) {
          timer = setTimeout(() => void look(), Math.max(MIN_LOOK_MS, left));
          return;
        }
        tooSlow = true;
        alive = false;
        await worker.terminate();
      };
      let timer: NodeJS.Timeout | null = setTimeout(() => void look(), options.cpuMs);
      try {
        const answered = answer();
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has none
        worker.postMessage(question);
        const message = await answered;
        if (message !== null) return { kind: 'answered', answer: message.answer };
        return { kind: tooSlow ? 'too-slow' : 'died' };
      } finally {
        clearTimeout(timer);
        timer = null;
      }
    },
    async stop() {
      alive = false;
      await worker.terminate();
    },
  };
}
