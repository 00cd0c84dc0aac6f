import { beforeAll, describe, expect, test } from 'vitest';
import { PAGE_NAMES, PAGE_PATHS, pathTo } from '#shared/core/paths.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember } from '#tests/support/factories.ts';
import { makeKnownClient, REVIEW } from './turkopticon.testing.ts';

/** Links that old scripts, bookmarks and forum posts hold: each leads to our page on that client. */

const RID = 'A3ATHS7YPF6VQE';

let site: TestApp;
let slug: string;
beforeAll(async () => {
  site = await createTestApp();
  ({ slug } = await makeKnownClient(site, { rid: RID, facts: { reviews: [REVIEW] } }));
});

const browse = (url: string, language = 'fr') =>
  site.app.inject({
    url,
    headers: { host: 'localhost', accept: 'text/html', 'accept-language': language },
  });

describe('an old link to report a task', () => {
  const form = (given: Record<string, string>): string =>
    `/fr/declarer/tache?${new URLSearchParams({ plateforme: 'amazon-mechanical-turk', ...given })}`;

  test.each([
    [
      `/report?requester[amzn_id]=${RID}&requester[amzn_name]=John+Doe&report[hit_id]=3X&report[hit_names]=Label%20it`,
      { title: 'Label it', client: 'John Doe', clientId: RID, currency: 'USD' },
    ],
    [
      `/reviews/new?rid=${RID}&name=John%20Doe&title=Label%20%26%20sort&reward=0.5`,
      {
        title: 'Label & sort',
        client: 'John Doe',
        clientId: RID,
        reward: '50',
        currency: 'USD',
      },
    ],
    [
      `/reviews/new?rid=AUNKNOWN000001&title=Label&reward=12.50`,
      { title: 'Label', clientId: 'AUNKNOWN000001', reward: '1250', currency: 'USD' },
    ],
    [
      `/review.php?rname=John%20Doe&rid=${RID}&title=Label`,
      { title: 'Label', client: 'John Doe', clientId: RID, currency: 'USD' },
    ],
    [
      `/reviews/new?rid=${RID}&title=Label&reward=lots&name=undefined`,
      { title: 'Label', clientId: RID, currency: 'USD' },
    ],
  ])('%s fills the form', async (url, given) => {
    const answer = await browse(url);
    expect([answer.statusCode, answer.headers.location]).toEqual([303, form(given)]);
    const page = await browse(String(answer.headers.location));
    expect(page.statusCode).toBe(200);
    for (const name of ['title', 'client', 'clientId'] as const) {
      const value = given[name as keyof typeof given] ?? '';
      const escaped = value.replaceAll('&', '&amp;');
      expect(page.body).toMatch(
        new RegExp(`<input(?=[^>]* name="${name}")[^>]* value="${escaped}"`),
      );
    }
  });

  test('asks for the rating of the client where it names no task', async () => {
    for (const title of ['', 'null', 'undefined', '%20']) {
      const answer = await browse(`/report?requester[amzn_id]=${RID}&report[hit_names]=${title}`);
      expect(answer.headers.location).toBe(`/fr/clients/${slug}/noter`);
    }
  });
});

test.each(['/help', '/main/help'])('%s leads to where marks and pay are explained', async (url) => {
  const answer = await browse(url, 'en');
  expect([answer.statusCode, answer.headers.location]).toEqual([303, '/en/in-the-page']);
  const page = await browse(String(answer.headers.location), 'en');
  // The fragments of the old links, which browsers keep.
  for (const id of ['attr', 'pay_buckets']) expect(page.body).toContain(`id="${id}"`);
});

describe('an old link', () => {
  test.each([
    [`/${RID}`, ''],
    [`/${RID}/`, ''],
    [`/requesters/${RID}`, ''],
    [`/requesters/${RID}/reviews`, ''],
    [`/requesters/${RID}-john-doe`, ''],
    [`/reports?id=${RID}`, ''],
    [`/report?requester[amzn_id]=${RID}&requester[amzn_name]=John+Doe`, '/noter'],
    [
      `/report?report%5Bhit_id%5D=3X&requester%5Bamzn_id%5D=${RID}&requester%5Bamzn_name%5D=J`,
      '/noter',
    ],
    [`/reviews/new?rid=${RID}&name=John%20Doe`, '/noter'],
  ])('%s leads to the page of its client', async (url, place) => {
    const answer = await browse(url);
    expect(answer.statusCode).toBe(303);
    expect(answer.headers.location).toBe(`/fr/clients/${slug}${place}`);
  });

  test.each([
    '/AUNKNOWN000001',
    '/requesters/AUNKNOWN000001',
    '/reports?id=AUNKNOWN000001',
    '/report?requester[amzn_id]=AUNKNOWN000001',
    '/reviews/new?rid=AUNKNOWN000001',
  ])('%s leads to the search where the id is unknown', async (url) => {
    const answer = await browse(url);
    expect(answer.statusCode).toBe(303);
    expect(answer.headers.location).toBe('/fr/clients?q=AUNKNOWN000001');
  });

  test.each(['/reports', '/report', '/reviews/new', '/reports?id=', '/reports?id=%00%22%3E'])(
    '%s without an id that can be one leads to the search all the same',
    async (url) => {
      const answer = await browse(url);
      expect(answer.statusCode).toBe(303);
      expect(answer.headers.location).toMatch(/^\/fr\/clients(\?q=[\w%]*)?$/);
    },
  );

  test('speaks the language that the browser asks for, and sets no cookie', async () => {
    const answer = await browse(`/${RID}`, 'en-US,en;q=0.9');
    expect(answer.headers.location).toBe(`/en/clients/${slug}`);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.headers.vary).toContain('Accept-Language');
    const { cookie } = await makeMember(site);
    expect((await site.get(`/${RID}`, cookie)).headers['set-cookie']).toBeUndefined();
  });

  test.each(['/a3aths7ypf6vqe', '/A3', '/ABOUT', '/B3ATHS7YPF6VQE', '/A3ATHS7YPF6VQE.txt'])(
    '%s is none: it is not found, as before',
    async (url) => {
      expect((await browse(url)).statusCode).toBe(404);
    },
  );
});

test('no page and no other route is taken by an old link', async () => {
  const pages = PAGE_NAMES.filter((name) => !PAGE_PATHS[name].fr.includes(':'));
  for (const name of pages) {
    const answer = await browse(PAGE_PATHS[name].fr || '/');
    expect(answer.headers.location, name).toBe(pathTo('fr', name));
  }
  for (const path of ['/robots.txt', '/sitemap.xml', '/icon.svg', '/healthz', '/api']) {
    expect((await browse(path)).statusCode, path).toBe(200);
  }
});
