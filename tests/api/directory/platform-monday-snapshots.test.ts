import { beforeAll, describe, expect, test } from 'vitest';
import { recomputeAsOnNewDay } from '#tests/support/recompute-standing.ts';
import { addDays, mondayOf, today, type Day } from '#shared/core/days.ts';
import { platformResponse, type PlatformResponse } from '#shared/directory/platforms.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { platformId } from '#tests/support/factories.ts';
import { makeReleasedSlips } from '#tests/support/slips.ts';

const SLUG = 'isahit';
const PAGE: Readonly<Record<string, string>> = { fr: 'plateformes', en: 'platforms' };
let site: TestApp;

async function refresh(): Promise<void> {
  const id = await platformId(site, SLUG);
  await site.database.prisma.$transaction((tx) => recomputeAsOnNewDay(tx, id, site.clock.now));
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

/** A Friday; what happens then is in the figures of Monday 23. */
const FRIDAY = '2026-11-20';
const MONDAY = '2026-11-23';

beforeAll(async () => {
  site = await createTestApp();
  // What a new site starts with keeps weeks of its own: this story begins without any.
  await site.database.prisma.platformDay.deleteMany({ where: { platform: { slug: SLUG } } });
  expect(pass(0)).toBe(FRIDAY);
  await makeReleasedSlips(site, SLUG, [{}]);
});

describe('GET /api/platforms/:slug?on=', () => {
  test('has nothing before the first Monday, and says when that is', async () => {
    const now = (await site.get(`/api/platforms/${SLUG}`)).json<PlatformResponse>();
    expect(now).toMatchObject({ asOf: null, figuresSince: MONDAY });
    expect((await site.get(`/api/platforms/${SLUG}?on=${FRIDAY}`)).statusCode).toBe(404);
    for (const language of ['fr', 'en'])
      expect((await site.get(`/${language}/${PAGE[language]}/${SLUG}`)).body).not.toContain('?on=');
  });

  test('never tells two days of one week apart', async () => {
    expect(pass(3)).toBe(MONDAY);
    await makeReleasedSlips(site, SLUG, [{}]);
    expect(pass(2)).toBe('2026-11-25');
    await makeReleasedSlips(site, SLUG, [{}]);
    pass(6);
    for (const day of [MONDAY, '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-29']) {
      expect(await on(day)).toMatchObject({ asOf: MONDAY, evidence: { slips: { paid: 1 } } });
    }
    for (const day of ['2026-11-30', '2026-12-01'])
      expect(await on(day)).toMatchObject({ asOf: '2026-11-30', evidence: { slips: { paid: 3 } } });
    expect((await site.get(`/api/platforms/${SLUG}?on=${addDays(MONDAY, -1)}`)).statusCode).toBe(
      404,
    );
  });

  test('keeps one row a week at most, none where nothing changed, and gives out no week that runs', async () => {
    await refresh();
    const kept = await countDays();
    await refresh();
    expect(await countDays()).toBe(kept);
    await makeReleasedSlips(site, SLUG, [{}]);
    pass(1);
    await makeReleasedSlips(site, SLUG, [{}]);
    expect(await countDays()).toBe(3);
    expect((await on(pass(0))).evidence.slips.paid).toBe(3);
  });

  test('still counts in a week what was taken back after it', async () => {
    const before = await on(MONDAY);
    const { id } = await site.database.prisma.slip.findFirstOrThrow({
      where: { platform: { slug: SLUG } },
    });
    await site.database.prisma.slip.delete({ where: { id } });
    await refresh();
    const after = await on(MONDAY);
    expect([after.standing, after.evidence, after.rating]).toEqual([
      before.standing,
      before.evidence,
      before.rating,
    ]);
  });

  test('shows a platform as open in the weeks before it was closed', async () => {
    const id = await platformId(site, SLUG);
    const closedOn = pass(5);
    await site.database.prisma.platform.update({
      where: { id },
      data: { closedOn: new Date(`${closedOn}T00:00:00Z`) },
    });
    await refresh();
    const later = pass(7);
    expect((await on(later)).standing.state).toBe('closed');
    expect(await on(MONDAY)).toMatchObject({ closedOn: null, decision: null });
    expect((await on(MONDAY)).standing.state).not.toBe('closed');
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
    expect((await site.get(`/api/platforms/nobody?on=${MONDAY}`)).statusCode).toBe(404);
  });
});

describe('the pages that are cited', () => {
  const get = async (path: string): Promise<string> => {
    const response = await site.get(path);
    expect(response.statusCode).toBe(200);
    return response.body;
  };

  test.each(['2026-11-23', '2026-11-26', '2026-11-29'])(
    'show of %s the Monday before, say so, and lead back to today',
    async (day) => {
      const page = await get(`/fr/plateformes/${SLUG}?on=${day}`);
      expect(page).toContain('Au lundi 23 novembre 2026');
      expect(page).toContain('voir aujourd’hui');
      const sheet = await get(`/en/platforms/${SLUG}/sheet?on=${day}`);
      expect(sheet).toContain('Figures as of Monday 23 November 2026');
      expect(sheet).toContain(`http://localhost/en/platforms/${SLUG}?on=${MONDAY}`);
      expect(sheet).toContain('<meta name="robots" content="noindex"');
    },
  );

  test('say where nothing is kept, and name the first day there is', async () => {
    const page = await get(`/en/platforms/${SLUG}?on=${addDays(MONDAY, -30)}`);
    expect(page).toContain('We kept nothing');
    expect(page).toContain(`href="/en/platforms/${SLUG}?on=${MONDAY}"`);
  });

  test('are cited as of the last Monday', async () => {
    const monday = mondayOf(today(site.clock.now));
    expect(await get(`/fr/plateformes/${SLUG}/a-propos`)).toContain(
      `href="/fr/plateformes/${SLUG}?on=${monday}"`,
    );
    const sheet = await get(`/fr/plateformes/${SLUG}/fiche`);
    expect(sheet).not.toContain(`?on=`);
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
