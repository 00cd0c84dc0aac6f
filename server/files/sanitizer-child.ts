import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { CHILD_START_TIMEOUT_MS } from './image-limits.ts';
import type { Outcome } from './sanitized-image.ts';

const MEMORY_CHECK_MS = 20;
const CHILD_HEAP_MB = 64;

export type ChildOptions = {
  temporaryFolder: string;
  workerPath: string;
  execArgv: readonly string[];
  timeoutMs: number;
  memoryBytes: number;
};

export type SanitizerChild = {
  readonly pid: number | undefined;
  isAlive(): boolean;
  sanitize(path: string): Promise<Outcome>;
  stop(): Promise<void>;
};

/**
 * Starts a process that decodes one image at a time. `sanitize` refuses the image when the process
 * dies, takes longer than `timeoutMs` or holds more than `memoryBytes`, and then leaves it dead; it
 * throws only when the process never started.
 */
export function startChild(options: ChildOptions): SanitizerChild {
  const child = fork(options.workerPath, [], {
    execArgv: [...options.execArgv, `--max-old-space-size=${CHILD_HEAP_MB}`],
    // Nothing of the parent's environment, so no password either, reaches the decoders. What they
    // spill on disk lands in the folder that is emptied after a crash.
    env: {
      TMPDIR: options.temporaryFolder,
      MALLOC_ARENA_MAX: '2',
      UV_THREADPOOL_SIZE: '2',
      VIPS_BLOCK_UNTRUSTED: '1',
      VIPS_WARNING: '0',
    },
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
  const startTimer = setTimeout(kill, CHILD_START_TIMEOUT_MS);
  void started.then(() => clearTimeout(startTimer));

  return {
    pid: child.pid,
    isAlive: () => alive,
    async sanitize(path) {
      if (!(await started)) throw new Error('the image worker did not start');
      let killedFor: 'too-slow' | 'too-many-pixels' | null = null;
      const end = (reason: 'too-slow' | 'too-many-pixels'): void => {
        killedFor ??= reason;
        kill();
      };
      const timer = setTimeout(() => end('too-slow'), options.timeoutMs);
      const watch = setInterval(() => {
        if (readResidentBytes(child.pid) > options.memoryBytes) end('too-many-pixels');
      }, MEMORY_CHECK_MS);
      try {
        const answered = answer();
        child.send(path, () => undefined);
        const message = await answered;
        if (isOutcome(message)) return message;
        kill();
        return { kind: 'refused', refusal: killedFor ?? 'damaged' };
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

// libvips allocates outside the JavaScript heap, so no option of Node bounds it. Sampled: between
// two checks a process can pass the limit by what it can touch in that time. Linux only; elsewhere
// the limit on pixels alone bounds the memory.
function readResidentBytes(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

function isOutcome(message: unknown): message is Outcome {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return false;
  if (message.kind === 'refused') return 'refusal' in message;
  return (
    message.kind === 'done' &&
    'reading' in message &&
    message.reading instanceof Uint8Array &&
    'thumbnail' in message &&
    message.thumbnail instanceof Uint8Array
  );
}
