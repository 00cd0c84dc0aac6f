import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createSessions } from '#server/identity/accounts/sessions.ts';
import { openPostgres } from '#server/database/db.ts';
import { randomId } from '#server/core/ids.ts';
import { multipart } from '#tests/support/forms.ts';
import { LONG } from '#tests/support/full-length-runs.ts';
import { PAYOUT } from '#tests/support/load-generator.ts';
import { drawScreen } from '#tests/support/payment-screens.ts';
import { TEMPLATE } from '#tests/support/postgres.ts';
import { startSite, type RunningSite } from '#tests/support/site.ts';
import { makeBombs } from './decompression-bombs.ts';

/**
 * A storm of bombs must cost no honest member her upload, and the web process no memory: what is
 * risky is done elsewhere. The built server, as it runs for others, with its second look.
 */
const HONEST = LONG ? 50 : 20;
/** More than there are kinds of them. */
const BOMBS = LONG ? 50 : 20;
const MEMBERS = 10;
const MAX_GROWTH_KB = 150 * 1024;
const SAMPLE_MS = 50;
/** Two sanitisers and two readers. */
const MAX_PROCESSES = 4;

const dataDir = mkdtempSync(join(tmpdir(), 'contrenote-storm-'));
let site: RunningSite;
let cookies: string[];
let screens: Buffer[];
let bombs: [string, Buffer][];

beforeAll(async () => {
  const url = await makeDatabase();
  const database = await openPostgres(url);
  const sessions = createSessions(database, () => new Date(), { secure: false });
  cookies = [];
  for (let number = 0; number < MEMBERS; number += 1) {
    const id = randomId();
    await database.prisma.member.create({
      data: {
        id,
        pseudonym: `Membre ${number}`,
        pseudonymKey: `membre ${number}`,
        lang: 'fr',
        passwordHash: 'none',
        createdAt: new Date(),
      },
    });
    cookies.push((await sessions.start(database.prisma, id)).split(';')[0] ?? '');
  }
  await database.close();
  screens = [];
  for (let number = 0; number <= HONEST; number += 1) {
    const amount = `${11 + number},${(number * 37) % 100} EUR`;
    // Words enough that it is read upright alone.
    const lines = [
      ['Paiement reçu', amount],
      ['Statut', 'Terminé'],
      ['Solde disponible', '0,00 EUR'],
      ['Tâches payées', String(200 + number)],
    ] as const;
    // Narrow, and so quickly read: the storm is about many, not about large ones.
    screens.push(
      await sharp(await drawScreen(lines))
        .resize({ width: 360 })
        .png()
        .toBuffer(),
    );
  }
  bombs = Object.entries(await makeBombs());
  site = await startSite({ dataDir, environment: { DATABASE_URL: url } });
});
afterAll(async () => {
  await site?.stop({ keepData: true });
  rmSync(dataDir, { recursive: true, force: true });
});

/** A database of its own: the server is measured, and not what its embedded one keeps in memory. */
async function makeDatabase(): Promise<string> {
  const server = inject('postgresUrl');
  const name = `storm_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: `${server}/postgres` });
  await client.connect();
  await client.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  await client.end();
  return `${server}/${name}`;
}

type Sent = { status: number; body: string };

async function send(bytes: Uint8Array, turn: number): Promise<Sent> {
  const { payload, headers } = multipart(PAYOUT, { bytes });
  const response = await fetch(`${site.url}/api/payouts`, {
    method: 'POST',
    headers: { ...headers, cookie: cookies[turn % MEMBERS] ?? '', origin: site.url },
    body: new Uint8Array(payload),
  });
  return { status: response.status, body: await response.text() };
}

function readKb(pid: number | undefined, name: string): number {
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]);
}

function countChildren(pid: number | undefined): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1');
  return children.split(' ').filter((child) => child !== '').length;
}

test('an upload refused before its end leaves its connection to the next request', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const [, tooLarge] = bombs.find(([name]) => name === 'thirteen megabytes') ?? [];
  const { payload, headers } = multipart({}, { bytes: tooLarge ?? Buffer.of() });
  const ask = (method: string, path: string, body?: Buffer): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const sent = request(site.url + path, {
        agent,
        method,
        headers: { ...(body ? headers : {}), cookie: cookies[0] ?? '', origin: site.url },
      });
      sent.on('response', (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode));
      });
      sent.on('error', reject);
      sent.end(body);
    });
  expect(await ask('POST', '/api/payouts', Buffer.from(payload))).toBe(422);
  expect(await ask('GET', '/fr')).toBe(200);
  agent.destroy();
});

test(`${BOMBS} bombs among as many honest uploads`, async () => {
  const { pid } = site.process;
  // The first one starts the processes, and compiles what every upload needs.
  expect(await send(screens[HONEST] ?? Buffer.of(), 0)).toMatchObject({ status: 201 });
  const before = readKb(pid, 'VmRSS');
  let highest = before;
  let children = 0;
  const watch = setInterval(() => {
    highest = Math.max(highest, readKb(pid, 'VmRSS'));
    children = Math.max(children, countChildren(pid));
  }, SAMPLE_MS);

  // Who reads meanwhile is served, page after page.
  const over = new AbortController();
  const read: number[] = [];
  const reading = (async () => {
    while (!over.signal.aborted) {
      const page = await fetch(`${site.url}/fr/plateformes/clickworker`);
      await page.text();
      read.push(page.status);
    }
  })();

  const answers = await Promise.all(
    Array.from({ length: HONEST + BOMBS }, async (_, turn) => {
      const honest = turn % 2 === 0;
      const half = Math.floor(turn / 2);
      const [name, bomb] = bombs[half % bombs.length] ?? ['', Buffer.of()];
      const bytes = honest ? (screens[half] ?? Buffer.of()) : bomb;
      return { name: honest ? 'honest' : name, ...(await send(bytes, turn)) };
    }),
  );
  clearInterval(watch);
  over.abort();
  await reading;
  expect(read.length).toBeGreaterThan(HONEST);
  expect(read.filter((status) => status !== 200)).toEqual([]);

  const of = (wanted: string): Sent[] => answers.filter(({ name }) => name === wanted);
  expect(of('honest')).toHaveLength(HONEST);
  expect(
    of('honest').filter(({ status }) => status !== 201),
    site.output(),
  ).toEqual([]);
  const refusals: Readonly<Record<string, string>> = {
    'a PNG of 20,000 x 20,000': 'image-too-many-pixels',
    'a JPEG of 20,000 x 20,000': 'image-too-many-pixels',
    'a PNG of 30,000 x 30,000': 'image-too-many-pixels',
    'an animated PNG': 'image-animated',
    'a TIFF that is called a PNG': 'image-type-not-accepted',
    'an SVG that is called a PNG': 'image-type-not-accepted',
    'a PNG cut short': 'image-damaged',
    'a JPEG cut short': 'image-damaged',
    'rows that are too few': 'image-damaged',
    'thirteen megabytes': 'image-too-large',
    'no picture': 'image-type-not-accepted',
  };
  for (const [name, code] of Object.entries(refusals)) {
    expect(of(name).length, name).toBeGreaterThan(0);
    for (const { status, body } of of(name)) {
      expect([status, body], name).toEqual([422, expect.stringContaining(code)]);
    }
  }
  expect(children).toBeLessThanOrEqual(MAX_PROCESSES);
  expect(highest - before).toBeLessThan(MAX_GROWTH_KB);
});
