import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join, relative } from 'node:path';
import { readLine } from './line.ts';

/** What the running site does for commands on its own machine. */
export type Verbs = Readonly<Record<string, () => Promise<Done>>>;
export type Done = {
  readonly answer: object;
  /** Run when whoever asked goes away. */
  readonly end?: () => Promise<void>;
};

/** A socket's path is short on every system; sun_path of macOS has 104 bytes. */
const LONGEST_PATH = 100;
const DOOR = 'control.sock';

/**
 * The way to the door: a Unix socket in the data folder, which nobody else's machine and no other user
 * of this one can reach. Null where the folder's path is too long for one.
 */
export function doorOf(dataDir: string): string | null {
  const path = join(dataDir, DOOR);
  const shorter = relative(process.cwd(), path);
  const chosen = Buffer.byteLength(shorter) < Buffer.byteLength(path) ? shorter : path;
  return Buffer.byteLength(chosen) > LONGEST_PATH || process.platform === 'win32' ? null : chosen;
}

/**
 * Opens the door for commands that need what this process alone has, the embedded database. One line
 * asks, one line of JSON answers; what was done for it ends with the connection.
 * @returns null where there can be none; the site runs without.
 */
export async function openDoor(
  dataDir: string,
  verbs: Verbs,
): Promise<{ close: () => Promise<void> } | null> {
  const path = doorOf(dataDir);
  if (path === null) return null;
  // Left by a process that was killed; a living one would have the lock of the database.
  rmSync(path, { force: true });
  let stopping = false;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    const ends: (() => Promise<void>)[] = [];
    socket.once('close', () => {
      sockets.delete(socket);
      // Whoever still works with it cleans up herself.
      if (!stopping) for (const end of ends) void end().catch(() => undefined);
    });
    void serve();
    async function serve(): Promise<void> {
      const line = await readLine(socket);
      // Whoever asks may be gone before the question, and before the answer.
      if (line === null) return;
      const { answer: said, end } = await answer(verbs, line);
      if (end !== undefined && socket.destroyed) await end();
      else if (end !== undefined) ends.push(end);
      if (!socket.destroyed) socket.write(`${JSON.stringify(said)}\n`);
    }
  });
  await listen(server, path);
  return {
    close: () => {
      stopping = true;
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

async function answer(verbs: Verbs, line: string): Promise<Done> {
  const verb = Object.hasOwn(verbs, line) ? verbs[line] : undefined;
  if (verb === undefined) return { answer: { failed: `The site does not know "${line}".` } };
  try {
    return await verb();
  } catch (error) {
    return { answer: { failed: error instanceof Error ? error.message : String(error) } };
  }
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // Made under a mask that lets nobody in before the rights are set.
    const before = process.umask(0o177);
    server.listen(path, () => {
      chmodSync(path, 0o600);
      resolve();
    });
    process.umask(before);
  });
}
