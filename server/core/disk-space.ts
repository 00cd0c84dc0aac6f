import { statfs } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { diskFullError } from './errors.ts';

/**
 * Free bytes that writes must leave on the disk of DATA_DIR. An embedded PostgreSQL that cannot extend
 * its write-ahead log crashes, and cannot restart before there is space.
 */
export const RESERVE_BYTES = 64 * 1024 * 1024;

/** Free bytes needed at startup: crash recovery writes to the disk. */
const OPEN_BYTES = RESERVE_BYTES / 2;

/** Whether the disk of a folder has space for this many bytes on top of the reserve. */
export async function hasDiskSpace(folder: string, bytes = 0): Promise<boolean> {
  return (await bytesFree(folder)) > RESERVE_BYTES + bytes;
}

/**
 * Checks that the disk of a folder has space for crash recovery of the embedded database.
 * @throws TooLittleDiskSpace where it has not.
 */
export async function requireDiskSpaceToOpen(folder: string): Promise<void> {
  if ((await bytesFree(folder)) < OPEN_BYTES) throw new TooLittleDiskSpace(folder);
}

class TooLittleDiskSpace extends Error {
  readonly code = 'ENOSPC';
  constructor(folder: string) {
    super(`${OPEN_BYTES / 1024 / 1024} MB have to be free beside ${folder}`);
  }
}

async function bytesFree(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** With so much free, the disk is asked at most once in so many milliseconds. */
const PLENTY_BYTES = 8 * RESERVE_BYTES;
const PLENTY_MS = 1_000;

/**
 * Refuses writes while the disk of DATA_DIR is nearly full. Runs after the body is parsed, so that the
 * form can show again what was typed.
 */
export function registerDiskSpaceCheck(
  app: FastifyInstance,
  { env }: { readonly env: { readonly dataDir: string } },
): void {
  let plentyUntil = -Infinity;
  app.addHook('preHandler', async ({ method }) => {
    if (method === 'GET' || method === 'HEAD' || performance.now() < plentyUntil) return;
    const free = await bytesFree(env.dataDir);
    if (free > PLENTY_BYTES) plentyUntil = performance.now() + PLENTY_MS;
    if (free <= RESERVE_BYTES) throw diskFullError();
  });
}
