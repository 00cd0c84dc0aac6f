import {
  createServer,
  get,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { today } from '#shared/core/days.ts';
import type { LookupResponse } from '#shared/site/lookup.ts';
import { openBrowser } from '#tests/support/browser.ts';
import { establishAndShowAll, startSiteOnPostgres } from './site-on-postgres.testing.ts';
import { readShadows, runUserscript, type Managed } from '#tests/support/userscripts.ts';

/**
 * The script for other sites' pages, on a page in the style of a list of tasks: it stands beside
 * every client, asks us once, and tells neither us nor the page more than it must.
 */

const MAX_BYTES = 15_000;
const IDS = Array.from({ length: 30 }, (_, index) => `A${String(index).padStart(3, '0')}CLIENT`);
const SHOWN = IDS.slice(0, 25);
const LATER = IDS.slice(25);
/** The client of whom five members have told: ten runs each at half a dollar, half an hour in all. */
const REPORTED = 'A003CLIENT';
/** The client that is boycotted. */
const BOYCOTTED = 'A007CLIENT';
const HOURLY = '10,00\u00a0$US/h';
const ADDRESS = 'http://worker.mturk.com/projects?filters=secret-search';

type Asked = { path: string; headers: IncomingHttpHeaders };

let site: Awaited<ReturnType<typeof startSiteOnPostgres>>;
let door: Server;
let platform: Server;
let browser: Browser;
let script: string;
let policy = '';
const asked: Asked[] = [];

beforeAll(async () => {
  site = await startSiteOnPostgres();
  // What comes to us is seen on the way.
  door = createServer(passOn);
  platform = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (policy !== '') response.setHeader('content-security-policy', policy);
    response.end(listOfTasks());
  });
  for (const server of [door, platform]) {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  }
  browser = await openBrowser([
    `--host-resolver-rules=MAP worker.mturk.com 127.0.0.1:${portOf(platform)}`,
  ]);
  script = await (await fetch(`${origin()}/contrenote.user.js`)).text();
  for (const name of ['Aïna', 'Aude', 'Awa', 'Anh', 'Ada']) await reportTask(REPORTED, name);
  await establishAndShowAll(site.database);
});
afterAll(async () => {
  await browser.close();
  door.close();
  platform.close();
  await site.stop();
});

test('weighs under 15 KB as it is served', () => {
  expect(script).toMatch(/@match +\*:\/\/\*\.mturk\.com\/\*/);
  expect(Buffer.byteLength(script)).toBeLessThan(MAX_BYTES);
});

describe.each([
  { lends: true, csp: "default-src 'none'; script-src 'unsafe-inline'; style-src 'none'" },
  { lends: false, csp: '' },
])('with a manager that lends its requests: $lends', ({ lends, csp }) => {
  let context: BrowserContext;
  let page: Page;
  let managed: Managed;
  const storage = new Map<string, unknown>();
  const complaints: string[] = [];
  beforeAll(async () => {
    policy = csp;
    context = await browser.newContext({ locale: 'fr-FR' });
    // She is signed in with us, which is nothing to this script.
    await context.addCookies([{ name: 'session', value: 'hers', url: origin() }]);
    page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    managed = await runUserscript(page, script, { lends, storage });
  });
  afterAll(() => context.close());

  test('25 clients get 25 marks and the platform its badge, by one request', async () => {
    asked.length = 0;
    await page.goto(ADDRESS);
    const shadows = await shadowsOnceThere(SHOWN.length + 1);
    expect(shadows).toHaveLength(SHOWN.length + 1);
    expect(shadows.filter((text) => text.includes('On ne sait pas encore'))).toHaveLength(1);
    expect(shadows[SHOWN.indexOf(REPORTED)]).toBe(`${HOURLY} (5+) · refus\u00a0: 0\u00a0%`);
    expect(asked.map(({ path }) => decodeURIComponent(path))).toEqual([
      `/api/lookup?domain=mturk.com&ids=${SHOWN.join(',')}`,
    ]);
  });

  test('tells us neither the page nor who she is', () => {
    const [first] = asked;
    expect(first?.headers.referer).toBeUndefined();
    expect(first?.headers.cookie).toBeUndefined();
    expect(JSON.stringify(asked)).not.toContain('secret-search');
    expect(managed.requests).toHaveLength(lends ? 1 : 0);
  });

  test('clients that come later are asked for alone, together', async () => {
    asked.length = 0;
    await page.getByRole('button', { name: 'More' }).click();
    await shadowsOnceThere(IDS.length + 1);
    expect(asked.map(({ path }) => decodeURIComponent(path))).toEqual([
      `/api/lookup?platform=mturk.com&ids=${LATER.join(',')}`,
    ]);
  });

  test('asks nothing when the page is opened again within the hour', async () => {
    asked.length = 0;
    await page.goto(ADDRESS);
    expect(await shadowsOnceThere(SHOWN.length + 1)).toHaveLength(SHOWN.length + 1);
    expect(asked).toEqual([]);
  });

  test('leaves nothing in what the page keeps, and no error', async () => {
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
    expect(await page.evaluate(() => document.cookie)).toBe('');
    expect(complaints).toEqual([]);
  });

  async function shadowsOnceThere(count: number): Promise<string[]> {
    await page.waitForFunction(
      (wanted) => document.querySelectorAll('span:empty').length >= wanted,
      count,
    );
    return readShadows(page);
  }
});

