import { mkdtempSync, rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSessions } from '#server/identity/accounts/sessions.ts';
import { openEmbeddedDatabase } from '#server/database/db.ts';
import { randomId } from '#server/core/ids.ts';
import { applyMigrationsAndSqlFiles } from '#server/database/migrations/apply-sql-files.ts';
import type { PersonalDataResponse } from '#shared/portability/personal-data.ts';
import { multipart } from '#tests/support/forms.ts';
import { makePlainPng } from '#tests/support/screenshots.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';

/** The machine loses its power while a picture comes in: nothing half done is left behind. */
const dataDir = mkdtempSync(join(tmpdir(), 'contrenote-killed-'));
const DATABASE = join(dataDir, 'postgres');
let cookie: string;
let form: ReturnType<typeof multipart>;
let site: RunningSite | null = null;

beforeAll(async () => {
  const database = await openEmbeddedDatabase(DATABASE);
  await applyMigrationsAndSqlFiles(database, join(process.cwd(), 'prisma', 'migrations'));
  const member = { id: randomId(), pseudonym: 'Camille', pseudonymKey: 'camille', lang: 'fr' };
  await database.prisma.member.create({
    data: { ...member, passwordHash: 'none', createdAt: new Date() },
  });
  const sessions = createSessions(database, () => new Date(), { secure: false });
  cookie = (await sessions.start(database.prisma, member.id)).split(';')[0] ?? '';
  await database.close();
  const fields = {
    platform: 'Clickworker',
    outcome: 'received',
    expected: '27,43',
    currency: 'EUR',
    method: 'paypal',
    askedOn: '2026-01-03',
    receivedOn: '2026-01-07',
    _key: 'one-form-many-tries',
  };
  form = multipart(fields, { bytes: await makePlainPng() });
});
afterAll(async () => {
  await site?.stop({ keepData: true });
  rmSync(dataDir, { recursive: true, force: true });
});

test('killed in the middle of the upload, then while the picture is stored', async () => {
  site = await startSite({ dataDir });
  const half = sendPart(site.url, form.payload.length - 4_000);
  await until(async () => (await filesIn('tmp')) > 0);
  await site.stop({ signal: 'SIGKILL', keepData: true });
  half.destroy();

  site = await startSite({ dataDir });
  expect(await published(site)).toEqual([]);
  const whole = sendPart(site.url, form.payload.length);
  await until(async () => (await filesIn('files')) > 0);
  await site.stop({ signal: 'SIGKILL', keepData: true });
  whole.destroy();

  site = await startSite({ dataDir });
  // The row may have been written just before the end, but never without its files.
  expect((await published(site)).length).toBeLessThanOrEqual(1);

  const first = await send(site.url);
  const second = await send(site.url);
  expect(second).toBe(first);
  const [payout, ...others] = await published(site);
  expect([payout?.['id'], others]).toEqual([first, []]);
  expect(payout?.['screenshot']).not.toBeNull();

  await site.stop({ keepData: true });
  site = null;
  const database = await openEmbeddedDatabase(DATABASE);
  const { payout: payouts, author, screenshot, recordEntry } = database.prisma;
  expect({
    payouts: await payouts.count(),
    authors: await author.count(),
    screenshots: await screenshot.count(),
    entries: await recordEntry.count({ where: { kind: 'payout-published' } }),
  }).toEqual({ payouts: 1, authors: 1, screenshots: 1, entries: 0 });
  await database.close();
});

/** Every payout of the member; each one's pictures must be there. */
async function published({ url }: RunningSite): Promise<PersonalDataResponse['lists'][string]> {
  const ask = (path: string): Promise<Response> => fetch(url + path, { headers: { cookie } });
  const { lists } = (await (await ask('/api/me/data.json')).json()) as PersonalDataResponse;
  const payouts = lists['payouts'] ?? [];
  for (const { screenshot } of payouts) {
    for (const size of ['thumbnail', 'reading']) {
      expect((await ask(`/files/${String(screenshot)}/${size}.webp`)).status).toBe(200);
    }
  }
  return payouts;
}

async function send(url: string): Promise<string> {
  const headers = { ...form.headers, cookie, origin: url };
  const body = new Uint8Array(form.payload);
  const response = await fetch(`${url}/api/payouts`, { method: 'POST', headers, body });
  expect(response.status).toBe(201);
  return ((await response.json()) as { id: string }).id;
}

/** Begins to send the form and gets no further than `bytes` of it. */
function sendPart(url: string, bytes: number): Socket {
  const { hostname, port, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  socket.write(
    [
      'POST /api/payouts HTTP/1.1',
      `host: ${host}`,
      `origin: ${url}`,
      `cookie: ${cookie}`,
      `content-type: ${form.headers['content-type']}`,
      `content-length: ${form.payload.length}`,
      '\r\n',
    ].join('\r\n'),
  );
  socket.write(form.payload.subarray(0, bytes));
  return socket;
}

async function filesIn(folder: string): Promise<number> {
  const names = await readdir(join(dataDir, folder), { recursive: true }).catch(() => []);
  return names.filter((name) => /\.webp$|upload-/.test(name)).length;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5));
}
