import { beforeAll, describe, expect, test } from 'vitest';
import { ownPageViewsResponse, roundViews } from '#shared/site/page-views.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, makeReview, platformId } from '#tests/support/factories.ts';

/** How often pages of platforms are opened: counted by month, told to who has evidence there. */

const PAGE = '/fr/plateformes/appen';
const PHONE = 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131';

let site: TestApp;
beforeAll(async () => {
  // As in production, where pages come from the cache for a second.
  site = await createTestApp({ environment: { PAGE_AGE_MS: '1000' } });
});

const open = (url: string, headers: Record<string, string> = {}) =>
  site.app.inject({ url, headers: { host: 'localhost', 'user-agent': PHONE, ...headers } });

/** The stored views of this month, once a later view has added up what waited. */
async function viewsOf(slug: string, month = '2026-11'): Promise<number> {
  site.clock.now = new Date(site.clock.now.getTime() + 300_000);
  await open('/fr/plateformes/roamler');
  const stored = async (name: string): Promise<number> => {
    const where = { platformId_month: { platformId: await platformId(site, name), month } };
    return (await site.database.prisma.platformPageViews.findUnique({ where }))?.views ?? 0;
  };
  const before = flushed;
  await expect.poll(() => stored('roamler')).toBeGreaterThan(before);
  flushed = await stored('roamler');
  return stored(slug);
}
let flushed = 0;

describe('an opened page of a platform', () => {
  test('counts, drawn or kept, in both languages, once more for each that was told nothing new', async () => {
    const first = await open(PAGE);
    expect(first.statusCode).toBe(200);
    await open(PAGE);
    await open('/en/platforms/appen');
    const tag = String(first.headers['etag']);
    expect((await open(PAGE, { 'if-none-match': tag })).statusCode).toBe(304);
    const member = await makeMember(site);
    await open(PAGE, { cookie: member.cookie });
    expect(await viewsOf('appen')).toBe(5);
  });

  test('counts over a connection, where a kept page is sent before it is routed', async () => {
    const before = await viewsOf('appen');
    const address = await site.app.listen({ host: '127.0.0.1', port: 0 });
    const programs = ['Googlebot/2.1', PHONE, PHONE, 'curl/8.5', PHONE];
    for (const agent of programs) {
      await (await fetch(`${address}${PAGE}`, { headers: { 'user-agent': agent } })).text();
    }
    expect(await viewsOf('appen')).toBe(before + 3);
  });

  test('does not count for programs, other pages, or what is not there', async () => {
    const before = await viewsOf('appen');
    await open(PAGE, { 'user-agent': 'Googlebot/2.1 (+http://www.google.com/bot.html)' });
    await open(PAGE, { 'user-agent': 'curl/8.5' });
    await site.app.inject({ url: PAGE, method: 'HEAD', headers: { 'user-agent': PHONE } });
    await open(`${PAGE}/avis`);
    expect((await open('/fr/plateformes/nulle-part')).statusCode).toBe(404);
    expect(await viewsOf('appen')).toBe(before);
  });
});

async function setViews(slug: string, month: string, views: number): Promise<void> {
  const where = { platformId: await platformId(site, slug), month };
  await site.database.prisma.platformPageViews.upsert({
    where: { platformId_month: where },
    create: { ...where, views },
    update: { views },
  });
}

async function told(cookie: string, query = '') {
  const response = await site.get(`/api/me/page-views${query}`, cookie);
  return ownPageViewsResponse.parse(response.json()).pages;
}

describe('GET /api/me/page-views', () => {
  test('tells who has evidence there of the last month, rounded, never of this one', async () => {
    const member = await makeMember(site);
    await makeReview(site, { member, slug: 'clickworker' });
    await setViews('clickworker', '2026-11', 900);
    expect(await told(member.cookie)).toEqual([]);
    await setViews('clickworker', '2026-10', 214);
    const line = { slug: 'clickworker', name: 'Clickworker', month: '2026-10', views: 210 };
    expect(await told(member.cookie)).toEqual([line]);
    const page = await site.get('/fr/mes-preuves', member.cookie);
    expect(page.body).toContain('La page de Clickworker a été ouverte environ 210 fois');
    const stranger = await makeMember(site);
    expect(await told(stranger.cookie)).toEqual([]);
    expect((await site.get('/api/me/page-views')).statusCode).toBe(401);
  });

  test('tells nothing below twenty, nor where her evidence does not count yet', async () => {
    const member = await makeMember(site);
    await makeReview(site, { member, slug: 'isahit' });
    await setViews('isahit', '2026-10', 19);
    expect(await told(member.cookie)).toEqual([]);
    await setViews('isahit', '2026-10', 20);
    expect(await told(member.cookie, '?platform=isahit')).toMatchObject([{ views: 20 }]);
    expect(await told(member.cookie, '?platform=appen')).toEqual([]);
    await site.database.sql(
      `UPDATE review r SET shown_from = '2027-01-04' FROM author a
        WHERE a.id = r.author_id AND a.member_id = '${member.id}'`,
    );
    expect(await told(member.cookie)).toEqual([]);
  });

  test('stands on the receipt of a payout there', async () => {
    const member = await makeMember(site);
    const { id } = await makePayout(site, { member, slug: 'appen', publishedOn: '2026-10-20' });
    await setViews('appen', '2026-10', 1_234);
    const page = await site.get(`/en/my-payouts/${id}`, member.cookie);
    expect(page.body).toContain('Appen’s page was opened about 1,200 times in October 2026.');
  });
});

test.each([
  [19, null],
  [20, 20],
  [99, 99],
  [214, 210],
  [1_999, 1_900],
])('%i views are told as %s', (views, shown) => {
  expect(roundViews(views)).toBe(shown);
});
