import { startChildProcess } from '#server/core/worker-pool/child-process.ts';
import type { JobOwner } from '#server/core/worker-pool/fair-queue.ts';
import { createProcessPool } from '#server/core/worker-pool/process-pool.ts';
import type { OcrRequest, OcrResult } from './ocr-result.ts';

/** CPU time for one picture. */
const READ_CPU_MS = 20_000;
/** Wall-clock time for one picture, after which the process is killed. */
const READ_CLOCK_MS = 60_000;
/** An idle process is stopped after this time. */
const IDLE_MS = 60_000;
const MEMORY_BYTES = 400 * 1024 * 1024;
const HEAP_MB = 96;
const PICTURES_PER_PROCESS = 200;
/**
 * The second one starts while the first reads for somebody else: a photograph without text is read in four
 * orientations, for 13 s of a processor.
 */
const MAX_PROCESSES = 2;
/** Queue length; each waiting picture holds its bytes, about 200 KB. */
const MAX_WAITING = 60;
/** Longest that a form waits for OCR. */
const WAIT_TIMEOUT_MS = 45_000;

export type OcrReaderOptions = {
  /** Path of the worker: TypeScript with `execArgv: ['--import', 'tsx']`, or its bundle. */
  readonly workerPath: string;
  readonly execArgv?: readonly string[];
  readonly cpuMs?: number;
  readonly clockMs?: number;
  readonly memoryBytes?: number;
  readonly maxWaiting?: number;
  readonly waitTimeoutMs?: number;
  readonly idleMs?: number;
  /** Called with the cause when no process could be started; the picture is then not read. */
  readonly reportNotStarted?: (cause: string) => void;
};

export type OcrReader = {
  /**
   * Reads a published picture; null where it could not be read now. Askers are served round-robin, one
   * picture of each at a time.
   */
  read(request: OcrRequest, asker?: JobOwner): Promise<OcrResult | null>;
  close(): Promise<void>;
  processIds(): number[];
};

/**
 * Creates the OCR reader: two child processes at most, started on demand, with 20 s of CPU time and 400 MB for a
 * picture. Words stay in its memory: they are neither stored nor logged.
 */
export function createOcrReader(options: OcrReaderOptions): OcrReader {
  const pool = createProcessPool({
    start: () =>
      startChildProcess({
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
    async read(request, asker) {
      const outcome = await withinTime(
        pool.ask(request, asker),
        options.waitTimeoutMs ?? WAIT_TIMEOUT_MS,
      );
      // The worker answers null where the engine failed.
      return outcome?.kind === 'answered' ? (outcome.answer as OcrResult | null) : null;
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
