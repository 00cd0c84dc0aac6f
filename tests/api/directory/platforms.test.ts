import { beforeAll, describe, expect, test } from 'vitest';
import { dayToDate } from '#server/database/db.ts';
import { randomId } from '#server/core/ids.ts';
import { recomputeAsOnNewDay } from '#tests/support/recompute-standing.ts';
import { addDays, today } from '#shared/core/days.ts';
import { platformResponse, standingsResponse } from '#shared/directory/platforms.ts';
import { rankingResponse } from '#shared/directory/platform-ranking.ts';
import { foldName } from '#shared/core/text.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeReleasedSlips } from '#tests/support/slips.ts';
import { makeMember, makePayout, platformId, type TestMember } from '#tests/support/factories.ts';

let site: TestApp;
let member: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  member = await makeMember(site);
});

type Ranking = {
  platforms: { slug: string; [key: string]: unknown }[];
  total: number;
  pages: number;
  until: string | null;
  exact: string | null;
  countries: string[];
};
type Delay = { medianDelayDays: number | null };

async function rank(query: string): Promise<Ranking> {
  const response = await site.get(`/api/platforms?${query}`);
  expect(response.statusCode).toBe(200);
  expect(rankingResponse.safeParse(response.json()).success).toBe(true);
  return response.json<Ranking>();
}

/** Thirty established members, each with a payout without a picture: enough for any standing. */
async function makeKnown(slug: string, state: 'received' | 'refused'): Promise<void> {
  const on = addDays(today(site.clock.now), -20);
  for (let count = 0; count < 30; count += 1) {
    const author = await makeMember(site, { established: true });
    await makePayout(site, { slug, member: author, state, askedOn: on, settledOn: addDays(on, 3) });
  }
  const id = await platformId(site, slug);
  await site.database.prisma.$transaction((tx) => recomputeAsOnNewDay(tx, id, site.clock.now));
}

describe('GET /api/platforms/:slug', () => {
  test('answers what is fixed for other tools, unknown while there is no evidence', async () => {
    const response = await site.get('/api/platforms/isahit');
    expect(response.statusCode).toBe(200);
    const platform = response.json<Record<string, unknown>>();
    expect(platform).toMatchObject({
      slug: 'isahit',
      name: 'Isahit',
      decision: null,
      standing: { state: 'unknown', lines: [] },
      evidence: { slips: { until: null, paid: 0, medianDelayDays: null, shareReceived: null } },
    });
    expect(platformResponse.safeParse(platform).success).toBe(true);
  });

  test('counts released slips, and no report before', async () => {
    const slips = async (): Promise<unknown> =>
      (await site.get('/api/platforms/appen')).json<{ evidence: { slips: object } }>().evidence
        .slips;
    const none = await slips();
    await makePayout(site, { slug: 'appen' });
    expect(await slips()).toEqual(none);
    await makeReleasedSlips(site, 'appen', [{}, { outcome: 'not-paid' }]);
    expect(await slips()).toMatchObject({ until: '2026-11-16', paid: 1, notPaid: 1 });
  });

  test('states a delay from five slips on, as the ranking and the look-up do', async () => {
    const delay = { detail: 'delay', detailClass: 1 } as const;
    await makeReleasedSlips(site, 'mobeye', [delay, delay, delay, delay]);
    const delays = async (): Promise<unknown[]> => {
      const own = await site.get('/api/platforms/mobeye');
      const looked = await site.get('/api/lookup?domain=mobeye-app.com');
      const { platforms } = await rank('q=mobeye');
      return [
        own.json<{ evidence: { slips: Delay } }>().evidence.slips.medianDelayDays,
        looked.json<{ platform: { evidence: Delay } }>().platform.evidence.medianDelayDays,
        platforms[0]?.['medianDelayDays'],
      ];
    };
    expect(await delays()).toEqual([null, null, null]);
    await makeReleasedSlips(site, 'mobeye', [delay]);
    expect(await delays()).toEqual([6, 6, 6]);
  });

  test('says what each viewer may do', async () => {
    const moderator = await makeMember(site, { moderator: true });
    const can = async (cookie?: string): Promise<unknown> =>
      (await site.get('/api/platforms/isahit', cookie)).json<{ can: unknown }>().can;
    expect(await can()).toEqual({ correct: false, report: false, decide: false });
    expect(await can(member.cookie)).toEqual({ correct: true, report: true, decide: false });
    expect(await can(moderator.cookie)).toEqual({ correct: true, report: true, decide: true });
  });

  test.each(['nobody', 'No%20slug', "'%3B--"])('is not found under the name %s', async (slug) => {
    const response = await site.get(`/api/platforms/${slug}`);
    expect(response.statusCode).toBe(404);
    expect(response.json()).toEqual({ error: { code: 'not-found' } });
  });
});

