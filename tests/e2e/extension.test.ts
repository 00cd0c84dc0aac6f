import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import {
  createServer,
  get,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openProfile } from '#tests/support/browser.ts';
import { unzip } from '#tests/support/unzip.ts';
import { readShadows } from '#tests/support/userscripts.ts';
import { startSiteOnPostgres } from './site-on-postgres.testing.ts';

/** The extension as the site offers it, in a Chromium that has loaded it, on the page of a platform. */

const IDS = ['A001CLIENT', 'A002CLIENT', 'A003CLIENT'];
const ADDRESS = 'http://worker.mturk.com/projects?filters=secret-search';
/** Lets the page load nothing from elsewhere, and asks nobody but itself. */
const POLICY =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'none'; connect-src 'self'";

type Asked = { path: string; headers: IncomingHttpHeaders };

let site: Awaited<ReturnType<typeof startSiteOnPostgres>>;
let door: Server;
let platform: Server;
let packed: Buffer;
let files: Map<string, Buffer>;
let context: BrowserContext;
let page: Page;
const asked: Asked[] = [];
const complaints: string[] = [];

beforeAll(async () => {
  site = await startSiteOnPostgres();
  // What comes to us is seen on the way.
  door = createServer(passOn);
  platform = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader('content-security-policy', POLICY);
    response.end(listOfTasks());
  });
  for (const server of [door, platform]) {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  }
  packed = Buffer.from(await (await fetch(`${origin()}/contrenote-chromium.zip`)).arrayBuffer());
  files = unzip(packed);
  const folder = mkdtempSync(join(tmpdir(), 'contrenote-extension-'));
  for (const [name, content] of files) {
    mkdirSync(dirname(join(folder, 'unpacked', name)), { recursive: true });
    writeFileSync(join(folder, 'unpacked', name), content);
  }
  context = await openProfile(join(folder, 'profile'), {
    extension: join(folder, 'unpacked'),
    flags: [
      `--host-resolver-rules=MAP worker.mturk.com 127.0.0.1:${portOf(platform)}, MAP elsewhere.example 127.0.0.1:${portOf(platform)}`,
    ],
  });
  page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
});
afterAll(async () => {
  await context.close();
  door.close();
  platform.close();
  await site.stop();
});

test('is the same file, byte for byte, however often anybody builds it', () => {
  const build = (): Map<string, Buffer> => {
    const folder = mkdtempSync(join(tmpdir(), 'contrenote-built-'));
    execFileSync('npm', ['run', '--silent', 'build:extension', '--', origin(), folder]);
    return new Map(
      ['firefox', 'chromium'].map((browser) => [
        browser,
        readFileSync(join(folder, `contrenote-${browser}.zip`)),
      ]),
    );
  };
  const [first, second] = [build(), build()];
  expect(first.get('chromium')?.equals(packed)).toBe(true);
  expect(second.get('chromium')?.equals(packed)).toBe(true);
  expect(first.get('firefox')?.equals(second.get('firefox') ?? Buffer.alloc(0))).toBe(true);
  expect(first.get('firefox')?.equals(packed)).toBe(false);
});

test('asks for storage and the pages of platforms, and for nothing else', () => {
  const manifest = JSON.parse(String(files.get('manifest.json')));
  expect(manifest).toMatchObject({ manifest_version: 3, permissions: ['storage'] });
  for (const more of ['host_permissions', 'optional_permissions', 'web_accessible_resources']) {
    expect(manifest).not.toHaveProperty(more);
  }
  const [{ matches }] = manifest.content_scripts;
  expect(matches).toContain('*://*.mturk.com/*');
  for (const match of matches) expect(match).toMatch(/^\*:\/\/\*\.[a-z0-9.-]+\.[a-z]+\/\*$/);
  expect(manifest.content_security_policy.extension_pages).toBe(
    `default-src 'none'; script-src 'self'; connect-src ${origin()}`,
  );
});

test('marks each client and shows the badge, by one request that the page does not see', async () => {
  await page.goto(ADDRESS);
  await page.waitForFunction(
    (wanted) => document.querySelectorAll('span:empty').length >= wanted,
    IDS.length + 1,
  );
  const shadows = await readShadows(page);
  expect(shadows).toHaveLength(IDS.length + 1);
  expect(shadows.filter((text) => /On ne sait pas encore|Not known yet/.test(text))).toHaveLength(
    1,
  );
  expect(asked.map(({ path }) => decodeURIComponent(path))).toEqual([
    `/api/lookup?domain=mturk.com&ids=${IDS.join(',')}`,
  ]);
  const seen = await page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => name),
  );
  expect(seen).toEqual([]);
});

test('tells us neither the page nor who she is, and the page nothing', async () => {
  const [first] = asked;
  expect(first?.headers.referer).toBeUndefined();
  expect(first?.headers.cookie).toBeUndefined();
  expect(JSON.stringify(asked)).not.toMatch(/secret-search|worker\.mturk/);
  expect(
    await page.evaluate(() => [
      'CONTRENOTE' in window || 'GM' in window,
      localStorage.length + sessionStorage.length,
      document.cookie,
    ]),
  ).toEqual([false, 0, '']);
  expect(complaints).toEqual([]);
});

test('keeps the answer for other pages, and asks nothing again', async () => {
  asked.length = 0;
  const other = await context.newPage();
  await other.goto(ADDRESS);
  await other.waitForFunction(
    (wanted) => document.querySelectorAll('span:empty').length >= wanted,
    IDS.length + 1,
  );
  expect(asked).toEqual([]);
});

test('is not there on a site that is no platform', async () => {
  const other = await context.newPage();
  await other.goto('http://elsewhere.example/projects');
  await other.locator('li').last().waitFor();
  // The same list is marked within this time where it is at home.
  const home = await context.newPage();
  await home.goto(ADDRESS);
  await home.waitForFunction(() => document.querySelectorAll('span:empty').length > 0);
  expect(await other.locator('span:empty').count()).toBe(0);
});

/** Hands a request to the site as it came, so that the site takes this door for its own address. */
function passOn(incoming: IncomingMessage, outgoing: ServerResponse): void {
  if (incoming.url?.startsWith('/api/') === true) {
    asked.push({ path: incoming.url, headers: incoming.headers });
  }
  get(`${site.url}${incoming.url}`, { headers: incoming.headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(outgoing);
  });
}

function listOfTasks(): string {
  const rows = IDS.map((id) => `<li><a href="/requesters/${id}/projects">${id}</a></li>`);
  return `<!doctype html><title>HITs</title><ul>${rows.join('')}</ul>`;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function origin(): string {
  return `http://127.0.0.1:${portOf(door)}`;
}
