import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { detectFormat, FORMAT_HEAD_BYTES, isAcceptedFormat } from './image-format.ts';
import {
  CHILD_IDLE_MS,
  CHILD_MEMORY_BYTES,
  IMAGE_TIMEOUT_MS,
  IMAGES_PER_CHILD,
  MAX_CHILDREN,
  MAX_WAITING,
} from './image-limits.ts';
import { ImageRefused, type ImageSize, type SanitizedImage } from './sanitized-image.ts';
import { createChildPool } from './sanitizer-pool.ts';
import { readBareWebp } from './webp.ts';

export type SanitizerOptions = {
  /** Where decoders may spill: the folder of the spooled uploads, emptied after a crash. */
  temporaryFolder: string;
  /** The worker's file: TypeScript with `execArgv: ['--import', 'tsx']`, or its bundle. */
  workerPath: string;
  execArgv?: readonly string[];
  timeoutMs?: number;
  memoryBytes?: number;
  imagesPerChild?: number;
  maxWaiting?: number;
  idleMs?: number;
};

export type Sanitizer = {
  /** Makes the two published sizes of the image file at `path`; throws `ImageRefused`. */
  sanitize(path: string): Promise<SanitizedImage>;
  /** Ends the processes; images still waiting are refused as busy. */
  close(): Promise<void>;
  /** Ids of the processes now alive. */
  processIds(): number[];
};

/**
 * Creates the sanitiser: pictures are decoded and encoded again in processes of their own (at most
 * `MAX_CHILDREN`, `MAX_WAITING` images waiting, 10 s and 512 MB each), so that no metadata and no
 * byte of the file received survives.
 */
export function createSanitizer(options: SanitizerOptions): Sanitizer {
  const pool = createChildPool({
    temporaryFolder: options.temporaryFolder,
    workerPath: options.workerPath,
    execArgv: options.execArgv ?? [],
    timeoutMs: options.timeoutMs ?? IMAGE_TIMEOUT_MS,
    memoryBytes: options.memoryBytes ?? CHILD_MEMORY_BYTES,
    imagesPerChild: options.imagesPerChild ?? IMAGES_PER_CHILD,
    maxChildren: MAX_CHILDREN,
    maxWaiting: options.maxWaiting ?? MAX_WAITING,
    idleMs: options.idleMs ?? CHILD_IDLE_MS,
  });
  return {
    async sanitize(path) {
      const format = detectFormat(await readHead(path));
      if (format === null) throw new ImageRefused('not-an-image', null);
      if (!isAcceptedFormat(format)) throw new ImageRefused('type-not-accepted', format);
      const outcome = await pool.sanitize(path);
      if (outcome.kind === 'refused') throw new ImageRefused(outcome.refusal, format);
      const reading = checkSize(outcome.reading);
      const key = createHash('sha256').update(reading.bytes).digest('hex');
      return { key, reading, thumbnail: checkSize(outcome.thumbnail) };
    },
    close: () => pool.close(),
    processIds: () => pool.processIds(),
  };
}

async function readHead(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(FORMAT_HEAD_BYTES), {
      position: 0,
    });
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

// The last wall: were a decoder taken over, it still could publish nothing but a bare picture.
function checkSize(answer: Uint8Array): ImageSize {
  const bytes = Buffer.from(answer);
  const size = readBareWebp(bytes);
  if (size === null) throw new Error('the image worker answered with something else than an image');
  return { bytes, ...size };
}
