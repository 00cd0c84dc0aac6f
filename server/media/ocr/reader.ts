import { startChild } from '#server/core/worker-pool/child.ts';
import type { Asker } from '#server/core/worker-pool/fair-queue.ts';
import { createProcessPool } from '#server/core/worker-pool/pool.ts';
import type { Reading } from './reading.ts';

/** Processor time of a picture, and the time by the clock after which nobody waits for it. */
const READ_CPU_MS = 20_000;
const READ_CLOCK_MS = 60_000;
const IDLE_MS = 60_000;
const MEMORY_BYTES = 400 * 1024 * 1024;
const HEAP_MB = 96;
const PICTURES_PER_PROCESS = 200;
const MAX_PROCESSES = 1;
/** Pictures waiting; each holds its bytes, about 200 KB. */
const MAX_WAITING = 60;
/** Longer nobody waits for an answer to her form. */
const WAIT_TIMEOUT_MS = 45_000;

export type ReaderOptions = {
  /** The worker's file: TypeScript with `execArgv: ['--import', 'tsx']`, or its bundle. */
  readonly workerPath: string;
  readonly execArgv?: readonly string[];
  readonly cpuMs?: number;
  readonly clockMs?: number;
  readonly memoryBytes?: number;
  readonly maxWaiting?: number;
  readonly waitTimeoutMs?: number;
  readonly idleMs?: number;
  /** Told why no process started; the picture is not read then. */
  readonly reportNotStarted?: (cause: string) => void;
};

export type Reader = {
  /**
   * What the words of a published picture tell; null where it could not be read now. Of each asker one
   * picture is under way, and askers take turns.
   */
  read(picture: Uint8Array, asker?: Asker): Promise<Reading | null>;
  close(): Promise<void>;
  /** Ids of the processes now alive. */
  processIds(): number[];
};

/**
 * Creates what reads text in pictures: one process at most, started on demand, 20 s of a
 * processor and 400 MB a picture. The words stay in its memory: they are stored nowhere and no log has them.
 */
export function createReader(options: ReaderOptions): Reader {
  const pool = createProcessPool({
    start: () =>
      startChild({
        workerPath: options.workerPath,
        execArgv: options.execArgv ?? [],
        environment: { MALLOC_ARENA_MAX: '2', UV_THREADPOOL_SIZE: '2' },
        heapMb: HEAP_MB,
        cpuMs: options.cpuMs ?? READ_CPU_MS,
        clockMs: options.clockMs ?? READ_CLOCK_MS,
        memoryBytes: options.memoryBytes ?? MEMORY_BYTES,
      }),
    questionsPerChild: PICTURES_PER_PROCESS,
    maxChildren: MAX_PROCESSES,
    maxWaiting: options.maxWaiting ?? MAX_WAITING,
    idleMs: options.idleMs ?? IDLE_MS,
    keepsAfter: (answer) => answer !== null,
    reportNotStarted: options.reportNotStarted ?? (() => undefined),
  });
  return {
    async read(picture, asker) {
      const outcome = await withinTime(
        pool.ask(picture, asker),
        options.waitTimeoutMs ?? WAIT_TIMEOUT_MS,
      );
      // Only our own worker answers: null where the engine failed.
      return outcome?.kind === 'answered' ? (outcome.answer as Reading | null) : null;
    },
    close: () => pool.close(),
    processIds: () => pool.processIds(),
  };
}

async function withinTime<Value>(work: Promise<Value>, ms: number): Promise<Value | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
