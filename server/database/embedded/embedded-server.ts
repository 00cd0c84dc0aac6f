import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findPostgresBinaries } from './postgres-binaries.ts';
import { prepareCluster, templateClusterPath } from './template-cluster.ts';
import { findPostmaster, isPidFileEmpty, removePidFile, removeStalePidFile } from './postmaster.ts';
import {
  ClusterInUse,
  startPostgres,
  type StartPostgresOptions,
  type RunningPostgres,
} from './start-postgres.ts';
import { SERVER_USER, changeOwner, requireServerUserAccess } from './system-user.ts';

/** Name of the cluster's role and of its database. */
const ROLE = 'contrenote';
/**
 * Maximum bytes in the path of a socket's folder: the path limit of Unix sockets (104 bytes on macOS,
 * the lowest) less PostgreSQL's file name.
 */
const LONGEST_FOLDER = 104 - '/.s.PGSQL.5432'.length - 1;
/** Polling interval in milliseconds while another server starts or exits. */
const POLL_MS = 50;
/** A `postmaster.pid` that stays empty for so long belongs to no server. */
const EMPTY_MS = 3_000;
/** How many starts may fail because of another server before the error is reported. */
const MOST_TRIES = 20;
/** Backoff in milliseconds before a crashed server is restarted; doubles each time. */
const RESTART_MS = { first: 200, most: 30_000 };

export type EmbeddedServer = {
  /** `postgresql://` URL over a Unix socket. */
  readonly url: string;
  /** Process id of the postmaster; changes with a restart. */
  readonly pid: () => number;
  readonly stop: () => Promise<void>;
};

export type ServerOptions = {
  /** Archive that a new cluster is unpacked from; undefined: the build's template; null: none. */
  readonly template?: string | null;
  /** Called with the last log lines of a crashed server before it is restarted. */
  readonly onRestart?: (lastLines: string) => void;
};

/**
 * Runs a PostgreSQL server on the cluster in `folder`, reachable over a Unix socket only; creates the
 * cluster if it is missing. Restarts the server after a crash; it is stopped when this process ends,
 * also by SIGKILL.
 * @throws ClusterInUse where another process runs one, ClusterDamaged where PostgreSQL cannot start.
 */
export async function startEmbeddedServer(
  folder: string,
  { template = templateClusterPath(), onRestart = () => undefined }: ServerOptions = {},
): Promise<EmbeddedServer> {
  await mkdir(dirname(folder), { recursive: true, mode: 0o700 });
  requireServerUserAccess(folder);
  const binaries = findPostgresBinaries();
  requireServerUserAccess(binaries.postgres);
  await prepareCluster(folder, binaries, template);
  const { sockets, remove } = socketFolder(folder);
  const parts = { ...binaries, folder, sockets, settings: ['shared_buffers=32MB'] };
  let running = await startOnly(parts).catch((error: unknown) => {
    remove();
    throw error;
  });
  const stopping = new AbortController();
  const supervised = supervise();

  async function supervise(): Promise<void> {
    let pause = RESTART_MS.first;
    while (true) {
      const since = performance.now();
      const lastLines = await running.ended;
      if (stopping.signal.aborted) return;
      onRestart(lastLines);
      if (performance.now() - since > RESTART_MS.most) pause = RESTART_MS.first;
      while (!(await restarts(pause))) {
        if (stopping.signal.aborted) return;
        pause = Math.min(pause * 2, RESTART_MS.most);
      }
    }
  }

  async function restarts(pause: number): Promise<boolean> {
    try {
      await sleep(pause, undefined, { signal: stopping.signal });
      running = await startPostgres(parts);
      return true;
    } catch (error) {
      if (!stopping.signal.aborted)
        onRestart(error instanceof Error ? error.message : String(error));
      return false;
    }
  }

  return {
    url: addressOf(sockets),
    pid: () => running.pid,
    stop: async () => {
      stopping.abort();
      await running.stop();
      await supervised;
      // A restart may have been in progress.
      await running.stop();
      remove();
    },
  };
}

/** Connection URL of the server that a living process runs on the folder; null where there is none. */
export function findRunningServerUrl(folder: string): string | null {
  const found = findPostmaster(folder);
  return found === null || !found.isReady || found.owner === null ? null : addressOf(found.sockets);
}

/** Connection URL of the cluster whose socket is in a folder. */
function addressOf(sockets: string): string {
  return `postgresql://${ROLE}@${encodeURIComponent(sockets)}/${ROLE}`;
}

/**
 * Starts the only server of a cluster. Where another process starts one at the same moment, waits until
 * that one serves or has failed.
 * @throws ClusterInUse where another process serves it, ClusterDamaged where PostgreSQL cannot start.
 */
async function startOnly(parts: StartPostgresOptions): Promise<RunningPostgres> {
  for (let tries = 1; ; tries += 1) {
    await takeOver(parts.folder);
    try {
      return await startPostgres(parts);
    } catch (error) {
      if (!(error instanceof ClusterInUse) || tries === MOST_TRIES) throw error;
      await sleep(POLL_MS);
    }
  }
}

/**
 * Stops a server that outlived its site.
 * @throws ClusterInUse where its site still runs.
 */
async function takeOver(folder: string): Promise<void> {
  const since = performance.now();
  while (isPidFileEmpty(folder)) {
    if (performance.now() - since > EMPTY_MS) removePidFile(folder);
    else await sleep(POLL_MS);
  }
  for (let found = findPostmaster(folder); found !== null; found = findPostmaster(folder)) {
    if (found.isReady && found.owner !== null) throw new ClusterInUse(folder, found.owner);
    // A server that is not ready either starts, and will soon tell its owner, or is stopping.
    if (found.isReady) process.kill(found.pid, 'SIGINT');
    await sleep(POLL_MS);
  }
  removeStalePidFile(folder);
}

/** Folder of the socket: in the cluster, or a temporary one where that path is too long. */
function socketFolder(folder: string): { sockets: string; remove: () => void } {
  if (Buffer.byteLength(folder) <= LONGEST_FOLDER) {
    return { sockets: folder, remove: () => undefined };
  }
  const sockets = mkdtempSync(join(tmpdir(), 'contrenote-'));
  chmodSync(sockets, 0o700);
  changeOwner(SERVER_USER, sockets);
  return { sockets, remove: () => rmSync(sockets, { recursive: true, force: true }) };
}
