import { spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { findPostmaster } from '#server/database/embedded/postmaster.ts';
import {
  startEmbeddedServer,
  type EmbeddedServer,
} from '#server/database/embedded/embedded-server.ts';
import { SERVER_USER } from '#server/database/embedded/system-user.ts';
import { LONG } from '#tests/support/full-length-runs.ts';

const folders: string[] = [];
const servers: EmbeddedServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function makeFolder(name = 'db'): string {
  const folder = mkdtempSync(join(tmpdir(), 'contrenote-cluster-'));
  folders.push(folder);
  return join(folder, name);
}

async function serve(...args: Parameters<typeof startEmbeddedServer>): Promise<EmbeddedServer> {
  const server = await startEmbeddedServer(...args);
  servers.push(server);
  return server;
}

async function ask<Row extends object>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

/** A process of its own that serves the folder. */
function serveApart(folder: string): {
  child: ChildProcess;
  started: Promise<string>;
  ended: Promise<{ code: number | null; said: string }>;
} {
  const args = ['--import', 'tsx', 'tests/support/serve-database.ts', folder];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = new Promise<{ code: number | null; said: string }>((resolve) => {
    child.once('close', (code) => resolve({ code, said }));
  });
  const started = new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').once('data', (text: string) => resolve(text.trim()));
    void ended.then(() => reject(new Error(said)));
  });
  started.catch(() => undefined);
  return { child, started, ended };
}

/** Ends the child processes of a process whose command line a test chooses. */
function endChildren(parent: number, chosen: (command: string) => boolean): void {
  const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').split(' ');
  for (const child of children.map(Number).filter((pid) => pid > 0)) {
    const command = readFileSync(`/proc/${child}/cmdline`, 'utf8').replaceAll('\0', ' ');
    if (chosen(command)) process.kill(child, 'SIGKILL');
  }
}

describe('the embedded PostgreSQL', () => {
  test('takes connections through its socket alone, keeps what is written, and starts again', async () => {
    const folder = makeFolder();
    const first = await serve(folder);
    await ask(first.url, 'CREATE TABLE kept (n int); INSERT INTO kept VALUES (1)');
    expect(await ask(first.url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '' }]);
    await servers.pop()?.stop();
    expect(findPostmaster(folder)).toBeNull();
    const second = await serve(folder);
    expect(await ask(second.url, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
  });

  test('serves a folder whose path is too long for a socket', async () => {
    const folder = makeFolder('d'.repeat(120));
    const { url } = await serve(folder);
    expect(await ask(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('starts again by itself after SIGKILL, with all that it acknowledged', async () => {
    const restarts: string[] = [];
    const server = await serve(makeFolder(), { onRestart: (lines) => restarts.push(lines) });
    await ask(server.url, 'CREATE TABLE kept (n int); INSERT INTO kept VALUES (1)');
    process.kill(server.pid() ?? 0, 'SIGKILL');
    await expect
      .poll(() => ask(server.url, 'SELECT n FROM kept').catch(() => 'down'))
      .toEqual([{ n: 1 }]);
    expect(restarts.length).toBeGreaterThan(0);
  });

  test('ends when its site is killed', async () => {
    const folder = makeFolder();
    const { child, started } = serveApart(folder);
    await started;
    expect(findPostmaster(folder)).not.toBeNull();
    child.kill('SIGKILL');
    await expect.poll(() => findPostmaster(folder)).toBeNull();
  });

  test('left without its site and without a watchdog, it is ended by the next start', async () => {
    const folder = makeFolder();
    const { child, started } = serveApart(folder);
    await started;
    const left = findPostmaster(folder)?.pid ?? 0;
    endChildren(child.pid ?? 0, (command) => command.startsWith('/bin/sh'));
    child.kill('SIGKILL');
    await expect.poll(() => findPostmaster(folder)?.owner).toBeNull();
    const next = await serve(folder);
    expect(next.pid()).not.toBe(left);
    expect(await ask(next.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test.each(['ready', 'starting'])(
    'a process that has the id of a server that was killed is left alone: %s',
    async (status) => {
      const folder = makeFolder();
      await serve(folder);
      const path = join(folder, 'postmaster.pid');
      const lines = readFileSync(path, 'utf8').split('\n');
      await servers.pop()?.stop();
      const innocent = spawn('/bin/sh', ['-c', 'while sleep 0.1; do :; done'], { cwd: '/' });
      try {
        writeFileSync(path, [innocent.pid, ...lines.slice(1, 7), status, ''].join('\n'));
        chmodSync(path, 0o600);
        if (process.getuid?.() === 0) chownSync(path, SERVER_USER, SERVER_USER);
        const server = await serve(folder);
        expect(await ask(server.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
        expect(innocent.exitCode).toBeNull();
        expect(innocent.signalCode).toBeNull();
      } finally {
        innocent.kill('SIGKILL');
      }
    },
  );

  test('starts where a power failure left an empty lock file', async () => {
    const folder = makeFolder();
    await serve(folder);
    await servers.pop()?.stop();
    const path = join(folder, 'postmaster.pid');
    writeFileSync(path, '');
    if (process.getuid?.() === 0) chownSync(path, SERVER_USER, SERVER_USER);
    const server = await serve(folder);
    expect(await ask(server.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
  });

  const tries = Array.from({ length: LONG ? 200 : 5 }, (_, index) => index + 1);
  test.for(tries)(
    'of two starts at once one serves, the other says whose it is (time %i)',
    async (nth) => {
      const folder = makeFolder();
      if (nth % 2 === 0) {
        // A cluster and an owner that was killed are there already.
        const before = serveApart(folder);
        await before.started;
        before.child.kill('SIGKILL');
        await before.ended;
      }
      const starts = [serveApart(folder), serveApart(folder)];
      const results = await Promise.allSettled(starts.map(({ started }) => started));
      const served = results.filter(({ status }) => status === 'fulfilled');
      expect(served, JSON.stringify(results)).toHaveLength(1);
      for (const [index, { child, ended }] of starts.entries()) {
        if (results[index]?.status === 'fulfilled') continue;
        expect(await ended).toEqual({
          code: 1,
          said: expect.stringMatching(/^Process \d+ serves the database in /) as string,
        });
        child.stdin?.end();
      }
      for (const { child, ended } of starts) {
        child.stdin?.end();
        await ended;
      }
    },
  );

  test('a damaged cluster is told in a sentence that points to the backup', async () => {
    const folder = makeFolder();
    await serve(folder);
    await servers.pop()?.stop();
    truncateSync(join(folder, 'global', 'pg_control'), 100);
    await expect(serve(folder)).rejects.toThrow(/does not start on .*npm run restore/);
  });

  test('serves a folder in one that only its owner may enter', async () => {
    const folder = makeFolder(join('closed', 'data', 'postgres'));
    mkdirSync(join(folder, '..', '..'), { mode: 0o700 });
    const { url } = await serve(folder);
    expect(await ask(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });
});
