import { fork } from 'node:child_process';
import { readCpuMs, readResidentBytes } from './usage.ts';

const START_CPU_MS = 20_000;
const START_CLOCK_MS = 120_000;
const WATCH_MS = 20;

export type ChildOptions = {
  /** The worker's file: TypeScript with `execArgv: ['--import', 'tsx']`, or its bundle. */
  readonly workerPath: string;
  readonly execArgv: readonly string[];
  /** All that it gets: nothing of the parent's environment, so no password either, reaches it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly heapMb: number;
  /** Processor time for one question, which a busy machine does not shorten. Linux only. */
  readonly cpuMs: number;
  /** Time by the clock for one question, for a process that waits for something that never comes. */
  readonly clockMs: number;
  readonly memoryBytes: number;
};

/** What came of one piece of work: an answer, else why the process is dead. */
export type Outcome =
  | { readonly kind: 'answered'; readonly answer: unknown }
  /** Past its processor time, past its memory, past the clock, or ended by itself. */
  | { readonly kind: 'too-slow' | 'too-much-memory' | 'stuck' | 'died' }
  | { readonly kind: 'not-started'; readonly cause: string };

type Limit = 'too-slow' | 'too-much-memory' | 'stuck';
type Limits = Pick<ChildOptions, 'cpuMs' | 'clockMs' | 'memoryBytes'>;

export type Child = {
  readonly pid: number | undefined;
  isAlive(): boolean;
  ask(question: unknown): Promise<Outcome>;
  stop(): Promise<void>;
};

/**
 * Starts a process that does one piece of work at a time for bytes that nobody vouches for. It says
 * 'ready' when it can begin. Passing one of its limits ends it.
 */
export function startChild(options: ChildOptions): Child {
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

  // Resolves to null when the process ended instead of answering.
  const answer = (): Promise<unknown> =>
    new Promise((resolve) => {
      settle = resolve;
      if (!alive) resolve(null);
    });
  // From here on it gets no more work, even before the system says that it has ended.
  const kill = (): void => {
    alive = false;
    child.kill('SIGKILL');
  };

  /** Waits for a message under limits; the first limit that is passed ends the process. */
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
