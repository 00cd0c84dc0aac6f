import { statfs } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '#server/deps.ts';
import { noRoom } from './errors.ts';

/**
 * Bytes that writes leave free in DATA_DIR. An embedded PostgreSQL that cannot extend its write-ahead
 * log ends, and starts again only once there is room.
 */
export const RESERVE_BYTES = 64 * 1024 * 1024;

/** What a start needs: crash recovery writes. */
const OPEN_BYTES = RESERVE_BYTES / 2;

/** Whether the disk of a folder has room for so many bytes and the reserve. */
export async function hasRoom(folder: string, bytes = 0): Promise<boolean> {
  return (await bytesFree(folder)) > RESERVE_BYTES + bytes;
}

/** @throws NoRoomToOpen where the embedded database could not recover as it starts. */
export async function requireRoomToOpen(folder: string): Promise<void> {
  if ((await bytesFree(folder)) < OPEN_BYTES) throw new NoRoomToOpen(folder);
}

class NoRoomToOpen extends Error {
  readonly code = 'ENOSPC';
  constructor(folder: string) {
    super(`${OPEN_BYTES / 1024 / 1024} MB have to be free beside ${folder}`);
  }
}

async function bytesFree(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/**
 * Refuses writes while the disk of DATA_DIR is nearly full, once all that was typed is read: the form
 * shows it again.
 */
export function registerRoom(app: FastifyInstance, { env }: Deps): void {
  app.addHook('preHandler', async ({ method }) => {
    if (method === 'GET' || method === 'HEAD') return;
    if (!(await hasRoom(env.dataDir))) throw noRoom();
  });
}
