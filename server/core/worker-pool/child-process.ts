import { fork } from 'node:child_process';
import { readCpuMs, readResidentBytes } from './process-usage.ts';

const START_CPU_MS = 20_000;
const START_CLOCK_MS = 120_000;
const WATCH_MS = 20;

export type ChildProcessOptions = {
  /** Path of the worker: TypeScript with `execArgv: ['--import', 'tsx']`, or its bundle. */
  readonly workerPath: string;
  readonly execArgv: readonly string[];
  /** The worker's whole environment: it inherits none of the parent's variables, such as passwords. */
  readonly environment: Readonly<Record<string, string>>;
  readonly heapMb: number;
  /**
   * CPU time for one question; unlike wall-clock time it does not depend on the machine's load. Linux
   * only.
   */
  readonly cpuMs: number;
  /** Wall-clock time for one question, against a worker that blocks without using CPU. */
  readonly clockMs: number;
  readonly memoryBytes: number;
};

export type WorkerResult =
  | { readonly kind: 'answered'; readonly answer: unknown }
  /** The process exceeded its CPU time, its memory or its wall-clock time, or exited by itself. */
  | { readonly kind: 'too-slow' | 'too-much-memory' | 'stuck' | 'died' }
  | { readonly kind: 'not-started'; readonly cause: string };

type Limit = 'too-slow' | 'too-much-memory' | 'stuck';
type Limits = Pick<ChildProcessOptions, 'cpuMs' | 'clockMs' | 'memoryBytes'>;

export type PoolWorker = {
  readonly pid: number | undefined;
  isAlive(): boolean;
  ask(question: unknown): Promise<WorkerResult>;
  stop(): Promise<void>;
};

/**
 * Starts a child process that works on untrusted bytes, one question at a time. It sends 'ready' when
 * it has started. Exceeding a limit kills it.
 */
export function startChildProcess(options: ChildProcessOptions): PoolWorker {
  const child = fork(options.workerPath, [], {
    execArgv: [...options.execArgv, `--max-old-space-size=${options.heapMb}`],
    env: options.environment,
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  let alive = true;
  let endedBy = '';
  let settle: (message: unknown) => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    const end = (by: string): void => {
      alive = false;
      endedBy ||= by;
      settle(null);
      resolve();
    };
    child.once('exit', (code, signal) => end(`ended with ${signal ?? `code ${code}`}`));
    child.once('error', (error) => end(error.message));
  });
  child.on('message', (message) => settle(message));

  // Resolves to null when the process exits instead of answering.
  const answer = (): Promise<unknown> =>
    new Promise((resolve) => {
      settle = resolve;
      if (!alive) resolve(null);
    });
  // Marks the process as dead at once, before its exit event.
  const kill = (): void => {
    alive = false;
    child.kill('SIGKILL');
  };

  /** Waits for a message, and kills the process at the first limit that it exceeds. */
  async function under(limits: Limits, message: Promise<unknown>): Promise<unknown> {
    let passed: Limit | null = null;
    const [since, cpuBefore] = [performance.now(), readCpuMs(child.pid)];
    const watch = setInterval(() => {
      if (readResidentBytes(child.pid) > limits.memoryBytes) passed ??= 'too-much-memory';
      else if (readCpuMs(child.pid) - cpuBefore > limits.cpuMs) passed ??= 'too-slow';
      else if (performance.now() - since > limits.clockMs) passed ??= 'stuck';
      if (passed === null || !alive) return;
      endedBy = passed;
      kill();
    }, WATCH_MS);
    try {
      return await message;
    } finally {
      clearInterval(watch);
    }
  }

  const start = { ...options, cpuMs: START_CPU_MS, clockMs: START_CLOCK_MS };
  const started = under(start, answer()).then((message) => message === 'ready');

  return {
    pid: child.pid,
    isAlive: () => alive,
    async ask(question) {
      if (!(await started)) return { kind: 'not-started', cause: endedBy };
      const answered = answer();
      child.send({ question }, () => undefined);
      const message = await under(options, answered);
      if (message !== null) return { kind: 'answered', answer: message };
      return { kind: isLimit(endedBy) ? endedBy : 'died' };
    },
    async stop() {
      kill();
      await ended;
    },
  };
}

function isLimit(by: string): by is Limit {
  return by === 'too-slow' || by === 'too-much-memory' || by === 'stuck';
}
