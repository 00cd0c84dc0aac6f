import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmbeddedDatabase } from '#server/database/db.ts';
import { findPostmaster } from '#server/database/embedded/postmaster.ts';
import { readJobStates } from '#server/operations/jobs/job-state.ts';
import { emptyDatabase } from '#tests/support/backups.ts';
import { MACHINE, QUICK } from '#tests/support/child-process.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';

/** So long they go on once they are to stop: a second word never comes when all is closed already. */
const DRAIN_MS = '500';
let site: RunningSite;
/** A public one, with settings that are blank. */
let named: RunningSite;
beforeAll(async () => {
  site = await startSite({ environment: { DRAIN_MS } });
});
beforeAll(async () => {
  named = await startSite({
    environment: { DRAIN_MS, PUBLIC_URL: 'https://contrenote.example' },
    until: /LEGAL_CONTROLLER is not set/,
  });
});
afterAll(async () => {
  await site.stop();
  await named.stop();
});

/** Runs a command to its end with settings of its own. */
function run(args: string[], environment: Record<string, string>) {
  return spawnSync(process.execPath, args, {
    encoding: 'utf8',
    env: { ...MACHINE, ...environment },
  });
}

describe('its folder', () => {
  const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);
  const parent = mkdtempSync(join(tmpdir(), 'contrenote-modes-'));
  afterAll(() => rmSync(parent, { recursive: true, force: true }));

  test('is made for its owner alone, and closed where everybody could enter it', async () => {
    const dataDir = join(parent, 'data');
    const fresh = await startSite({ dataDir, environment: { DRAIN_MS } });
    expect(modeOf(dataDir)).toBe('700');
    expect(modeOf(join(dataDir, 'secret.key'))).toBe('600');
    await fresh.stop({ keepData: true });
    chmodSync(dataDir, 0o755);
    chmodSync(join(dataDir, 'secret.key'), 0o644);
    const again = await startSite({ dataDir, environment: { DRAIN_MS } });
    expect(modeOf(dataDir)).toBe('700');
    expect(modeOf(join(dataDir, 'secret.key'))).toBe('600');
    await again.stop({ keepData: true });
    const others = readdirSync(dataDir).filter(
      (name) => !modeOf(join(dataDir, name)).endsWith('00'),
    );
    expect(others).toEqual([]);
  });
});

describe('the built server', () => {
  test('serves its pages, its script and its style', async () => {
    const page = await (await fetch(`${site.url}/fr`)).text();
    const assets = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path);
    expect(assets).toHaveLength(2);
    for (const path of assets) {
      const response = await fetch(site.url + path);
      expect(response.status).toBe(200);
      expect(response.headers.get('cache-control')).toContain('immutable');
    }
  });

  test('loads the 76 platforms that a new site starts with', async () => {
    const response = await fetch(`${site.url}/api/platforms`);
    expect(await response.json()).toMatchObject({ total: 76 });
  });

  test('keeps its folder to itself: a second one says who has it and stops', () => {
    const second = run([...QUICK, 'dist/server/main.js'], { DATA_DIR: site.dataDir, PORT: '0' });
    expect(second.status).toBe(1);
    expect(second.stderr).toMatch(new RegExp(`Process ${site.process.pid} serves`));
  });

  test('stops with a sentence that names a wrong setting', () => {
    const wrong = run([...QUICK, 'dist/server/main.js'], { PORT: 'eighty' });
    expect(wrong.status).toBe(1);
    expect(wrong.stderr).toMatch(/PORT: /);
    expect(wrong.stderr).not.toMatch(/ {4}at /);
  });

  test('names each blank legal setting where the site has an address of its own', () => {
    expect(named.output()).toMatch(/LEGAL_PUBLISHER is not set/);
  });
});

describe('a start that cannot be', () => {
  test('does not take a mistyped option for none', () => {
    const mistyped = run([...QUICK, 'dist/server/main.js', '--dmeo'], { PORT: '0' });
    expect(mistyped.status).toBe(1);
    expect(mistyped.stderr).toMatch(/Unknown option/);
  });
});

// After all that is asked of the two that run.
describe('stopping', () => {
  test.each([
    ['SIGINT', () => named],
    ['SIGTERM', () => site],
  ] as const)('by %s, twice, closes the database', async (signal, find) => {
    const stopped = find();
    const ended = new Promise((resolve) => stopped.process.once('exit', resolve));
    stopped.process.kill(signal);
    stopped.process.kill(signal);
    expect(await ended).toBe(0);
    expect(findPostmaster(join(stopped.dataDir, 'postgres'))).toBeNull();
    expect(stopped.output()).not.toMatch(/failed/);
  });

  test('closes all else where one part cannot be closed, says which, and exits with 1', async () => {
    const broken = await startSite();
    const database = await openEmbeddedDatabase(join(broken.dataDir, 'postgres'), 'the test');
    // The first run would put a new file in the place of one that is gone.
    await expect
      .poll(() => readJobStates(database, new Date()))
      .toContainEqual(expect.objectContaining({ name: 'pledges', failures: 0 }));
    await database.close();
    const pledges = join(broken.dataDir, 'pledges');
    for (const name of readdirSync(pledges)) {
      // A folder in its place cannot be removed as the file is.
      rmSync(join(pledges, name));
      mkdirSync(join(pledges, name));
    }
    const ended = new Promise((resolve) => broken.process.once('exit', resolve));
    broken.process.kill('SIGTERM');
    expect(await ended).toBe(1);
    expect(broken.output()).toContain('Not closed: pledges.');
    expect(findPostmaster(join(broken.dataDir, 'postgres'))).toBeNull();
    await broken.stop();
  });
});

describe('npm run db:migrate', () => {
  test('brings a database up to date, once', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'contrenote-migrate-'));
    const environment = { DATA_DIR: dataDir, DATABASE_URL: await emptyDatabase() };
    const migrate = (...args: string[]) =>
      run([...QUICK, 'dist/server/migrate.js', ...args], environment);
    expect(migrate().stdout).toMatch(/Applied: \d{14}_init/);
    expect(migrate('--finish').stdout).toMatch(/Nothing to apply/);
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('does not take a mistyped option for none', () => {
    const mistyped = run([...QUICK, 'dist/server/migrate.js', '--finsh'], {});
    expect([mistyped.status, mistyped.stderr]).toEqual([2, expect.stringMatching(/Usage/)]);
  });
});
