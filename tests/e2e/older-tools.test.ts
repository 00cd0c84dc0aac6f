import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { today } from '#shared/core/days.ts';
import { clientResponse } from '#shared/directory/clients.ts';
import { openBrowser } from '#tests/support/browser.ts';
import { establishAndShowAll, startSiteOnPostgres } from './site-on-postgres.testing.ts';

/**
 * Scripts in the style of those that were written for Turkopticon and TurkerView, on a page of
 * another origin: nothing about them is changed but the host that they ask.
 */

const KNOWN = 'A1KNOWN0000001';
const BARE = 'A2NAMED0000001';
const UNKNOWN = ['9', 'AUNKNOWN000001', '2'] as const;
const ASKED = [UNKNOWN[0], KNOWN, UNKNOWN[1], BARE, UNKNOWN[2]];

let site: Awaited<ReturnType<typeof startSiteOnPostgres>>;
/** The slug of the client with figures. */
let client: string;
let elsewhere: Server;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  [site, browser] = await Promise.all([startSiteOnPostgres(), openBrowser()]);
  client = await bringFigures();
  await establishAndShowAll(site.database);
  elsewhere = createServer((_, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end('<!doctype html><title>HITs</title><ul id="list"></ul>');
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  context = await browser.newContext({ locale: 'en-GB' });
  page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`);
});
afterAll(async () => {
  await browser.close();
  elsewhere.close();
  await site.stop();
});

describe('on a page of another origin', () => {
  test('a script for Turkopticon parses the text, walks its keys and means over attrs', async () => {
    // Figures are computed after the answer to what changes them, where that takes long.
    await expect.poll(() => countMembersAndReviews(client)).toEqual([5, 2]);
    const drawn = await page.evaluate(oldTurkopticon, { host: site.url, ids: ASKED });
    expect(drawn.type).toBe('text/html');
    expect(drawn.keys.toSorted()).toEqual(ASKED.toSorted());
    // Marks 2, 3, 4 and 5 of one member, and 3, 3, 4 and 5 of another.
    expect(drawn.rows).toEqual([
      { id: KNOWN, text: 'Noah Lab: 3.63 (2 reviews, 5 TOS)', buckets: '0/0/0/5/0' },
      { id: BARE, text: 'Named alone: no data (0 reviews, 0 TOS)', buckets: '0/0/0/0/0' },
    ]);
    expect(drawn.unknown).toEqual([...UNKNOWN]);
    expect(await page.locator('#list li').count()).toBe(ASKED.length);
  });

  test('a script for the second Turkopticon divides the aggregates', async () => {
    const read = await page.evaluate(secondTurkopticon, { host: site.url, ids: ASKED });
    expect(read.ids).toEqual([KNOWN, BARE]);
    expect(read.reviews[KNOWN]).toEqual({
      hourly: '10.00',
      pending: '2.00',
      comm: '0.20',
      recommend: 100,
      rejected: 1,
      tos: 5,
      broken: 0,
    });
    expect(read.reviews[BARE]).toMatchObject({ hourly: null, pending: null, comm: null });
    expect(read.one).toBe('Noah Lab');
    expect(read.missing).toBe(404);
    // The browser itself notes the request that was not found.
    expect(complaints.filter((text) => !text.includes('404'))).toEqual([]);
    complaints.length = 0;
  });

  test('a script for TurkerView sends its keys and shows wage, words and colours', async () => {
    const shown = await page.evaluate(turkerView, { host: site.url, ids: ASKED });
    expect(shown).toEqual({
      [KNOWN]: '$10.00/hr; text-success Good; Rejected Work; No Blocks; 5 Reviews',
      [BARE]: '$N/A/hr; text-muted No data; No Rejections; No Blocks; 0 Reviews',
    });
  });

  test('none of it leaves a cookie or a complaint', async () => {
    expect(await context.cookies()).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('the links that the scripts drew lead to our pages', async () => {
    for (const link of [`/${KNOWN}`, `/requesters/${KNOWN}`, `/reports?id=${KNOWN}`]) {
      const answer = await page.goto(`${site.url}${link}`);
      expect(answer?.status(), link).toBe(200);
      expect(new URL(page.url()).pathname, link).toMatch(/^\/en\/clients\/noah-lab/);
      expect(await page.locator('h1').textContent(), link).toContain('Noah Lab');
    }
    const answer = await page.goto(`${site.url}/${UNKNOWN[1]}`);
    expect(answer?.status()).toBe(200);
    expect(new URL(page.url()).pathname).toBe('/en/clients');
  });
});

type Question = { host: string; ids: string[] };

/** Runs in the page: XHR without a type of answer, `JSON.parse` of its text, markup by hand. */
function oldTurkopticon({ host, ids }: Question) {
  type Requester = {
    length?: undefined;
    name: string;
    attrs?: Record<string, string>;
    reviews: number;
    tos_flags: number;
    pay_buckets?: [string, number][];
  };
  const xhr = new XMLHttpRequest();
  xhr.open('GET', `${host}/api/multi-attrs.php?ids=${ids.join(',')}`, false);
  xhr.send(null);
  const answer = JSON.parse(xhr.responseText) as Record<string, Requester | ''>;
  const rows: { id: string; text: string; buckets: string }[] = [];
  const unknown: string[] = [];
  for (const id of ids) {
    const requester = answer[id];
    // As they told who is unknown from who is not; null and undefined broke them.
    if (requester === undefined) throw new Error(`no key ${id}`);
    if (requester !== '' && !requester.length && typeof requester.attrs !== 'undefined') {
      const known = requester;
      const attrs = requester.attrs;
      const names = Object.keys(attrs);
      if (names.length !== 4) throw new Error(names.join());
      let sum = 0;
      let count = 0;
      for (const name of names) {
        const value = attrs[name];
        if (typeof value !== 'string' || value !== parseFloat(value).toFixed(2)) {
          throw new Error(`${name} is ${value}`);
        }
        if (parseFloat(value) > 0) {
          sum += parseFloat(value);
          count += 1;
        }
      }
      const mean = count === 0 ? 'no data' : (Math.round((sum / count) * 100) / 100).toFixed(2);
      rows.push({
        id,
        text: `${known.name}: ${mean} (${known.reviews} reviews, ${known.tos_flags} TOS)`,
        buckets: (known.pay_buckets ?? []).map(([, members]) => members).join('/'),
      });
    } else {
      if (requester !== '') throw new Error(`${id} is neither known nor unknown`);
      unknown.push(id);
    }
    const name = requester === '' ? id : requester.name;
    const list = document.getElementById('list');
    if (list !== null) list.innerHTML += `<li><a href='${host}/${id}' title='${name}'>${name}</a>`;
  }
  return { type: xhr.getResponseHeader('content-type'), keys: Object.keys(answer), rows, unknown };
}

/** Runs in the page: XHR that lets the browser parse, with the header of its version. */
async function secondTurkopticon({ host, ids }: Question) {
  type Aggregate = {
    reward: [number, number, number];
    pending: number;
    comm: [number, number, number];
    recommend: [number, number, number];
    rejected: [number, number, number];
    tos: [number, number];
    broken: [number, number];
  };
  type Requester = {
    id: string;
    attributes: { name: string; aggregates: { all: Aggregate; recent: Aggregate } };
  };
  const send = (path: string): Promise<{ status: number; response: { data: Requester[] } }> =>
    new Promise((resolve, reject) => {
      const xhr = new XMLHttpRequest();
      xhr.open('GET', `${host}${path}`);
      xhr.responseType = 'json';
      xhr.setRequestHeader('Accept', 'application/vnd.turkopticon.v2+json');
      xhr.addEventListener('load', () => resolve(xhr));
      xhr.addEventListener('error', reject);
      xhr.send();
    });
  const { response } = await send(`/requesters?rids=${ids}&fields[requesters]=rid,aggregates`);
  const reviews = Object.assign(
    {},
    ...response.data.map(({ id, attributes }) => {
      const { reward, pending, comm, recommend, rejected, tos, broken } = attributes.aggregates.all;
      return {
        [id]: {
          hourly: reward[1] > 0 ? ((reward[0] / reward[1]) * 3600).toFixed(2) : null,
          pending: pending > 0 ? (pending / 86400).toFixed(2) : null,
          comm: comm[1] > 0 ? (comm[0] / comm[1]).toFixed(2) : null,
          recommend: recommend[1] > 0 ? Math.round((recommend[0] / recommend[1]) * 100) : null,
          rejected: rejected[0],
          tos: tos[0],
          broken: broken[0],
        },
      };
    }),
  ) as Record<string, object>;
  return {
    ids: response.data.map(({ id }) => id),
    reviews,
    one: (await send(`/requesters/${ids[1]}`)).response.data[0]?.attributes.name,
    missing: (await send(`/requesters/${ids[2]}`)).status,
  };
}

/** Runs in the page: fetch with headers of its own, which the browser asks leave for. */
async function turkerView({ host, ids }: Question) {
  type Look = { class: string; faicon: string };
  type Requester = {
    reviews: number;
    rejections: number;
    blocks: number;
    wages: { average: { wage: string | null } & Look };
    ratings: { pay: { text: string } & Look };
  };
  const headers = new Headers([
    ['X-VIEW-KEY', 'UNSET'],
    ['X-APP-KEY', 'An old script'],
    ['X-APP-VER', '2.5.1'],
  ]);
  const response = await fetch(`${host}/v1/requesters/?requester_ids=${ids.join()}`, {
    method: 'GET',
    cache: 'no-cache',
    headers,
  });
  if (!response.ok) throw new Error(response.statusText);
  const { requesters } = (await response.json()) as { requesters: Record<string, Requester> };
  return Object.fromEntries(
    ids.flatMap((id) => {
      const requester = requesters[id];
      if (requester === undefined) return [];
      const { wages, ratings, rejections, blocks, reviews } = requester;
      const shown = [
        `$${wages.average.wage ?? 'N/A'}/hr`,
        `text-${ratings.pay.class} ${ratings.pay.text}`,
        rejections === 0 ? 'No Rejections' : 'Rejected Work',
        blocks === 0 ? 'No Blocks' : 'Blocks Reported',
        `${reviews.toLocaleString()} Reviews`,
      ];
      return [[id, shown.join('; ')]];
    }),
  );
}

/** Five members report a task for one client, and two rate it; another client is only named. */
async function bringFigures(): Promise<string> {
  const month = today(new Date()).slice(0, 7);
  const members = [];
  for (const name of ['Aïna', 'Bintou', 'Chloé', 'Dina', 'Emre']) members.push(await signUp(name));
  const client = { name: 'Noah Lab', platform: 'mturk.com', notAPerson: true };
  const path = await post('/api/clients', { ...client, externalId: KNOWN }, members[0]);
  await post('/api/clients', { ...client, name: 'Named alone', externalId: BARE }, members[0]);
  const slug = path.split(/[/?]/)[3];
  for (const [index, cookie] of members.entries()) {
    const report = {
      platform: 'mturk.com',
      title: 'Label pictures of streets',
      clientId: KNOWN,
      notAPerson: true,
      reward: '0.50',
      currency: 'USD',
      paid: 10,
      refusedWithoutReason: index,
      time: '30',
      approvalDays: 2,
      contact: index === 0 ? 'answered' : 'unanswered',
      recommends: 'yes',
      breaksTerms: true,
      workedOn: today(new Date()),
    };
    await post('/api/task-reports', report, cookie);
    if (index > 1) continue;
    const marks = { communication: 2 + index, pay: 3, fairness: 4, speed: 5 };
    const review = { ...marks, platform: 'mturk.com', experiencedMonth: month };
    await post(`/api/clients/${slug}/review`, review, cookie);
  }
  return slug ?? '';
}

/** Members in the figures of a client's tasks, and reviews in its rating. */
async function countMembersAndReviews(slug: string): Promise<[number | undefined, number]> {
  const response = await fetch(`${site.url}/api/clients/${slug}`);
  const { figures } = clientResponse.parse(await response.json());
  return [figures.tasks?.members, figures.rating.count];
}

async function signUp(pseudonym: string): Promise<string> {
  const response = await send('/api/sign-up', {
    pseudonym,
    password: 'tournesol bleu 47 marmite',
    agree: true,
  });
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

/** @throws where it is refused; where the result stands. */
async function post(path: string, body: object, cookie?: string): Promise<string> {
  const response = await send(path, body, cookie);
  if (response.status !== 201) throw new Error(`${path}: ${await response.text()}`);
  return ((await response.json()) as { path: string }).path;
}

function send(path: string, body: object, cookie = ''): Promise<Response> {
  return fetch(`${site.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: site.url, cookie },
    body: JSON.stringify(body),
  });
}
