import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, sameStart, startOf } from '#server/core/process-identity.ts';

/**
 * Who serves a cluster, as PostgreSQL says itself: `postmaster.pid`, which only one server can have, and
 * `postmaster.opts` with its settings, among them a name that tells whose child it is.
 */

export type FoundServer = {
  readonly pid: number;
  /** The folder of its socket. */
  readonly sockets: string;
  /** Takes connections; until then the settings may be those of the server before. */
  readonly isReady: boolean;
  /** The process that started it; null where that is gone. */
  readonly owner: number | null;
};

/** The living server of a cluster. */
export function findPostmaster(folder: string): FoundServer | null {
  // Lines: process id, data folder, start, port, socket folder, address, memory key, status.
  const lines = read(pidFile(folder))?.split('\n') ?? [];
  const pid = Number(lines[0]);
  if (!isAlive(pid) || !mayServe(pid, folder)) return null;
  const isReady = lines[7]?.trim() === 'ready';
  return { pid, sockets: lines[4] ?? '', isReady, owner: readOwner(folder) };
}

/**
 * Removes the `postmaster.pid` of a server that was killed where another program has its process id now:
 * PostgreSQL would take that program for a server and refuse to start. Two servers still cannot serve
 * the folder: their shared memory keeps the second from starting.
 */
export function removeStalePidFile(folder: string): void {
  const pid = Number(read(pidFile(folder))?.split('\n')[0]);
  if (isAlive(pid) && !mayServe(pid, folder)) rmSync(pidFile(folder), { force: true });
}

/**
 * Whether a living process can be the server of a folder, in which a server works. Where the system does
 * not say in which folder a process works (Linux alone does), each can.
 */
function mayServe(pid: number, folder: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'EACCES';
  }
}

function pidFile(folder: string): string {
  return join(folder, 'postmaster.pid');
}

/** The setting that names this process as the owner of the server it starts. */
export function ownerSetting(): string {
  return `cluster_name=contrenote-${process.pid}-${startOf(process.pid) ?? ''}`;
}

function readOwner(folder: string): number | null {
  const settings = read(join(folder, 'postmaster.opts')) ?? '';
  const [, pid, start] = /cluster_name=contrenote-(\d+)-(\d*)/.exec(settings) ?? [];
  const owner = Number(pid);
  return isAlive(owner) && sameStart(startOf(owner), start) ? owner : null;
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
