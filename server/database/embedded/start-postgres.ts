import { spawn, type ChildProcess } from 'node:child_process';
import { BadEnvironment } from '#server/core/env.ts';
import { findPostmaster, ownerSetting } from './postmaster.ts';
import { SERVER_USER, commandAsUser } from './system-user.ts';

/** Number of log lines kept for error messages. */
const KEPT_LINES = 20;

export class ClusterInUse extends BadEnvironment {
  readonly pid: number;
  constructor(folder: string, pid: number) {
    super(`Process ${pid} serves the database in ${folder}. Stop it first.`);
    this.pid = pid;
  }
}

export class ClusterDamaged extends BadEnvironment {}

/** A PostgreSQL server that accepts connections. */
export type RunningPostgres = {
  /** Process id of the postmaster. */
  readonly pid: number;
  /** Resolves with its last log lines when it has exited. */
  readonly ended: Promise<string>;
  /** Fast shutdown: rolls back open transactions, writes a checkpoint, exits. */
  readonly stop: () => Promise<void>;
};

export type StartPostgresOptions = {
  readonly postgres: string;
  readonly folder: string;
  /** Folder of the Unix socket. */
  readonly sockets: string;
  /** Arguments of `-c`; they override the defaults of an embedded server. */
  readonly settings: readonly string[];
};

const SETTINGS = [
  'listen_addresses=',
  'unix_socket_permissions=0700',
  'max_connections=40',
  'wal_level=minimal',
  'max_wal_senders=0',
  'max_wal_size=128MB',
  'min_wal_size=16MB',
  // A recycled WAL file would keep deleted data.
  'wal_recycle=off',
  // Containers have a small /dev/shm.
  'dynamic_shared_memory_type=mmap',
  'max_parallel_workers=0',
  'jit=off',
  // Keeps statements, which contain what members typed, out of the log.
  'log_min_messages=log',
  'log_min_error_statement=panic',
  'log_checkpoints=off',
];

/**
 * Starts a postmaster that is stopped when this process ends, also by SIGKILL.
 * @returns once it accepts connections.
 * @throws ClusterInUse where another process runs one, ClusterDamaged where it does not start.
 */
export function startPostgres(parts: StartPostgresOptions): Promise<RunningPostgres> {
  const { postgres, folder, sockets, settings } = parts;
  const all = [...SETTINGS, `unix_socket_directories=${sockets}`, ownerSetting(), ...settings];
  const options = all.flatMap((setting) => ['-c', setting]);
  const run = commandAsUser(SERVER_USER, postgres, ['-D', folder, ...options]);
  const child = spawn(run.command, run.args, {
    ...run.options,
    stdio: ['ignore', 'ignore', 'pipe'],
    // A separate process group: Ctrl+C in a terminal must reach only the site, which stops the server
    // last.
    detached: true,
    env: { LC_ALL: 'C', TZ: 'UTC' },
    cwd: '/',
  });
  const lines: string[] = [];
  return new Promise((resolve, reject) => {
    const endWatch = endWithThisProcess(child);
    const ended = new Promise<string>((end) => {
      child.once('close', () => {
        endWatch();
        end(lines.join('\n'));
        reject(explain(folder, lines));
      });
    });
    child.once('error', reject);
    const stop = async (): Promise<void> => {
      child.kill('SIGINT');
      await ended;
    };
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      lines.push(...text.trimEnd().split('\n'));
      lines.splice(0, lines.length - KEPT_LINES);
      if (/ready to accept .*connections/.test(text)) resolve({ pid: child.pid ?? 0, ended, stop });
    });
  });
}

/**
 * Stops the server when this process is gone, SIGKILL included: a shell waits for end of file on a pipe
 * that only this process holds open.
 * @returns a function that ends the shell.
 */
function endWithThisProcess({ pid }: ChildProcess): () => void {
  if (pid === undefined) return () => undefined;
  const script = 'while read -r _; do :; done; kill -INT "$0"';
  const shell = spawn('/bin/sh', ['-c', script, String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  shell.on('error', () => undefined);
  shell.unref();
  return () => void shell.kill('SIGKILL');
}

function explain(folder: string, lines: readonly string[]): Error {
  const isTaken = lines.some((line) =>
    /lock file .* (?:already exists|is empty)|pre-existing shared memory/.test(line),
  );
  if (isTaken) {
    const found = findPostmaster(folder);
    return new ClusterInUse(folder, found?.owner ?? found?.pid ?? 0);
  }
  const fatal = lines.findLast((line) => /FATAL|PANIC/.test(line)) ?? lines.at(-1) ?? '';
  const said = fatal.replace(/^.*?(?:FATAL|PANIC):\s*/, '');
  return new ClusterDamaged(
    `PostgreSQL does not start on ${folder}: ${said}. If the files are damaged, move the folder away and give npm run restore -- FILE with your last backup.`,
  );
}
