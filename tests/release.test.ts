import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '#tests/support/postgres.ts';

/**
 * scripts/release.mjs on a small repository with tags, real git and npm, and a server of three lines in
 * the place of the site.
 */

const root = mkdtempSync(join(tmpdir(), 'contrenote-release-'));
const origin = join(root, 'origin');
const folder = join(root, 'opt');
const RELEASE = join(process.cwd(), 'scripts', 'release.mjs');
let port: number;
let watcher: ChildProcess;
let missing = '';

function git(cwd: string, ...words: string[]): void {
  const ran = spawnSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@t.example', ...words], {
    cwd,
    encoding: 'utf8',
  });
  if (ran.status !== 0) throw new Error(ran.stderr);
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(origin, path)), { recursive: true });
  writeFileSync(join(origin, path), text);
}

/** Commits and tags a version whose server answers with its name, with one migration more. */
function publish(version: string, migration: string, build = 'node build.mjs'): void {
  const about = { name: 'site', version, private: true, scripts: { build } };
  write('package.json', JSON.stringify(about));
  write(
    'package-lock.json',
    JSON.stringify({ name: 'site', version, lockfileVersion: 3, packages: { '': about } }),
  );
  write(`prisma/migrations/${migration}/migration.sql`, '');
  write(
    'build.mjs',
    `import { mkdirSync, writeFileSync } from 'node:fs';
     mkdirSync('dist/server', { recursive: true });
     writeFileSync('dist/server/main.js', \`require('node:http').createServer((request, response) =>
       response.end('${version} of ' + process.cwd())).listen(process.env.PORT, '127.0.0.1');\`);`,
  );
  git(origin, 'add', '.');
  git(origin, 'commit', '--quiet', '--message', version);
  git(origin, 'tag', `v${version}`);
}

/** What systemctl does: ends the process and starts the one that the link names. */
const restart = (): string => `
  [ -f pid ] && kill $(cat pid) && while kill -0 $(cat pid) 2>/dev/null; do sleep 0.02; done
  cd "$(readlink -f current)" && PORT=${port} node dist/server/main.js >/dev/null 2>&1 &
  echo $! > pid`;

function release(...words: string[]): { code: number | null; out: string; err: string } {
  const ran = spawnSync(process.execPath, [RELEASE, ...words], {
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: root,
      RELEASE_ROOT: folder,
      RELEASE_RESTART: restart(),
      RELEASE_READY: `http://127.0.0.1:${port}/`,
    },
  });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

const asked = async (): Promise<string> => (await fetch(`http://127.0.0.1:${port}/`)).text();
const answerOf = (version: string): string =>
  `${version} of ${join(folder, 'releases', `v${version}`)}`;

beforeAll(async () => {
  port = await freePort();
  mkdirSync(origin);
  git(origin, 'init', '--quiet');
  publish('1.0.0', '20260101000000_init');
  mkdirSync(folder);
  git(folder, 'clone', '--quiet', origin, 'source');
  publish('1.1.0', '20260201000000_adds');
  publish('1.2.0', '20260301000000_takes_contract');
  publish('1.3.0', '20260401000000_broken', 'exit 1');
});
beforeAll(() => {
  expect(release('prepare', 'v1.0.0')).toMatchObject({ code: 0, err: '' });
  expect(release('switch', 'v1.0.0')).toMatchObject({ code: 0 });
  // Looks all the time whether there is a release behind the link.
  watcher = spawn('sh', [
    '-c',
    `while :; do [ -f "${folder}/current/dist/server/main.js" ] || echo missing; done`,
  ]);
  watcher.stdout?.on('data', (chunk: Buffer) => (missing += chunk.toString()));
});
afterAll(() => {
  watcher.kill();
  process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')));
  rmSync(root, { recursive: true, force: true });
});

test('builds a release beside the one that runs, which notices nothing', async () => {
  expect(release('prepare', 'v1.1.0')).toMatchObject({ code: 0 });
  expect(await asked()).toBe(answerOf('1.0.0'));
  expect(readlinkSync(join(folder, 'current'))).toBe('releases/v1.0.0');
});

test('switches to it, and back', async () => {
  expect(release('switch', 'v1.1.0').out).toContain('v1.1.0 runs.');
  expect(await asked()).toBe(answerOf('1.1.0'));
  expect(release('back').out).toContain('v1.0.0 runs.');
  expect(await asked()).toBe(answerOf('1.0.0'));
  expect(release('list').out).toBe('v1.0.0  runs\nv1.1.0  ran before\n');
});

test('does not go back over a migration that takes away', async () => {
  expect(release('prepare', 'v1.2.0').code).toBe(0);
  expect(release('switch', 'v1.2.0').code).toBe(0);
  const refused = release('back');
  expect([refused.code, refused.err]).toEqual([
    1,
    expect.stringContaining('20260301000000_takes_contract'),
  ]);
  expect(await asked()).toBe(answerOf('1.2.0'));
  expect(release('back', '--anyway').code).toBe(0);
  expect(await asked()).toBe(answerOf('1.0.0'));
});

test('leaves the site alone where a release cannot be built, is unknown, or not prepared', async () => {
  expect(release('prepare', 'v1.3.0')).toMatchObject({ code: 1 });
  expect(release('switch', 'v1.3.0').err).toBe(
    'v1.3.0 is not prepared. First: contrenote-release prepare v1.3.0\n',
  );
  expect(release('prepare', 'v9.9.9').err).toContain('There is no tag v9.9.9.');
  expect(release('switch', '../../elsewhere').code).toBe(1);
  expect(release('list').out).toBe('v1.0.0  runs\nv1.1.0\nv1.2.0  ran before\n');
  expect(await asked()).toBe(answerOf('1.0.0'));
});

test('leaves no moment at which no release is there', () => {
  expect(missing).toBe('');
});
