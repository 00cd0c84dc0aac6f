import { createProcessPool, type ProcessPool } from './process-pool.ts';
import { startWorkerThread } from './worker-thread.ts';

/** An idle thread is stopped after this time, to free its memory. */
const IDLE_MS = 60_000;

export type WorkerThreadSettings = {
  /** Path of the worker: TypeScript with `execArgv: ['--import', 'tsx']`, or its bundle. */
  readonly workerPath: string;
  readonly execArgv?: readonly string[];
  /** Called with the cause when no thread could be started; the question is then answered as busy. */
  readonly reportNotStarted?: (cause: string) => void;
};

/** A pool of one worker thread, started on demand, with its queue. */
export function createSingleThreadPool(
  settings: WorkerThreadSettings,
  limits: { readonly heapMb: number; readonly cpuMs: number; readonly maxWaiting: number },
): ProcessPool {
  const { workerPath, execArgv = [], reportNotStarted = () => undefined } = settings;
  const { heapMb, cpuMs, maxWaiting } = limits;
  return createProcessPool({
    start: () => startWorkerThread({ workerPath, execArgv, heapMb, cpuMs }),
    questionsPerChild: Infinity,
    maxChildren: 1,
    maxWaiting,
    idleMs: IDLE_MS,
    keepsAfter: () => true,
    reportNotStarted,
  });
}
