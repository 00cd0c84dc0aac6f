import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { appendFile, chown, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { findPostgresBinaries } from '#server/database/embedded/postgres-binaries.ts';
import { startPostgres, type RunningPostgres } from '#server/database/embedded/start-postgres.ts';
import { freePort } from './postgres.ts';

export type TestReplica = {
  /** Connection URL without a database name. */
  readonly url: string;
  /** Pauses replay of the WAL until resumed. */
  readonly holdBack: () => Promise<void>;
  readonly letGo: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Stops it and deletes its files. */
  readonly remove: () => Promise<void>;
};

/** Creates and starts a streaming replica of a running server from a copy of its files. */
export async function makeReplica(primary: {
  readonly url: string;
  readonly folder: string;
}): Promise<TestReplica> {
  const folder = mkdtempSync(join(tmpdir(), 'contrenote-replica-'));
  await copyFiles(primary, folder);
  const { hostname, port: from, username, password } = new URL(primary.url);
  const line = `host=${decodeURIComponent(hostname)} port=${from} user=${username} password=${password}`;
  await appendFile(
    join(folder, 'postgresql.auto.conf'),
    `primary_conninfo = '${line}'\nhot_standby_feedback = on\n`,
  );
  await writeOwned(folder, 'standby.signal', '');
  const port = await freePort();
  const url = `postgresql://${username}:${password}@127.0.0.1:${port}`;
  const parts = {
    ...findPostgresBinaries(),
    folder,
    sockets: folder,
    // Must be at least the primary's max_connections, or it does not start.
    settings: [
      'listen_addresses=127.0.0.1',
      `port=${port}`,
      'fsync=off',
      'max_connections=200',
      'wal_level=replica',
      'max_wal_senders=4',
    ],
  };
  const delay = async (time: string): Promise<void> => {
    await ask(url, `ALTER SYSTEM SET recovery_min_apply_delay = '${time}'`);
    await ask(url, 'SELECT pg_reload_conf()');
  };
  let running: RunningPostgres = await startPostgres(parts);
  return {
    url,
    holdBack: () => delay('1h'),
    letGo: () => delay('0'),
    start: async () => {
      running = await startPostgres(parts);
    },
    stop: () => running.stop(),
    remove: async () => {
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Copies the files as `pg_basebackup` does, with the backup label. */
async function copyFiles(
  { url, folder: from }: { readonly url: string; readonly folder: string },
  folder: string,
): Promise<void> {
  const client = new pg.Client({ connectionString: `${url}/postgres` });
  await client.connect();
  await client.query(`SELECT pg_backup_start('replica', true)`);
  // Keeps owner and mode, which the server checks.
  const copied = spawnSync('cp', ['--archive', `${from}/.`, folder], { encoding: 'utf8' });
  if (copied.status !== 0) throw new Error(copied.stderr);
  const { rows } = await client.query<{ labelfile: string }>('SELECT * FROM pg_backup_stop(false)');
  await client.end();
  await rm(join(folder, 'postmaster.pid'), { force: true });
  await writeOwned(folder, 'backup_label', rows[0]?.labelfile ?? '');
}

/** Writes a file with the owner of the folder. */
async function writeOwned(folder: string, name: string, text: string): Promise<void> {
  const { uid, gid } = await stat(folder);
  await writeFile(join(folder, name), text);
  await chown(join(folder, name), uid, gid);
}

async function ask(url: string, query: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: `${url}/postgres` });
  try {
    await client.connect();
    return (await client.query<Record<string, unknown>>(query)).rows;
  } finally {
    await client.end();
  }
}
