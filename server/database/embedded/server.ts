import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findBinaries } from './binaries.ts';
import { prepareCluster, templatePath } from './cluster.ts';
import { findPostmaster, removeStalePidFile } from './locks.ts';
import { FolderInUse, startPostgres } from './postgres.ts';
import { SERVER_USER, giveTo, requireReachable } from './user.ts';

/** The role and the database of the cluster. */
const ROLE = 'contrenote';
/** Bytes of a Unix socket's path on every system (macOS has 104), less the name that PostgreSQL gives it. */
const LONGEST_FOLDER = 104 - '/.s.PGSQL.5432'.length - 1;
/** Milliseconds between two looks at whether a server is gone. */
const LOOK_MS = 50;
/** Milliseconds before a server that has ended by itself is started again; doubled each time. */
const RESTART_MS = { first: 200, most: 30_000 };

export type EmbeddedServer = {
  /** `postgresql://` address, through a Unix socket. */
  readonly url: string;
  /** Process id of the postmaster; another one after a restart. */
  readonly pid: () => number;
  readonly stop: () => Promise<void>;
};

export type ServerOptions = {
  /** The archive that a new cluster starts from; that of the build where nothing is said, null for none. */
  readonly template?: string | null;
  /** Told the last lines of a server that ended by itself, before it is started again. */
  readonly onRestart?: (lastLines: string) => void;
};

/**
 * Serves the cluster in `folder` with a PostgreSQL of its own, over a Unix socket alone, and makes the
 * cluster where there is none. A server that ends by itself is started again; it ends when this process
 * does, however this process ends.
 * @throws FolderInUse where another process serves it, ClusterDamaged where PostgreSQL cannot start.
 */
export async function serveCluster(
  folder: string,
  { template = templatePath(), onRestart = () => undefined }: ServerOptions = {},
): Promise<EmbeddedServer> {
  await mkdir(dirname(folder), { recursive: true, mode: 0o700 });
  requireReachable(folder);
  const binaries = findBinaries();
  requireReachable(binaries.postgres);
  await prepareCluster(folder, binaries, template);
  await takeOver(folder);
  const { sockets, remove } = socketFolder(folder);
  const parts = { ...binaries, folder, sockets, settings: ['shared_buffers=32MB'] };
  let running = await startPostgres(parts);
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
      // A restart may have been under way.
      await running.stop();
      remove();
    },
  };
}

/** The address of the server that a living process runs on the folder; null where none does. */
export function findServer(folder: string): string | null {
  const found = findPostmaster(folder);
  return found === null || !found.isReady || found.owner === null ? null : addressOf(found.sockets);
}

/** The `postgresql://` address of the cluster whose socket is in a folder. */
function addressOf(sockets: string): string {
  return `postgresql://${ROLE}@${encodeURIComponent(sockets)}/${ROLE}`;
}

/**
 * Ends a server whose site was killed and that is still there.
 * @throws FolderInUse where its site lives.
 */
async function takeOver(folder: string): Promise<void> {
  for (let found = findPostmaster(folder); found !== null; found = findPostmaster(folder)) {
    if (found.isReady && found.owner !== null) throw new FolderInUse(folder, found.owner);
    // One that starts says soon whose it is; one that stops is gone soon.
    if (found.isReady) process.kill(found.pid, 'SIGINT');
    await sleep(LOOK_MS);
  }
  removeStalePidFile(folder);
}

/** The folder of the socket: the cluster's, or a short one where that path is too long. */
function socketFolder(folder: string): { sockets: string; remove: () => void } {
  if (Buffer.byteLength(folder) <= LONGEST_FOLDER) {
    return { sockets: folder, remove: () => undefined };
  }
  const sockets = mkdtempSync(join(tmpdir(), 'contrenote-'));
  chmodSync(sockets, 0o700);
  giveTo(SERVER_USER, sockets);
  return { sockets, remove: () => rmSync(sockets, { recursive: true, force: true }) };
}
