import { createProcessPool, type ProcessPool } from './pool.ts';
import { startThread } from './thread.ts';

/** A thread without work ends after this time, and gives its memory back. */
const IDLE_MS = 60_000;

/** What each user of a worker thread is made with. */
export type ThreadSettings = {
  /** The worker's file: TypeScript with `execArgv: ['--import', 'tsx']`, or its bundle. */
  readonly workerPath: string;
  readonly execArgv?: readonly string[];
  /** Told why no thread started; what is asked is answered as busy then. */
  readonly reportNotStarted?: (cause: string) => void;
};

/** One worker thread, started on demand, and the queue before it. */
export function createThreadPool(
  settings: ThreadSettings,
  limits: { readonly heapMb: number; readonly cpuMs: number; readonly maxWaiting: number },
): ProcessPool {
  const { workerPath, execArgv = [], reportNotStarted = () => undefined } = settings;
  const { heapMb, cpuMs, maxWaiting } = limits;
  return createProcessPool({
    start: () => startThread({ workerPath, execArgv, heapMb, cpuMs }),
    questionsPerChild: Infinity,
    maxChildren: 1,
    maxWaiting,
    idleMs: IDLE_MS,
    keepsAfter: () => true,
    reportNotStarted,
  });
}
