import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { today } from '#shared/core/days.ts';
import { clientResponse } from '#shared/directory/clients.ts';
import { openBrowser } from '#tests/support/browser.ts';
import {
  oldTurkopticon,
  secondTurkopticon,
  turkerView,
  turkerViewHits,
} from './old-scripts.testing.ts';
import { establishAndShowAll, startSiteOnPostgres } from './site-on-postgres.testing.ts';

/**
 * Scripts in the style of those that were written for Turkopticon and TurkerView, on a page of
 * another origin: nothing about them is changed but the host that they ask.
 */

const KNOWN = 'A1KNOWN0000001';
/** With task reports alone, and with a name alone. */
const REPORTED = 'A2REPORTS00001';
const BARE = 'A2NAMED0000001';
const UNKNOWN = ['9', 'AUNKNOWN000001', '2'] as const;
const ASKED = [UNKNOWN[0], KNOWN, UNKNOWN[1], BARE, UNKNOWN[2], REPORTED];

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
      // $10 an hour is 4, one answer for five 2, a share of 0.15 refused 2, approval in two days 4.
      { id: REPORTED, text: 'Reported alone: 3.00 (5 reviews, 5 TOS)', buckets: '0/0/0/5/0' },
    ]);
    expect(drawn.unknown).toEqual([UNKNOWN[0], UNKNOWN[1], BARE, UNKNOWN[2]]);
    expect(await page.locator('#list li').count()).toBe(ASKED.length);
  });

  test('a script for the second Turkopticon divides the aggregates', async () => {
    const read = await page.evaluate(secondTurkopticon, { host: site.url, ids: ASKED });
    expect(read.ids).toEqual([KNOWN, REPORTED]);
    expect(read.reviews[KNOWN]).toEqual({
      hourly: '10.00',
      pending: '2.00',
      comm: '0.20',
      recommend: 100,
      rejected: 1,
      tos: 5,
      broken: 0,
    });
    expect(read.reviews[REPORTED]).toMatchObject({ hourly: '10.00', pending: '2.00' });
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
      [REPORTED]: '$10.00/hr; text-success Good; Rejected Work; No Blocks; 5 Reviews',
    });
  });

  test('a script for TurkerView posts a page of tasks, and divides by the seconds', async () => {
    const keys = [
      `${KNOWN}0.50Label pictures of streets`,
      `${BARE}0.50Label pictures of streets`,
      'no key',
    ];
    const rates = await page.evaluate(turkerViewHits, { host: site.url, ids: keys });
    expect(rates).toEqual({ [keys[0] ?? '']: '10.00' });
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

/**
 * Five members report a task for each of two clients, and two rate one of them; a third client is only
 * named.
 */
async function bringFigures(): Promise<string> {
  const month = today(new Date()).slice(0, 7);
  const members = [];
  for (const name of ['Aïna', 'Bintou', 'Chloé', 'Dina', 'Emre']) members.push(await signUp(name));
  const client = { name: 'Noah Lab', platform: 'mturk.com', notAPerson: true };
  const path = await post('/api/clients', { ...client, externalId: KNOWN }, members[0]);
  await post('/api/clients', { ...client, name: 'Named alone', externalId: BARE }, members[0]);
  const reported = { ...client, name: 'Reported alone', externalId: REPORTED };
  await post('/api/clients', reported, members[0]);
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
    await post('/api/task-reports', { ...report, clientId: REPORTED }, cookie);
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
