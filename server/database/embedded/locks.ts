import { readFileSync } from 'node:fs';
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
  const lines = read(join(folder, 'postmaster.pid'))?.split('\n') ?? [];
  const pid = Number(lines[0]);
  if (!isAlive(pid)) return null;
  const isReady = lines[7]?.trim() === 'ready';
  return { pid, sockets: lines[4] ?? '', isReady, owner: readOwner(folder) };
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
