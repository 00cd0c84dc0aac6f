export type StoredFile = { bytes: Buffer; modifiedAt: Date };
export type ListedFile = { name: string; modifiedAt: Date };

/** Where published pictures are kept; names are those that `fileNames` gives, others throw. */
export interface FileStore {
  /** Writes a file whole or not at all; overwriting it renews its age. */
  put(name: string, bytes: Uint8Array): Promise<void>;
  get(name: string): Promise<StoredFile | null>;
  /** Removes a file; one that is not there is no error. */
  remove(name: string): Promise<void>;
  list(): AsyncIterable<ListedFile>;
  /** Makes a file say nothing of when it came; absent where the place of files cannot, as a bucket. */
  readonly forgetTime?: (name: string) => Promise<void>;
  /** Writes a file that is no picture and reads it back; throws where the store does not work. */
  check(): Promise<void>;
}

/** The store, or the bucket under it, does not answer or refuses us; `cause` is what it said. */
export class StoreUnavailable extends Error {
  constructor(cause: unknown) {
    super('the store of files does not work', { cause });
    this.name = 'StoreUnavailable';
  }
}

/** The time of all files that say nothing of when they came. */
export const NO_TIME = new Date('2000-01-01T00:00:00Z');

/** What the file is called that `check` writes; `list` and the sweep leave it out. */
export const CHECK_NAME = 'check';

const FILE_NAME = /^([0-9a-f]{64})(?:-thumb)?\.webp$/;

/** Returns the key (64 hexadecimal digits) inside a stored file's name, or null for other names. */
export function readKey(name: string): string | null {
  return FILE_NAME.exec(name)?.[1] ?? null;
}

/** Whether a text is the key of an image: 64 hexadecimal digits. */
export function isKey(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}

/** Throws when a name is not that of a stored file: nothing else ever becomes a path. */
export function checkFileName(name: string): void {
  if (readKey(name) === null) throw new Error('not the name of a stored file');
}
