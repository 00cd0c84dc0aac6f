import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { openPostgres } from '#server/database/db.ts';
import { findPostgresBinaries } from '#server/database/embedded/postgres-binaries.ts';
import { prepareCluster, templateClusterPath } from '#server/database/embedded/template-cluster.ts';
import { startPostgres, type RunningPostgres } from '#server/database/embedded/start-postgres.ts';
import { applyMigrationsAndSqlFiles } from '#server/database/migrations/apply-sql-files.ts';
import { seedCategories } from '#server/community/forum/seed-categories.ts';
import { seedPlatforms } from '#server/evidence/standings/seed-platforms.ts';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

export const TEMPLATE = 'template_contrenote';
/** Template with tables but no rows. */
export const EMPTY_TEMPLATE = 'template_empty';
/** Initial time of every test. */
export const TEST_START = new Date('2026-11-20T10:00:00Z');

/**
 * Vitest global setup: starts one PostgreSQL for all tests, with migrated template databases, one of
 * them seeded.
 */
export default async function startForTests(project: TestProject): Promise<() => Promise<void>> {
  const { url, stop } = await startServer();
  // Only where the build has not done that yet.
  const empty = await openPostgres(`${url}/${EMPTY_TEMPLATE}`);
  await applyMigrationsAndSqlFiles(empty, join(process.cwd(), 'prisma', 'migrations'));
  await empty.close();
  await cloneDatabase(url, EMPTY_TEMPLATE, TEMPLATE);
  const database = await openPostgres(`${url}/${TEMPLATE}`);
  await seedPlatforms(database, join(process.cwd(), 'prisma', 'seed'), TEST_START);
  await seedCategories(database, join(process.cwd(), 'prisma', 'seed'));
  await database.close();
  project.provide('postgresUrl', url);
  return stop;
}

/** Clones a database that has no connections. */
export async function cloneDatabase(url: string, template: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${url}/postgres` });
  await client.connect();
  // FILE_COPY: cloning through the WAL takes a third longer.
  await client.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`);
  await client.end();
}

/**
 * Settings without durability, since test data is disposable. Without autovacuum, which would visit
 * hundreds of databases every minute.
 */
const QUICK = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off', 'autovacuum=off'];

/** pg_hba.conf: password over TCP, as in production. */
const ACCESS = `
local all         all              trust
local replication all              trust
host  all         all 127.0.0.1/32 scram-sha-256
`;

export type TestServer = {
  /** Connection URL without a database name. */
  readonly url: string;
  /** Its data folder. */
  readonly folder: string;
  readonly createDatabase: (name: string) => Promise<void>;
  /** Kills all its processes at once, like a power loss. */
  readonly kill: () => Promise<void>;
  /** Starts it again on the same folder and port. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/**
 * Starts a PostgreSQL server that is deleted on stop. With `durable`, it fsyncs and vacuums as in
 * production.
 */
export async function startServer({ durable = false } = {}): Promise<TestServer> {
  const parent = await mkdtemp(join(tmpdir(), 'contrenote-postgres-'));
  const folder = join(parent, 'cluster');
  const binaries = findPostgresBinaries();
  await prepareCluster(folder, binaries, templateClusterPath());
  await writeFile(join(folder, 'pg_hba.conf'), ACCESS);
  const port = await freePort();
  const settings = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'max_connections=200',
    'wal_level=replica',
    'max_wal_senders=4',
  ];
  const parts = {
    ...binaries,
    folder,
    sockets: folder,
    settings: durable ? settings : [...settings, ...QUICK],
  };
  let running: RunningPostgres = await startPostgres(parts);
  // Over the Unix socket: queries over TCP take half as long again.
  const url = `postgresql://postgres:postgres@${encodeURIComponent(folder)}:${port}`;
  const own = `postgresql://contrenote@${encodeURIComponent(folder)}:${port}`;
  await ask(own, `CREATE ROLE postgres SUPERUSER LOGIN PASSWORD 'postgres'`);
  await ask(own, `ALTER DATABASE contrenote RENAME TO ${EMPTY_TEMPLATE}`);
  return {
    url,
    folder,
    createDatabase: (name) => ask(url, `CREATE DATABASE ${name} TEMPLATE template0`),
    kill: () => killServer(running.pid),
    start: async () => {
      running = await startPostgres(parts);
    },
    stop: async () => {
      await running.stop();
      await rm(parent, { recursive: true, force: true });
    },
  };
}

async function ask(server: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${server}/postgres` });
  await client.connect();
  await client.query(text);
  await client.end();
}

/** Each of its processes has a process group of its own, so kills them by id, postmaster first. */
async function killServer(first: number): Promise<void> {
  const children = readFileSync(`/proc/${first}/task/${first}/children`, 'latin1');
  const ids = [first, ...children.split(' ').map(Number)].filter((id) => id > 0);
  for (const id of ids) endNow(id);
  // A remaining process would keep the shared memory, and prevent the next start.
  while (ids.some(isRunning)) await setTimeout(5);
}

function endNow(id: number): void {
  try {
    process.kill(id, 'SIGKILL');
  } catch {
    // It had already exited.
  }
}

function isRunning(id: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${id}/status`, 'latin1'));
  } catch {
    return false;
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        resolve(typeof address === 'object' && address !== null ? address.port : 0),
      );
    });
  });
}