describe('GET /api/platforms', () => {
  beforeAll(async () => {
    await makeKnown('clickworker', 'received');
    await makeKnown('roamler', 'refused');
    const id = await platformId(site, 'bpeek');
    await site.database.prisma.platform.update({
      where: { id },
      data: {
        methods: ['mvola', 'paypal'],
        thresholdMinor: 500,
        thresholdCurrency: 'EUR',
        headquartersCountry: 'MG',
      },
    });
    await site.database.prisma.platform.update({
      where: { slug: 'isahit' },
      data: { thresholdMinor: 0, thresholdCurrency: 'USD' },
    });
    await site.database.prisma.platform.update({
      where: { slug: 'testapic' },
      data: { closedOn: dayToDate('2026-01-01') },
    });
    const testapic = await platformId(site, 'testapic');
    await site.database.prisma.$transaction((tx) =>
      recomputeAsOnNewDay(tx, testapic, site.clock.now),
    );
  });

  test('begins with what pays, what is unknown after it, what is closed last', async () => {
    const first = await rank('');
    expect(first.total).toBe(23);
    expect(first.pages).toBe(1);
    const states = first.platforms.map((platform) => platform['state']);
    expect(states.slice(0, 3)).toEqual(['reliable', 'not-paying', 'unknown']);
    expect(states.at(-1)).toBe('closed');
    expect(first.platforms[0]).toMatchObject({ slug: 'clickworker', slips: 0 });
  });

  test.each([
    ['standing=reliable', ['clickworker']],
    ['standing=not-paying', ['roamler']],
    ['standing=closed', ['testapic']],
    ['standing=pays', ['clickworker']],
    ['standing=avoid', ['roamler']],
    ['method=mvola', ['bpeek']],
    ['method=wave', []],
    ['method=mobile-money', ['bpeek']],
    ['country=MG', ['bpeek']],
    ['threshold=5&currency=EUR', ['isahit', 'bpeek']],
    ['threshold=4,99&currency=EUR', ['isahit']],
    ['threshold=100&currency=XOF', ['isahit']],
    ['threshold=5', ['isahit', 'bpeek']],
    ['q=foule', ['foule-factory']],
    ['q=bpeek&method=mvola&country=MG&standing=unknown', ['bpeek']],
    ['q=bpeek&country=FR', []],
    ['q=%25', []],
    ['q=_', []],
    ['page=99', []],
  ])('with %s finds %j', async (query, slugs) => {
    const found = (await rank(query)).platforms.map(({ slug }) => slug);
    expect(new Set(found)).toEqual(new Set(slugs));
  });

  test('by activity has that activity alone', async () => {
    const { platforms, total } = await rank('activity=user-tests');
    expect(total).toBeGreaterThan(0);
    expect(platforms.every(({ activity }) => activity === 'user-tests')).toBe(true);
  });

  test('by name follows the folded names', async () => {
    const names = (await rank('sort=name')).platforms.map(({ name }) => foldName(String(name)));
    expect(names).toEqual(names.toSorted());
  });

  test.each([
    ['delay', 'medianDelayDays'],
    ['rating', 'rating'],
  ])('by %s puts what is unknown last', async (sort, field) => {
    const values = (await rank(`sort=${sort}`)).platforms.map((platform) => platform[field]);
    const known = values.filter((value) => value !== null);
    expect(values.slice(0, known.length)).toEqual(known);
    expect(values.length).toBe(23);
  });

  test('by hourly rate compares euros, and puts what is unknown last', async () => {
    const setHourly = async (slug: string, median: number, currency: string): Promise<void> => {
      const hourly = JSON.stringify({ median, currency, low: null, high: null, members: 5 });
      await site.database.sql(
        `UPDATE platform_summary SET evidence = jsonb_set(evidence::jsonb, '{tasks}',
           jsonb_build_object('hourly', $2::jsonb))
          WHERE platform_id = (SELECT id FROM platform WHERE slug = $1)`,
        [slug, hourly],
      );
    };
    // A dollar is less than a euro.
    await setHourly('appen', 500, 'USD');
    await setHourly('moolineo', 490, 'EUR');
    await setHourly('microworkers', 100, 'EUR');
    const { platforms } = await rank('sort=hourly');
    expect(platforms.slice(0, 4).map(({ slug, hourly }) => [slug, hourly])).toEqual([
      ['moolineo', { minor: 490, currency: 'EUR' }],
      ['appen', { minor: 500, currency: 'USD' }],
      ['microworkers', { minor: 100, currency: 'EUR' }],
      [expect.any(String), null],
    ]);
    expect(platforms.length).toBe(23);
  });

  test('says how many released slips were paid, and up to which Monday', async () => {
    await makeReleasedSlips(site, 'winminute', [{}, {}, { outcome: 'not-paid' }]);
    const { platforms, until } = await rank('q=winminute');
    expect(platforms[0]).toMatchObject({ slips: 3, paid: 2, shareReceived: null });
    expect(until).toBe('2026-11-16');
  });

  test.each([
    ['clickworker', 'clickworker'],
    ['CLICKWORKER.com', 'clickworker'],
    ['foule', 'foule-factory'],
    ['clikworker', null],
    ['click', null],
    ['zzzz', null],
    ['fo', null],
  ])('of %s means %s beyond doubt', async (typed, exact) => {
    expect((await rank(`q=${encodeURIComponent(typed)}`)).exact).toBe(exact);
  });

  test('lists the countries to choose from', async () => {
    const { countries } = await rank('');
    expect(countries).toContain('MG');
    expect(new Set(countries).size).toBe(countries.length);
  });

  test('goes on over pages without losing or repeating a platform', async () => {
    const many = await createTestApp();
    const day = dayToDate(today(many.clock.now));
    for (let index = 0; index < 70; index += 1) {
      const id = randomId();
      await many.database.prisma.platform.create({
        data: {
          id,
          slug: `same-${index}`,
          name: 'Same',
          nameKey: 'same',
          activity: 'other',
          deepLabour: false,
          createdOn: day,
        },
      });
      await many.database.prisma.$transaction((tx) => recomputeAsOnNewDay(tx, id, many.clock.now));
    }
    const pages = await Promise.all(
      [1, 2, 3].map(async (page) =>
        (await many.get(`/api/platforms?page=${page}`)).json<Ranking>(),
      ),
    );
    expect(pages.map(({ platforms }) => platforms.length)).toEqual([60, 33, 0]);
    const slugs = pages.flatMap(({ platforms }) => platforms.map(({ slug }) => slug));
    expect(new Set(slugs).size).toBe(93);
    expect(pages[0]).toMatchObject({ total: 93, pages: 2 });
  });

  test.each([
    'standing=best',
    'activity=x',
    'method=cash',
    'country=ZZ',
    'country=fr',
    'threshold=much',
    'threshold=5&currency=DOGE',
    'sort=random',
    'page=0',
    'page=x',
    `q=${'x'.repeat(101)}`,
  ])('refuses %s', async (query) => {
    const response = await site.get(`/api/platforms?${query}`);
    expect(response.statusCode).toBe(422);
    expect(response.json()).toMatchObject({ error: { code: 'bad-input' } });
  });
});

describe('GET /api/platforms/:slug/standings', () => {
  test('lists each change with its numbers, newest first', async () => {
    const response = await site.get('/api/platforms/roamler/standings');
    expect(standingsResponse.safeParse(response.json()).success).toBe(true);
    const { changes } = response.json<{ changes: { before: string; after: string }[] }>();
    expect(changes.some(({ before, after }) => before === null && after === 'unknown')).toBe(true);
    expect(changes.some(({ after }) => after === 'not-paying')).toBe(true);
  });

  test('is not found for a platform that is not there', async () => {
    expect((await site.get('/api/platforms/nobody/standings')).statusCode).toBe(404);
  });
});
