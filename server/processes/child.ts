import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';

const START_TIMEOUT_MS = 20_000;
const MEMORY_CHECK_MS = 20;

export type ChildOptions = {
  /** The worker's file: TypeScript with `execArgv: ['--import', 'tsx']`, or its bundle. */
  readonly workerPath: string;
  readonly execArgv: readonly string[];
  /** All that it gets: nothing of the parent's environment, so no password either, reaches it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly heapMb: number;
  readonly timeoutMs: number;
  readonly memoryBytes: number;
};

/** What came of one piece of work: an answer, else why the process is dead. */
export type Outcome =
  | { readonly kind: 'answered'; readonly answer: unknown }
  | { readonly kind: 'too-slow' | 'too-much-memory' | 'died' };

export type Child = {
  readonly pid: number | undefined;
  isAlive(): boolean;
  /** @throws only where the process never started. */
  ask(question: unknown): Promise<Outcome>;
  stop(): Promise<void>;
};

/**
 * Starts a process that does one piece of work at a time for bytes that nobody vouches for. It says
 * 'ready' when it can begin. Taking longer than `timeoutMs` or holding more than `memoryBytes` ends it.
 */
export function startChild(options: ChildOptions): Child {
  const child = fork(options.workerPath, [], {
    execArgv: [...options.execArgv, `--max-old-space-size=${options.heapMb}`],
    env: options.environment,
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  let alive = true;
  let settle: (message: unknown) => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    const end = (): void => {
      alive = false;
      settle(null);
      resolve();
    };
    child.once('exit', end);
    child.once('error', end);
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

  const started = answer().then((message) => message === 'ready');
  const startTimer = setTimeout(kill, START_TIMEOUT_MS);
  void started.then(() => clearTimeout(startTimer));

  return {
    pid: child.pid,
    isAlive: () => alive,
    async ask(question) {
      if (!(await started)) throw new Error(`did not start: ${options.workerPath}`);
      let killedFor: 'too-slow' | 'too-much-memory' | null = null;
      const end = (reason: 'too-slow' | 'too-much-memory'): void => {
        killedFor ??= reason;
        kill();
      };
      const timer = setTimeout(() => end('too-slow'), options.timeoutMs);
      const watch = setInterval(() => {
        if (readResidentBytes(child.pid) > options.memoryBytes) end('too-much-memory');
      }, MEMORY_CHECK_MS);
      try {
        const answered = answer();
        child.send({ question }, () => undefined);
        const message = await answered;
        return message === null
          ? { kind: killedFor ?? 'died' }
          : { kind: 'answered', answer: message };
      } finally {
        clearTimeout(timer);
        clearInterval(watch);
      }
    },
    async stop() {
      kill();
      await ended;
    },
  };
}

// Decoders and WebAssembly allocate outside the JavaScript heap, so no option of Node bounds them.
// Sampled: between two checks a process can pass the limit by what it can touch in that time. Linux
// only; elsewhere what a worker accepts alone bounds the memory.
function readResidentBytes(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
