import { ServiceUnavailable } from '#server/core/errors.ts';
export type StoredFile = { bytes: Buffer; modifiedAt: Date };
export type ListedFile = { name: string; modifiedAt: Date };

/** Storage of published pictures. Names must be those of `imageFileNames`; others throw. */
export interface FileStore {
  /** Writes a file atomically; overwriting updates its mtime. */
  put(name: string, bytes: Uint8Array): Promise<void>;
  get(name: string): Promise<StoredFile | null>;
  /** Deletes a file; missing ones are ignored. */
  remove(name: string): Promise<void>;
  list(): AsyncIterable<ListedFile>;
  /** Erases the file's timestamps; undefined where the storage cannot, as a bucket. */
  readonly forgetTime?: (name: string) => Promise<void>;
  /** Writes and reads back a test file; throws where the storage does not work. */
  check(): Promise<void>;
}

/** The storage does not answer or refuses; `cause` is its error. */
export class StoreUnavailable extends ServiceUnavailable {
  constructor(cause: unknown) {
    super('the store of files does not work', { cause });
    this.name = 'StoreUnavailable';
  }
}

/** Timestamp of files whose real one was erased. */
export const ERASED_TIMESTAMP = new Date('2000-01-01T00:00:00Z');

/** Name of the test file of `check`, which `list` and the sweep skip. */
export const CHECK_FILE_NAME = 'check';

const FILE_NAME = /^([0-9a-f]{64})(?:-thumb)?\.webp$/;

/** The image key (64 hex digits) in a stored file's name; null for other names. */
export function imageKeyOfFile(name: string): string | null {
  return FILE_NAME.exec(name)?.[1] ?? null;
}

/** Whether a text is an image key: 64 hex digits. */
export function isImageKey(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

/**
 * Checks that a name is that of a stored file, against path traversal.
 * @throws Error where it is not.
 */
export function requireStoredFileName(name: string): void {
  if (imageKeyOfFile(name) === null) throw new Error('not the name of a stored file');
}