test('a boycott that is debated shows with its platform and its client, to who has no account', async () => {
  // Three second a call, and five make its client public.
  const [proposer = '', , ...seconders] = await Promise.all(
    ['Bao', 'Chloé', 'Dina', 'Emre', 'Farah'].map((name) => reportTask(BOYCOTTED, name)),
  );
  await establishAndShowAll(site.database);
  const found = await fetch(`${site.url}/api/lookup?platform=mturk.com&ids=${BOYCOTTED}`);
  const [client] = ((await found.json()) as LookupResponse).clients;
  const whole = await propose(proposer, { target: 'platform' }, seconders);
  const ofClient = await propose(proposer, { target: 'client', client: client?.slug }, seconders);
  policy = '';
  const context = await browser.newContext({ locale: 'fr-FR' });
  const page = await context.newPage();
  await runUserscript(page, script, { lends: true, storage: new Map() });
  await page.goto(ADDRESS);
  await page.waitForFunction(
    (wanted) => document.querySelectorAll('span:empty').length >= wanted,
    SHOWN.length + 1,
  );
  const shadows = await readShadows(page);
  expect(shadows.find((text) => text.includes('On ne sait pas encore'))).toContain(
    `Boycott en débat\u00a0: ${whole}`,
  );
  expect(shadows[SHOWN.indexOf(BOYCOTTED)]).toMatch(/⚑$/);
  expect(shadows[SHOWN.indexOf(REPORTED)]).not.toContain('⚑');
  expect(shadows.join(' ')).not.toContain(ofClient);
  await context.close();
});

/** Proposes a boycott on MTurk, and has it seconded until it is debated; its title. */
async function propose(
  proposer: string,
  target: { target: string; client?: string | undefined },
  seconders: readonly string[],
): Promise<string> {
  const title = `Dix cents de l’heure, ${target.target}`;
  const call = {
    platform: 'amazon-mechanical-turk',
    pace: 'ordinary',
    title,
    grievance: 'Dix cents de l’heure.',
    demands: 'Dix dollars de l’heure.',
    partaking: 'Ne prendre aucune de ces tâches.',
    endsWhen: 'La récompense monte.',
    evidence: '',
    threshold: 10,
    debateHours: 72,
    pledgeHours: 72,
    onDays: 7,
    ...target,
  };
  const proposed = await post('/api/boycotts', call, proposer);
  expect(proposed.status, await proposed.clone().text()).toBe(201);
  const { id } = (await proposed.json()) as { id: string };
  for (const seconder of seconders) {
    // One after the other: each locks the call.
    // oxlint-disable-next-line no-await-in-loop
    const seconded = await post(`/api/boycotts/${id}/second`, {}, seconder);
    expect(seconded.status).toBe(200);
  }
  return title;
}

function post(path: string, body: object, cookie = ''): Promise<Response> {
  return fetch(`${site.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: site.url, cookie },
    body: JSON.stringify(body),
  });
}

/** Signs up and reports ten runs of a task for a client of MTurk; the cookie of who did. */
async function reportTask(clientId: string, pseudonym: string): Promise<string> {
  const member = { pseudonym, password: 'tournesol bleu 47 marmite', agree: true };
  const signedUp = await post('/api/sign-up', member);
  const [cookie = ''] = signedUp.headers.getSetCookie().map((one) => one.split(';')[0] ?? '');
  const report = {
    platform: 'mturk.com',
    title: 'Label pictures of streets',
    clientId,
    notAPerson: true,
    reward: '0.50',
    currency: 'USD',
    paid: 10,
    time: '30',
    workedOn: today(new Date()),
  };
  const answer = await post('/api/task-reports', report, cookie);
  expect(answer.status, await answer.text()).toBe(201);
  return cookie;
}

/** Hands a request to the site as it came, so that the site takes this door for its own address. */
function passOn(incoming: IncomingMessage, outgoing: ServerResponse): void {
  asked.push({ path: incoming.url ?? '', headers: incoming.headers });
  const { headers } = incoming;
  get(`${site.url}${incoming.url}`, { headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(outgoing);
  });
}

/** A list in the style of a platform's: drawn by a script, in two steps, and longer on demand. */
function listOfTasks(): string {
  return `<!doctype html><title>HITs</title><ul></ul><button type="button">More</button><script>
    const draw = (ids) => document.querySelector('ul').insertAdjacentHTML('beforeend', ids.map((id) =>
      '<li><a href="/requesters/' + id + '/projects">' + id + '</a> <a href="/projects/3' + id + '/tasks">Accept</a></li>').join(''));
    const shown = ${JSON.stringify(SHOWN)};
    addEventListener('load', () => {
      draw(shown.slice(0, 10));
      setTimeout(() => draw(shown.slice(10)), 100);
    });
    document.querySelector('button').onclick = () => draw(${JSON.stringify(LATER)});
  </script>`;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function origin(): string {
  return `http://127.0.0.1:${portOf(door)}`;
}
