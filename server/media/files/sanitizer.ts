import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { startChildProcess } from '#server/core/worker-pool/child-process.ts';
import type { JobOwner } from '#server/core/worker-pool/fair-queue.ts';
import { detectFormat, FORMAT_HEAD_BYTES, isAcceptedFormat } from '#shared/media/image-format.ts';
import { createProcessPool } from '#server/core/worker-pool/process-pool.ts';
import {
  CHILD_HEAP_MB,
  CHILD_IDLE_MS,
  CHILD_MEMORY_BYTES,
  IMAGE_CLOCK_MS,
  IMAGE_CPU_MS,
  IMAGES_PER_CHILD,
  MAX_CHILDREN,
  MAX_QUEUED_IMAGES,
  refuseImageSize,
} from './image-limits.ts';
import { parseImageSize, SIZE_HEAD_BYTES } from './image-size.ts';
import type { SanitizerResponse, SanitizerRequest } from './sanitizer-messages.ts';
import type { Box } from '#shared/media/box.ts';
import type { SizedImage, FingerprintedImage } from './sanitized-image.ts';
import { ImageRefused, type ImageRefusal } from './image-refused.ts';
import { parseBareWebp } from '#shared/media/parse-webp.ts';

export type SanitizerOptions = {
  /** Temporary folder of the decoders, shared with spooled uploads; cleaned after a crash. */
  temporaryFolder: string;
  /** Path of the worker: TypeScript with `execArgv: ['--import', 'tsx']`, or its bundle. */
  workerPath: string;
  execArgv?: readonly string[];
  cpuMs?: number;
  clockMs?: number;
  memoryBytes?: number;
  imagesPerChild?: number;
  maxWaiting?: number;
  idleMs?: number;
  /** Called with the cause when no process could be started; the image is then refused as busy. */
  reportNotStarted?: (cause: string) => void;
};

export type Sanitizer = {
  /**
   * Creates the two published sizes of the image file at `path`. Askers are served round-robin, one
   * image of each at a time.
   * @throws ImageRefused
   */
  sanitize(path: string, asker?: JobOwner): Promise<FingerprintedImage>;
  /**
   * Re-creates both sizes of a published picture with opaque boxes burnt in.
   * @throws ImageRefused
   */
  cover(reading: Uint8Array, boxes: readonly Box[], asker?: JobOwner): Promise<FingerprintedImage>;
  /** Stops the processes; waiting images are refused as busy. */
  close(): Promise<void>;
  processIds(): number[];
};

// Refusals based on the header alone, after which the process may go on. After any other failure the
// decoder's state is unknown, so its process is replaced.
const HARMLESS: ReadonlySet<ImageRefusal> = new Set([
  'animated',
  'too-many-pixels',
  'too-small',
  'too-long',
]);
/**
 * The refusal of an image for each reason why the worker gave no answer; `busy` where the image did not
 * cause it.
 */
const REFUSALS = {
  'too-slow': 'too-slow',
  'too-much-memory': 'too-many-pixels',
  died: 'damaged',
  stuck: 'busy',
  'not-started': 'busy',
  busy: 'busy',
} as const satisfies Record<string, ImageRefusal>;
const SHA256 = /^[0-9a-f]{64}$/;
const DHASH = /^[0-9a-f]{16}$/;
const LAYOUT = /^[A-Za-z0-9+/]{0,3300}={0,2}$/;

/**
 * Creates the sanitiser, which decodes and re-encodes pictures in child processes, so that no metadata
 * and no original byte survives. Limits: `MAX_CHILDREN` processes, `MAX_QUEUED_IMAGES` queued images, 10 s of
 * CPU time and 512 MB each.
 */
