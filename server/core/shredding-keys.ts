import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from './sync-folder.ts';

/** Bytes of a key. Divides the sector size, so that a key is never half written by a power loss. */
export const KEY_BYTES = 32;

/**
 * Keys in numbered slots outside the database. Whoever renews a slot destroys its former key, and with
 * it all that only this key decrypts, wherever copies of the ciphertext are.
 */
export type ShreddingKeys = {
  /** The keys of slots, in their order; null for a slot that was never written. */
  readonly read: (slots: readonly number[]) => Promise<readonly (Buffer | null)[]>;
  /** Overwrites slots with new random keys; resolves when they are durable. */
  readonly renew: (slots: readonly number[]) => Promise<void>;
};

const READ_WRITE = constants.O_RDWR;

/**
 * Keys in one file, each overwritten in place. All processes of a machine share the file; which process
 * writes which slot is decided by the database. The file is made by the first `renew`.
 */
export function openKeyFile(path: string): ShreddingKeys {
  return {
    read: async (slots) => {
      if (slots.length === 0) return [];
      const file = await openExisting(path);
      if (file === null) return slots.map(() => null);
      try {
        return await Promise.all(slots.map((slot) => readSlot(file, slot)));
      } finally {
        await file.close();
      }
    },
    renew: async (slots) => {
      if (slots.length === 0) return;
      const file = (await openExisting(path)) ?? (await createFile(path));
      try {
        for (const slot of slots.toSorted((one, other) => one - other)) {
          await file.write(randomBytes(KEY_BYTES), 0, KEY_BYTES, slot * KEY_BYTES);
        }
        await file.datasync();
      } finally {
        await file.close();
      }
    },
  };
}

/** The key of a slot; null past the end of the file, and in a hole that a crash left. */
async function readSlot(file: FileHandle, slot: number): Promise<Buffer | null> {
  const { buffer, bytesRead } = await file.read(
    Buffer.alloc(KEY_BYTES),
    0,
    KEY_BYTES,
    slot * KEY_BYTES,
  );
  return bytesRead < KEY_BYTES || buffer.every((byte) => byte === 0) ? null : buffer;
}

async function openExisting(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, READ_WRITE);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Creates the key file, or opens it where another process created it in between. */
async function createFile(path: string): Promise<FileHandle> {
  const file = await open(path, READ_WRITE | constants.O_CREAT, 0o600);
  await syncFolder(dirname(path));
  return file;
}
