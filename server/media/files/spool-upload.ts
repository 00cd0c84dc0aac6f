import { randomBytes } from 'node:crypto';
import { mkdir, open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

export const MAX_UPLOAD_BYTES = 12 * 1024 * 1024;

const OWNER_ONLY = 0o600;
const SPOOLED_NAME = /^upload-[0-9a-f]{32}$/;

export type SpooledUpload = {
  path: string;
  bytes: number;
  /** Deletes the file; idempotent. */
  remove(): Promise<void>;
};

export class UploadTooLarge extends Error {
  readonly maxBytes: number;

  constructor(maxBytes: number) {
    super(`upload larger than ${maxBytes} bytes`);
    this.name = 'UploadTooLarge';
    this.maxBytes = maxBytes;
  }
}

/** Whether a temporary file was made by `spoolUpload`. */
export function isSpooledName(name: string): boolean {
  return SPOOLED_NAME.test(name);
}

/**
 * Writes an upload to a temporary file that only its owner can read. Deletes the file on any error.
 * @throws UploadTooLarge past `maxBytes`.
 */
export async function spoolUpload(
  stream: NodeJS.ReadableStream,
  folder: string,
  maxBytes: number = MAX_UPLOAD_BYTES,
): Promise<SpooledUpload> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `upload-${randomBytes(16).toString('hex')}`);
  const remove = (): Promise<void> => rm(path, { force: true });
  let bytes = 0;

  const write = async (file: FileHandle): Promise<void> => {
    let failure: unknown = null;
    try {
      for await (const chunk of stream) {
        bytes += Buffer.byteLength(chunk);
        if (bytes > maxBytes) throw new UploadTooLarge(maxBytes);
        // An error such as a full disk. The stream is still read to its end, because form fields may
        // follow it.
        if (failure === null)
          await file.writeFile(chunk).catch((error: unknown) => (failure = error));
      }
    } finally {
      await file.close();
    }
    if (failure !== null) throw failure;
  };

  const file = await open(path, 'wx', OWNER_ONLY);
  try {
    await write(file);
    if (isCutShort(stream)) throw new UploadTooLarge(maxBytes);
    return { path, bytes, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

// The multipart parser ends a stream that exceeds its limit as if it were complete.
function isCutShort(stream: NodeJS.ReadableStream): boolean {
  return 'truncated' in stream && stream.truncated === true;
}
