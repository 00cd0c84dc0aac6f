import { execFile, spawn, type ChildProcess } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LONG } from '#tests/support/full-length-runs.ts';

const run = promisify(execFile);
const ROOT = process.cwd();

/** What machines have installed. npm comes with Node: each has the one of its time. */
const INSTALLED = [
  { node: '18.20.8', npm: '10.8.2' },
  ...(LONG
    ? [
        { node: '20.20.2', npm: '10.8.2' },
        { node: '24.22.3', npm: '11.19.1' },
      ]
    : []),
];

describe.each(INSTALLED)('a fresh clone where Node $node is installed', ({ node, npm }) => {
  let folder = '';
  let clone = '';
  let environment: NodeJS.ProcessEnv = {};
  const npmCommand = (...args: string[]) =>
    run('npm', args, { cwd: clone, env: environment, maxBuffer: 64 * 1024 ** 2 });

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'contrenote-clone-'));
    const bin = await installNode(join(folder, 'installed'), node, npm);
    clone = await copySources(join(folder, 'clone'));
    if (!LONG) bringAlong(clone);
    environment = {
      ...machineEnvironment(),
      PATH: [bin, '/usr/bin', '/bin'].join(delimiter),
      LOG_LEVEL: 'error',
      PORT: '0',
      // What the registry would be asked beside the packages.
      npm_config_audit: 'false',
      npm_config_fund: 'false',
      npm_config_prefer_offline: 'true',
    };
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('checks its types after npm ci, on its own', async () => {
    await npmCommand('ci', '--loglevel=error');
    const { stdout } = await npmCommand('run', 'types');
    expect(stdout).not.toMatch(/error TS/);
    expect(stdout.includes('fetching')).toBe(!node.startsWith('24.'));
  });

  test.each([
    ['dev', ['/web/client.ts', '/web/styles/site.css']],
    ['start', []],
  ])('answers after npm run %s', async (script, sources) => {
    const data = join(folder, `data-${script}`);
    const { url, stop, output } = await startScript(script, clone, {
      ...environment,
      DATA_DIR: data,
    });
    const page = await fetch(`${url}/fr`);
    const html = await page.text();
    expect([page.status, html]).toEqual([200, expect.stringContaining('Contrenote')]);
    expect(html.includes('src="/web/client.ts"')).toBe(script === 'dev');
    for (const path of sources) expect((await fetch(url + path)).status).toBe(200);
    await stop();
    // What npm ci has installed stays as it is.
    expect(output()).not.toMatch(/Installing packages/);
  });

  test('runs a file of tests', async () => {
    const { stdout } = await npmCommand('test', '--', 'shared/core/days.test.ts');
    expect(stdout).toMatch(/^\d+ passed, 0 failed$/m);
  });
});

/** What the machine sets, certificates and proxies among it; nothing that npm and vitest add for this run. */
function machineEnvironment(): NodeJS.ProcessEnv {
  const added =
    /^(?:npm_(?!config_(?:ca|cafile|proxy|https_proxy|registry)$)|VITEST|NODE_ENV$|NODE$|INIT_CWD$)/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !added.test(name)));
}

/** Installs a Node.js with an npm into a folder. @returns the folder of its commands. */
async function installNode(folder: string, node: string, npm: string): Promise<string> {
  const bin = join(folder, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{}');
  const name = `node-${process.platform}-${process.arch}`;
  const packages = [`${name}@${node}`, `npm@${npm}`];
  await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...packages], {
    cwd: folder,
  });
  const modules = join(folder, 'node_modules');
  symlinkSync(join(modules, name, 'bin', 'node'), join(bin, 'node'));
  symlinkSync(join(modules, 'npm', 'bin', 'npm-cli.js'), join(bin, 'npm'));
  return bin;
}

/** Copies what git would give a clone, with what is changed and not committed. */
async function copySources(folder: string): Promise<string> {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'];
  const { stdout } = await run('git', list, { cwd: ROOT, maxBuffer: 64 * 1024 ** 2 });
  for (const path of stdout.split('\0').filter((name) => name !== '')) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    // A file that is deleted and not committed is still listed.
    cpSync(join(ROOT, path), join(folder, path), { force: true });
  }
  return folder;
}

/**
 * What `build()` and the type check make of packages and sources alone. `npm test` makes them as its
 * first step, by the same functions as `npm start`: where it runs in a fresh clone, from nothing.
 */
const MADE = [
  'client',
  'demo.tar.gz',
  'ocr',
  'overlay',
  'record',
  'server',
  'types.tsbuildinfo',
  // The hash of the sources of which the build was made: with others, it is made anew.
  '.sources',
];

/** Copies what this checkout has built. The empty database is named by a hash of migrations and code. */
function bringAlong(folder: string): void {
  const built = join(ROOT, 'dist');
  const clusters = readdirSync(built).filter((name) => name.startsWith('template-'));
  for (const name of [...MADE, ...clusters].filter((one) => existsSync(join(built, one)))) {
    cpSync(join(built, name), join(folder, 'dist', name), { recursive: true, force: true });
  }
}

/** Starts an npm script in a process group of its own, and waits until the site says its address. */
async function startScript(
  script: string,
  folder: string,
  environment: NodeJS.ProcessEnv,
): Promise<{ url: string; output: () => string; stop: () => Promise<void> }> {
  const child = spawn('npm', ['run', script], { cwd: folder, env: environment, detached: true });
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const [, address] = /is at (http:\/\/\S+)/.exec(output) ?? [];
      if (address !== undefined) resolve(address);
      // The watcher waits for a change of the sources then.
      if (output.includes('The server has ended'))
        reject(new Error(`npm run ${script}: ${output}`));
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`npm run ${script} ended: ${output}`)));
  });
  return { url, output: () => output, stop: () => endGroup(child) };
}

/** Ends a process and all that it started, as a terminal does. */
async function endGroup(child: ChildProcess): Promise<void> {
  const closed = new Promise((resolve) => child.once('close', resolve));
  if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM');
  await closed;
}
