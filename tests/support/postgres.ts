import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { openPostgres } from '#server/database/db.ts';
import { findBinaries } from '#server/database/embedded/binaries.ts';
import { prepareCluster, templatePath } from '#server/database/embedded/cluster.ts';
import { startPostgres, type RunningPostgres } from '#server/database/embedded/postgres.ts';
import { migrateWholly } from '#server/database/code/apply.ts';
import { seedCategories } from '#server/community/forum/seed.ts';
import { seedPlatforms } from '#server/directory/platforms/seed.ts';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

export const TEMPLATE = 'template_contrenote';
/** With tables and nothing in them. */
export const EMPTY_TEMPLATE = 'template_empty';
/** The day on which every test begins. */
export const TEST_START = new Date('2026-11-20T10:00:00Z');

/** Starts one real PostgreSQL for all tests, with migrated databases to clone from, one seeded. */
export default async function startForTests(project: TestProject): Promise<() => Promise<void>> {
  const { url, stop } = await startServer();
  // The build has done that already, where there is one.
  const empty = await openPostgres(`${url}/${EMPTY_TEMPLATE}`);
  await migrateWholly(empty, join(process.cwd(), 'prisma', 'migrations'));
  await empty.close();
  await cloneDatabase(url, EMPTY_TEMPLATE, TEMPLATE);
  const database = await openPostgres(`${url}/${TEMPLATE}`);
  await seedPlatforms(database, join(process.cwd(), 'prisma', 'seed'), TEST_START);
  await seedCategories(database, join(process.cwd(), 'prisma', 'seed'));
  await database.close();
  project.provide('postgresUrl', url);
  return stop;
}

/** Makes a database out of another one, to which nobody is connected. */
export async function cloneDatabase(url: string, template: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${url}/postgres` });
  await client.connect();
  // File by file: through its log of writes a copy costs a third more.
  await client.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`);
  await client.end();
}

/**
 * What it forgets is made anew: it syncs nothing. Nor does it clean up, which would visit each of
 * hundreds of databases every minute.
 */
const QUICK = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off', 'autovacuum=off'];

/** Over the network with a password, as elsewhere. */
const ACCESS = `
local all         all              trust
local replication all              trust
host  all         all 127.0.0.1/32 scram-sha-256
`;

export type TestServer = {
  /** Of the server: without the name of a database. */
  readonly url: string;
  /** Where its files are. */
  readonly folder: string;
  readonly createDatabase: (name: string) => Promise<void>;
  /** Ends it with all its processes at once, as a machine does that loses its power. */
  readonly kill: () => Promise<void>;
  /** Starts it again in its folder, at the same address. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/**
 * A real PostgreSQL of its own; all is gone when it stops. With `durable` it keeps what it acknowledged,
 * whatever happens, and cleans up as a site's does.
 */
export async function startServer({ durable = false } = {}): Promise<TestServer> {
  const parent = await mkdtemp(join(tmpdir(), 'contrenote-postgres-'));
  const folder = join(parent, 'cluster');
  const binaries = findBinaries();
  await prepareCluster(folder, binaries, templatePath());
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
  // By its socket: each query through the network costs half as much again.
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

/** Its processes are each of a group of its own: they are ended by their ids, the first one first. */
async function killServer(first: number): Promise<void> {
  const children = readFileSync(`/proc/${first}/task/${first}/children`, 'latin1');
  const ids = [first, ...children.split(' ').map(Number)].filter((id) => id > 0);
  for (const id of ids) endNow(id);
  // One that is left would keep the memory that they share, and the next start away.
  while (ids.some(isRunning)) await setTimeout(5);
}

function endNow(id: number): void {
  try {
    process.kill(id, 'SIGKILL');
  } catch {
    // It had ended by itself.
  }
}

function isRunning(id: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${id}/status`, 'latin1'));
  } catch {
    return false;
  }
}

/** A port of this machine that nobody listens on. */
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
