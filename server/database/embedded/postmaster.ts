import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  isProcessAlive,
  isSameProcessStart,
  processStartTicks,
} from '#server/core/process-identity.ts';

/**
 * Finds out which process runs the server of a cluster, from PostgreSQL's own files: `postmaster.pid`,
 * which exists for one server at most, and `postmaster.opts`, whose settings include the id of the
 * process that started it.
 */

export type RunningServer = {
  readonly pid: number;
  /** Folder of the Unix socket. */
  readonly sockets: string;
  /** Whether it accepts connections; before that, `postmaster.opts` may still be of the previous server. */
  readonly isReady: boolean;
  /** The process that started it; null where that process is gone. */
  readonly owner: number | null;
};

/** Finds the running server of a cluster; null where there is none. */
export function findPostmaster(folder: string): RunningServer | null {
  // Lines: process id, data folder, start time, port, socket folder, listen address, shared-memory key,
  // status.
  const lines = read(pidFile(folder))?.split('\n') ?? [];
  const pid = Number(lines[0]);
  if (!isProcessAlive(pid) || !mayServe(pid, folder)) return null;
  const isReady = lines[7]?.trim() === 'ready';
  return { pid, sockets: lines[4] ?? '', isReady, owner: readOwner(folder) };
}

/**
 * Removes the `postmaster.pid` of a killed server whose process id another program has now: PostgreSQL
 * would take that program for a server and refuse to start. Two servers still cannot run on one
 * cluster: the second finds the shared memory of the first.
 */
export function removeStalePidFile(folder: string): void {
  const pid = Number(read(pidFile(folder))?.split('\n')[0]);
  if (isProcessAlive(pid) && !mayServe(pid, folder)) removePidFile(folder);
}

/**
 * Whether `postmaster.pid` exists and is empty: a server that starts creates it and fills it at once,
 * but a power failure can leave it empty.
 */
export function isPidFileEmpty(folder: string): boolean {
  return read(pidFile(folder)) === '';
}

export function removePidFile(folder: string): void {
  rmSync(pidFile(folder), { force: true });
}

/**
 * Whether a living process can be the server of a cluster: PostgreSQL's working directory is the
 * cluster. True where the system does not tell a process's working directory (only Linux does).
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

/** Server setting with this process's id, which marks it as the server's owner. */
export function ownerSetting(): string {
  return `cluster_name=contrenote-${process.pid}-${processStartTicks(process.pid) ?? ''}`;
}

function readOwner(folder: string): number | null {
  const settings = read(join(folder, 'postmaster.opts')) ?? '';
  const [, pid, start] = /cluster_name=contrenote-(\d+)-(\d*)/.exec(settings) ?? [];
  const owner = Number(pid);
  return isProcessAlive(owner) && isSameProcessStart(processStartTicks(owner), start)
    ? owner
    : null;
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
