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
