import { mkdir, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { syncFolder } from '#server/media/files/sync-folder.ts';

const SLOT_FILE = /^[0-9a-f]{32}\.slots$/;
/** A process writes to its file each minute; one that was not written to for so long is nobody's. */
const ABANDONED_MS = 600_000;

/** The file that one process writes to. */
export type SlotFile = {
  readonly name: string;
  /**
   * Puts bytes where they belong, each by its place in the file. Resolves once all of it is kept: true,
   * or false where another process took the file over, which it believed to be nobody's.
   */
  readonly write: (parts: ReadonlyMap<number, Buffer>) => Promise<boolean>;
  readonly close: () => Promise<void>;
};

/** Where the files of all processes lie, so that each can read what the others keep. */
export type SlotPlace = {
  readonly create: (bytes: Buffer) => Promise<SlotFile>;
  readonly names: () => Promise<string[]>;
  /** Null where it is gone: what it held stands in another one then. */
  readonly read: (name: string) => Promise<Buffer | null>;
  readonly isAbandoned: (name: string) => Promise<boolean>;
  /**
   * Takes a file from its process, which sees that before it acknowledges anything more, should it live
   * after all. The name under which it is read from now on; null where another one was quicker.
   */
  readonly claim: (name: string) => Promise<string | null>;
  readonly remove: (name: string) => Promise<void>;
};

/** A name that tells nothing of the process, and is never used again. */
export function newSlotName(): string {
  return `${randomBytes(16).toString('hex')}.slots`;
}

/** Whether a file that is there holds slots. */
export function isSlotName(name: string): boolean {
  return SLOT_FILE.test(name);
}

/** Whether nobody wrote to a file for so long that its process is gone. */
export function isLongAgo(modifiedAt: Date): boolean {
  return Date.now() - modifiedAt.getTime() > ABANDONED_MS;
}

/** A folder of this machine, or one that is shared. */
export async function openSlotFolder(folder: string): Promise<SlotPlace> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const pathOf = (name: string): string => join(folder, name);
  return {
    create: (bytes) => createFile(folder, bytes),
    names: async () => (await readdir(folder)).filter(isSlotName),
    read: (name) => orNull(readFile(pathOf(name))),
    isAbandoned: async (name) => {
      const found = await orNull(stat(pathOf(name)));
      return found !== null && isLongAgo(found.mtime);
    },
    claim: async (name) => {
      const taken = newSlotName();
      return rename(pathOf(name), pathOf(taken)).then(
        () => taken,
        () => null,
      );
    },
    remove: (name) => rm(pathOf(name), { force: true }),
  };
}

async function createFile(folder: string, bytes: Buffer): Promise<SlotFile> {
  const name = newSlotName();
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
