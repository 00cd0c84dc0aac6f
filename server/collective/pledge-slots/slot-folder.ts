import { mkdir, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { syncFolder } from '#server/core/sync-folder.ts';

const SLOT_FILE = /^[0-9a-f]{32}\.slots$/;
/**
 * Time without writes after which a slot file is abandoned; a live process writes to its file each
 * minute.
 */
const ABANDONED_MS = 600_000;

/** An open slot file, to which only the process that created it writes. */
export type SlotFile = {
  readonly name: string;
  /**
   * Writes bytes at offsets of the file. Resolves when all are durable: true, or false when another
   * process took the file over, believing it abandoned.
   */
  readonly write: (parts: ReadonlyMap<number, Buffer>) => Promise<boolean>;
  readonly close: () => Promise<void>;
};

/** Storage of the slot files of all processes, so that each can read the others'. */
export type SlotFileStorage = {
  readonly create: (bytes: Buffer) => Promise<SlotFile>;
  readonly names: () => Promise<string[]>;
  /** Reads a file; null when it is gone, since its records are then in another file. */
  readonly read: (name: string) => Promise<Buffer | null>;
  readonly isAbandoned: (name: string) => Promise<boolean>;
  /**
   * Takes a file over from its process; if that is still alive, it notices before it acknowledges
   * anything more. Returns the file's new name; null when another process was faster.
   */
  readonly claim: (name: string) => Promise<string | null>;
  readonly remove: (name: string) => Promise<void>;
};

/** Makes a random file name that identifies no process and is never reused. */
export function newSlotFileName(): string {
  return `${randomBytes(16).toString('hex')}.slots`;
}

export function isSlotFileName(name: string): boolean {
  return SLOT_FILE.test(name);
}

/** Whether a file's last write is so old that its process is gone. */
export function isSlotFileAbandoned(modifiedAt: Date): boolean {
  return Date.now() - modifiedAt.getTime() > ABANDONED_MS;
}

export async function openSlotFolder(folder: string): Promise<SlotFileStorage> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const pathOf = (name: string): string => join(folder, name);
  return {
    create: (bytes) => createFile(folder, bytes),
    names: async () => (await readdir(folder)).filter(isSlotFileName),
    read: (name) => orNull(readFile(pathOf(name))),
    isAbandoned: async (name) => {
      const found = await orNull(stat(pathOf(name)));
      return found !== null && isSlotFileAbandoned(found.mtime);
    },
    claim: async (name) => {
      const taken = newSlotFileName();
      return rename(pathOf(name), pathOf(taken)).then(
        () => taken,
        () => null,
      );
    },
    remove: (name) => rm(pathOf(name), { force: true }),
  };
}

async function createFile(folder: string, bytes: Buffer): Promise<SlotFile> {
  const name = newSlotFileName();
  const path = join(folder, name);
  const file = await open(path, 'wx', 0o600);
  await file.writeFile(bytes);
  await file.sync();
  await syncFolder(folder);
  const { ino } = await file.stat();
  return {
    name,
    write: async (parts) => {
      for (const [at, part] of parts) await file.write(part, 0, part.length, at);
      await file.datasync();
      return stat(path).then(
        (found) => found.ino === ino,
        () => false,
      );
    },
    close: () => file.close(),
  };
}

async function orNull<Found>(finding: Promise<Found>): Promise<Found | null> {
  try {
    return await finding;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
