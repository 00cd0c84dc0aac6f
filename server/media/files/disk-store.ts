import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  CHECK_FILE_NAME,
  requireStoredFileName,
  type FileStore,
  type ListedFile,
  ERASED_TIMESTAMP,
  imageKeyOfFile,
} from './file-store.ts';
import { syncFolder } from '#server/core/sync-folder.ts';

const UNFINISHED_SUFFIX = '.tmp';
const UNFINISHED_MAX_AGE_MS = 24 * 60 * 60 * 1000;
const SHARD_LETTERS = 2;

/** Stores files in two-letter subfolders of `folder`, which is created if missing. */
export function createDiskStore(folder: string): FileStore {
  const shardOf = (name: string): string => join(folder, name.slice(0, SHARD_LETTERS));
  const pathOf = (name: string): string => {
    requireStoredFileName(name);
    return join(shardOf(name), name);
  };

  // Subfolders whose entry was synced to disk; an existing one may be of a process killed before that.
  const syncedShards = new Set<string>();
  async function syncShard(shard: string): Promise<void> {
    await syncFolder(shard);
    if (syncedShards.has(shard)) return;
    await syncFolder(folder);
    await syncFolder(dirname(folder));
    syncedShards.add(shard);
  }

  /** Writes a temporary file and renames it, so that no reader sees half a file. */
  async function replaceFile(
    name: string,
    bytes: Uint8Array,
    finish: (path: string) => Promise<void> = async () => undefined,
  ): Promise<void> {
    const path = pathOf(name);
    await mkdir(shardOf(name), { recursive: true });
    const unfinished = `${path}.${randomBytes(8).toString('hex')}${UNFINISHED_SUFFIX}`;
    try {
      await writeSynced(unfinished, bytes);
      await finish(unfinished);
      await rename(unfinished, path);
      await syncShard(shardOf(name));
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
  }

  return {
    put: (name, bytes) => replaceFile(name, bytes),

    // Writes a new file: setting mtime alone would leave the birth time and the change time.
    async forgetTime(name) {
      const bytes = await orNull(readFile(pathOf(name)));
      if (bytes === null) return;
      await replaceFile(name, bytes, (path) => utimes(path, ERASED_TIMESTAMP, ERASED_TIMESTAMP));
      await utimes(shardOf(name), ERASED_TIMESTAMP, ERASED_TIMESTAMP);
    },

    async get(name) {
      const file = await orNull(open(pathOf(name), 'r'));
      if (file === null) return null;
      try {
        const { mtime } = await file.stat();
        return { bytes: await file.readFile(), modifiedAt: mtime };
      } finally {
        await file.close();
      }
    },

    async remove(name) {
      await rm(pathOf(name), { force: true });
    },

    async *list() {
      for (const shard of (await orNull(readdir(folder, { withFileTypes: true }))) ?? []) {
        if (shard.isDirectory()) yield* listShard(join(folder, shard.name));
      }
    },

    async check() {
      await mkdir(folder, { recursive: true });
      // A random name: a fixed file left by root could not be overwritten by another user.
      const path = join(folder, `${CHECK_FILE_NAME}.${randomBytes(8).toString('hex')}`);
      try {
        await writeSynced(path, Buffer.from(CHECK_FILE_NAME));
        await readFile(path);
      } finally {
        await rm(path, { force: true });
      }
    },
  };
}

async function* listShard(shard: string): AsyncGenerator<ListedFile> {
  for (const name of await readdir(shard)) {
    const path = join(shard, name);
    const found = await orNull(stat(path));
    if (found === null) continue;
    if (imageKeyOfFile(name) !== null) yield { name, modifiedAt: found.mtime };
    else if (name.endsWith(UNFINISHED_SUFFIX)) await removeUnfinished(path, found.mtimeMs);
  }
}

// Temporary files left by a crash between writing and renaming. Their age is measured with the system
// clock, which set their mtime.
async function removeUnfinished(path: string, modifiedMs: number): Promise<void> {
  if (Date.now() - modifiedMs > UNFINISHED_MAX_AGE_MS) await rm(path, { force: true });
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function orNull<T>(work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