export function createSanitizer(options: SanitizerOptions): Sanitizer {
  const pool = createProcessPool({
    start: () =>
      startChildProcess({
        workerPath: options.workerPath,
        execArgv: options.execArgv ?? [],
        // Decoders write temporary files into the folder that is cleaned after a crash.
        environment: {
          TMPDIR: options.temporaryFolder,
          MALLOC_ARENA_MAX: '2',
          UV_THREADPOOL_SIZE: '2',
          VIPS_BLOCK_UNTRUSTED: '1',
          VIPS_WARNING: '0',
        },
        heapMb: CHILD_HEAP_MB,
        cpuMs: options.cpuMs ?? IMAGE_CPU_MS,
        clockMs: options.clockMs ?? IMAGE_CLOCK_MS,
        memoryBytes: options.memoryBytes ?? CHILD_MEMORY_BYTES,
      }),
    questionsPerChild: options.imagesPerChild ?? IMAGES_PER_CHILD,
    maxChildren: MAX_CHILDREN,
    maxWaiting: options.maxWaiting ?? MAX_QUEUED_IMAGES,
    idleMs: options.idleMs ?? CHILD_IDLE_MS,
    keepsAfter: (answer) =>
      isAnswer(answer) && (answer.kind === 'done' || HARMLESS.has(answer.refusal)),
    reportNotStarted: options.reportNotStarted ?? (() => undefined),
  });

  async function ask(
    question: SanitizerRequest,
    format: string,
    asker?: JobOwner,
  ): Promise<FingerprintedImage> {
    const outcome = await pool.ask(question, asker);
    if (outcome.kind !== 'answered') throw new ImageRefused(REFUSALS[outcome.kind], format);
    const { answer } = outcome;
    if (!isAnswer(answer)) throw new ImageRefused('damaged', format);
    if (answer.kind === 'refused') throw new ImageRefused(answer.refusal, format);
    const reading = checkSize(answer.reading);
    const key = createHash('sha256').update(reading.bytes).digest('hex');
    return { key, reading, thumbnail: checkSize(answer.thumbnail), marks: answer.marks };
  }

  return {
    async sanitize(path, asker) {
      const head = await readHead(path);
      const format = detectFormat(head.subarray(0, FORMAT_HEAD_BYTES));
      if (format === null) throw new ImageRefused('not-an-image', null);
      if (!isAcceptedFormat(format)) throw new ImageRefused('type-not-accepted', format);
      const size = parseImageSize(format, head);
      const refusal = size === null ? null : refuseImageSize(size.width, size.height, size.isDeep);
      if (refusal !== null) throw new ImageRefused(refusal, format);
      return ask({ kind: 'sanitize', path }, format, asker);
    },
    cover: (reading, boxes, asker) => ask({ kind: 'cover', reading, boxes }, 'WebP', asker),
    close: () => pool.close(),
    processIds: () => pool.processIds(),
  };
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SIZE_HEAD_BYTES), { position: 0 });
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

// Checks the worker's output: even a compromised decoder can publish nothing but a plain picture.
function checkSize(answer: Uint8Array): SizedImage {
  const bytes = Buffer.from(answer);
  const size = parseBareWebp(bytes);
  if (size === null) throw new Error('the image worker answered with something else than an image');
  return { bytes, ...size };
}

function isAnswer(message: unknown): message is SanitizerResponse {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return false;
  if (message.kind === 'refused') return 'refusal' in message;
  return (
    message.kind === 'done' &&
    'reading' in message &&
    message.reading instanceof Uint8Array &&
    'thumbnail' in message &&
    message.thumbnail instanceof Uint8Array &&
    'marks' in message &&
    areMarks(message.marks)
  );
}

function areMarks(marks: unknown): boolean {
  if (typeof marks !== 'object' || marks === null) return false;
  const { sourcePixels, shownPixels, dhash, layout } = marks as Record<string, unknown>;
  return (
    SHA256.test(String(sourcePixels)) &&
    SHA256.test(String(shownPixels)) &&
    DHASH.test(String(dhash)) &&
    LAYOUT.test(String(layout))
  );
}
