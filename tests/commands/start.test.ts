import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startSite, type RunningSite } from '#tests/support/site.ts';

let site: RunningSite;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.stop());

/** Runs a command to its end with settings of its own. */
function run(args: string[], environment: Record<string, string>) {
  return spawnSync(process.execPath, args, {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', ...environment },
  });
}

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

  test('loads the 23 platforms that a new site starts with', async () => {
    const response = await fetch(`${site.url}/api/platforms`);
    expect(await response.json()).toMatchObject({ total: 23 });
  });

  test('keeps its folder to itself: a second one says who has it and stops', () => {
    const second = run(['dist/server/main.js'], { DATA_DIR: site.dataDir, PORT: '0' });
    expect(second.status).toBe(1);
    expect(second.stderr).toMatch(new RegExp(`Process ${site.process.pid} is using`));
  });

  test('stops with a sentence that names a wrong setting', () => {
    const wrong = run(['dist/server/main.js'], { PORT: 'eighty' });
    expect(wrong.status).toBe(1);
    expect(wrong.stderr).toMatch(/PORT: /);
    expect(wrong.stderr).not.toMatch(/ {4}at /);
  });

  test('names each blank legal setting where the site has an address of its own', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'contrenote-legal-'));
    const named = await startSite({
      dataDir,
      environment: { PUBLIC_URL: 'https://contrenote.example' },
      until: /LEGAL_CONTROLLER is not set/,
    });
    await named.stop();
    expect(named.output()).toMatch(/LEGAL_PUBLISHER is not set/);
  });
});

describe('npm run db:migrate', () => {
  test('brings a database up to date, once', () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'contrenote-migrate-'));
    const migrate = () =>
      run(['--import', 'tsx', 'scripts/db.ts', 'migrate'], { DATA_DIR: dataDir });
    expect(migrate().stdout).toMatch(/Applied: \d{14}_init/);
    expect(migrate().stdout).toMatch(/Nothing to apply/);
    rmSync(dataDir, { recursive: true, force: true });
  });
});
