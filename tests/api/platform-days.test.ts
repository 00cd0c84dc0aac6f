import { beforeAll, describe, expect, test } from 'vitest';
import { refreshFigures } from '#server/platforms/figures.ts';
import { addDays, today, type Day } from '#shared/days.ts';
import { platformResponse, type PlatformResponse } from '#shared/platforms.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makePayout, platformId } from '#tests/support/factories.ts';

const SLUG = 'isahit';
let site: TestApp;
let first: Day;
let later: Day;
let last: Day;

async function refresh(): Promise<void> {
  const id = await platformId(site, SLUG);
  await site.database.prisma.$transaction((tx) => refreshFigures(tx, id, site.clock.now));
}

async function on(day: string): Promise<PlatformResponse> {
  const response = await site.get(`/api/platforms/${SLUG}?on=${day}`);
  expect(response.statusCode).toBe(200);
  return platformResponse.parse(response.json());
}

function pass(days: number): Day {
  site.clock.now = new Date(site.clock.now.getTime() + days * 86_400_000);
  return today(site.clock.now);
}

function countDays(): Promise<number> {
  return site.database.prisma.platformDay.count({ where: { platform: { slug: SLUG } } });
}

beforeAll(async () => {
  site = await createTestApp();
  // What a new site starts with keeps days of its own: this story begins without any.
  await site.database.prisma.platformDay.deleteMany({ where: { platform: { slug: SLUG } } });
  first = pass(0);
  await makePayout(site, { slug: SLUG });
  later = pass(10);
  await makePayout(site, { slug: SLUG });
  last = pass(10);
});

describe('GET /api/platforms/:slug?on=', () => {
  test('answers with the figures as that day ended, on the days between too', async () => {
    expect((await on(first)).evidence.payouts).toBe(1);
    expect((await on(addDays(later, -1))).evidence.payouts).toBe(1);
    expect(await on(later)).toMatchObject({ asOf: later, evidence: { payouts: 2 } });
    expect((await on(last)).evidence.payouts).toBe(2);
  });

  test('still counts in a day what was taken back after it', async () => {
    const before = await on(later);
    const { id } = await site.database.prisma.payout.findFirstOrThrow({
      where: { platform: { slug: SLUG } },
    });
    await site.database.prisma.payout.delete({ where: { id } });
    await refresh();
    expect((await on(last)).evidence.payouts).toBe(1);
    const after = await on(later);
    expect([after.standing, after.evidence, after.rating]).toEqual([
      before.standing,
      before.evidence,
      before.rating,
    ]);
  });

  test('keeps no row for figures that did not change, and one for a day that changed twice', async () => {
    const kept = await countDays();
    await refresh();
    expect(await countDays()).toBe(kept);
    await makePayout(site, { slug: SLUG });
    expect(await countDays()).toBe(kept);
    expect((await on(last)).evidence.payouts).toBe(2);
  });

  test('says from which day on figures are kept, and has none before', async () => {
    const now = (await site.get(`/api/platforms/${SLUG}`)).json<PlatformResponse>();
    expect(now).toMatchObject({ asOf: null, figuresSince: first });
    const before = await site.get(`/api/platforms/${SLUG}?on=${addDays(first, -1)}`);
    expect(before.statusCode).toBe(404);
  });

  test('shows a platform as open on the days before it was closed', async () => {
    const id = await platformId(site, SLUG);
    const closedOn = pass(5);
    await site.database.prisma.platform.update({
      where: { id },
      data: { closedOn: new Date(`${closedOn}T00:00:00Z`) },
    });
    await refresh();
    expect((await on(closedOn)).standing.state).toBe('closed');
    expect(await on(last)).toMatchObject({ closedOn: null, decision: null });
    expect((await on(last)).standing.state).not.toBe('closed');
  });

  test.each([
    ['a day to come', '2999-01-01'],
    ['no day', 'yesterday'],
    ['a day that does not exist', '2026-02-30'],
  ])('refuses %s', async (_, day) => {
    const response = await site.get(`/api/platforms/${SLUG}?on=${day}`);
    expect(response.statusCode).toBe(422);
  });

  test('finds no platform that is not there', async () => {
    expect((await site.get(`/api/platforms/nobody?on=${first}`)).statusCode).toBe(404);
  });
});

describe('the pages that are cited', () => {
  const get = async (path: string): Promise<string> => {
    const response = await site.get(path);
    expect(response.statusCode).toBe(200);
    return response.body;
  };

  test('show that day, say so, and lead back to today', async () => {
    const page = await get(`/fr/plateformes/${SLUG}?on=${later}`);
    expect(page).toContain('Au 30 novembre 2026');
    expect(page).toContain('voir aujourd’hui');
    const sheet = await get(`/en/platforms/${SLUG}/sheet?on=${later}`);
    expect(sheet).toContain('Figures as of 30 November 2026');
    expect(sheet).toContain(`http://localhost/en/platforms/${SLUG}?on=${later}`);
    expect(sheet).toContain('<meta name="robots" content="noindex"');
  });

  test('say where nothing is kept, and name the first day there is', async () => {
    const page = await get(`/en/platforms/${SLUG}?on=${addDays(first, -30)}`);
    expect(page).toContain('Nothing is kept');
    expect(page).toContain(`href="/en/platforms/${SLUG}?on=${first}"`);
  });

  test('are dated today where no day is asked for', async () => {
    const sheet = await get(`/fr/plateformes/${SLUG}/fiche`);
    expect(sheet).toContain(`http://localhost/fr/plateformes/${SLUG}?on=${today(site.clock.now)}`);
    expect(await get(`/fr/plateformes/${SLUG}`)).toContain(
      `href="/fr/plateformes/${SLUG}?on=${today(site.clock.now)}"`,
    );
  });

  test('are not there of a day to come, and of no day', async () => {
    for (const day of ['2999-01-01', 'yesterday']) {
      for (const path of [`/en/platforms/${SLUG}`, `/en/platforms/${SLUG}/sheet`]) {
        const { statusCode } = await site.get(`${path}?on=${day}`);
        expect([404, 422], `${path} ${day}`).toContain(statusCode);
      }
    }
  });
});
