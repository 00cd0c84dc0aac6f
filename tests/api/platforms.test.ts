import { beforeAll, describe, expect, test } from 'vitest';
import { dateOf } from '#server/db.ts';
import { newId } from '#server/ids.ts';
import { SUGGESTIONS } from '#server/platforms/queries.ts';
import { searchKeys } from '#server/platforms/search.ts';
import { refreshFigures } from '#server/platforms/figures.ts';
import { addDays, today } from '#shared/days.ts';
import { platformResponse, rankingResponse, standingsResponse } from '#shared/platforms.ts';
import { foldName } from '#shared/text.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, platformId, type TestMember } from '#tests/support/factories.ts';

let site: TestApp;
let member: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  member = await makeMember(site);
});

const NEW = {
  name: 'Tâches & Co',
  website: 'https://www.taches-et-co.example/inscription',
  activity: 'online-microtasks',
  country: 'FR',
  source: 'https://taches-et-co.example/contact',
};

type Ranking = {
  platforms: { slug: string; [key: string]: unknown }[];
  total: number;
  pages: number;
  exact: string | null;
  countries: string[];
};
async function rank(query: string): Promise<Ranking> {
  const response = await site.get(`/api/platforms?${query}`);
  expect(response.statusCode).toBe(200);
  expect(rankingResponse.safeParse(response.json()).success).toBe(true);
  return response.json<Ranking>();
}

/** Three established members with a screenshot-less pay-out each are enough to be known. */
async function makeKnown(slug: string, state: 'received' | 'refused'): Promise<void> {
  const on = addDays(today(site.clock.now), -20);
  for (let count = 0; count < 30; count += 1) {
    const author = await makeMember(site, { established: true });
    await makePayout(site, { slug, member: author, state, askedOn: on, settledOn: addDays(on, 3) });
    await site.database.prisma.member.update({
      where: { id: author.id },
      data: { establishedOn: dateOf(on) },
    });
  }
  const id = await platformId(site, slug);
  await site.database.prisma.$transaction((tx) => refreshFigures(tx, id, site.clock.now));
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
      standing: { state: 'unknown', mean: null, low: null, high: null, n: 0, members: 0 },
      evidence: { payouts: 0, medianDelayDays: null, lastReceivedOn: null, shareReceived90d: null },
    });
    expect(platformResponse.safeParse(platform).success).toBe(true);
  });

  test('counts the pay-outs of its members', async () => {
    await makePayout(site, { slug: 'appen' });
    const { evidence } = (await site.get('/api/platforms/appen')).json<{ evidence: object }>();
    expect(evidence).toMatchObject({ payouts: 1, received: 1, members: 1, medianDelayDays: 4 });
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

describe('GET /api/platforms/suggest', () => {
  test.each([
    ['clickworker', 'clickworker'],
    ['Clikworker', 'clickworker'],
    ['clickworkers', 'clickworker'],
    ['click worker', 'clickworker'],
    ['cliqueworker', 'clickworker'],
    ['clickworker.com', 'clickworker'],
    ['https://www.clickworker.com/fr/?utm=x', 'clickworker'],
    ['foule', 'foule-factory'],
    ['FOULÉ FACTORY', 'foule-factory'],
    ['factory foule', 'foule-factory'],
    ['www.mturk.com', 'amazon-mechanical-turk'],
    ['mechanical', 'amazon-mechanical-turk'],
    ['turk', 'amazon-mechanical-turk'],
    ['micro workers', 'microworkers'],
    ['appn', 'appen'],
    ['clic & walk', 'clic-and-walk'],
    ['ba click', 'ba-click'],
    ['lo', 'loonea'],
    ['fa', 'foule-factory'],
    ['street bees', 'streetbees'],
  ])('finds what %s means', async (typed, slug) => {
    const response = await site.get(`/api/platforms/suggest?q=${encodeURIComponent(typed)}`);
    const slugs = response.json<{ platforms: { slug: string }[] }>().platforms.map((p) => p.slug);
    expect(slugs[0]).toBe(slug);
    expect(slugs.length).toBeLessThanOrEqual(8);
  });

  test.each(['', ' ', '%', '_', '%%%', String.raw`\ `, "'", '_%_', 'zzzzqqqq', 'x'.repeat(100)])(
    'finds nothing for %j, and no sign of SQL means anything',
    async (typed) => {
      const response = await site.get(`/api/platforms/suggest?q=${encodeURIComponent(typed)}`);
      expect(response.statusCode).toBe(200);
      expect(response.json()).toEqual({ platforms: [] });
    },
  );

  test('refuses more than 100 characters', async () => {
    const response = await site.get(`/api/platforms/suggest?q=${'x'.repeat(101)}`);
    expect(response.statusCode).toBe(422);
  });

  test('answers from the trigram index where there are many names', async () => {
    const many = await createTestApp();
    await many.database.prisma.$executeRaw`
      INSERT INTO platform_name (platform_id, kind, text, key)
      SELECT (SELECT id FROM platform WHERE slug = 'isahit'), 'alias', k, k
        FROM (SELECT substr(md5(i::text), 1, 8) || ' ' || substr(md5('b' || i), 1, 6) AS k
                FROM generate_series(1, 20000) i) made`;
    // As autovacuum does: rows that wait to be indexed make the planner shun the index.
    await many.database.prisma.$executeRawUnsafe('VACUUM ANALYZE platform_name');
    for (const typed of ['Clikworker', 'foule', 'fo', 'micro workers']) {
      const plan = await many.database.sql<{ 'QUERY PLAN': string }>(
        `EXPLAIN ${SUGGESTIONS}`,
        searchKeys(typed) ?? [],
      );
      const text = plan.map((line) => line['QUERY PLAN']).join('\n');
      expect(text).toContain('platform_name_key_trgm');
      expect(text).not.toContain('Seq Scan on platform_name');
    }
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
      data: { closedOn: dateOf('2026-01-01') },
    });
    const testapic = await platformId(site, 'testapic');
    await site.database.prisma.$transaction((tx) => refreshFigures(tx, testapic, site.clock.now));
  });

  test('begins with what pays, what is unknown after it, what is closed last', async () => {
    const first = await rank('');
    expect(first.total).toBe(23);
    expect(first.pages).toBe(1);
    const states = first.platforms.map((platform) => platform['state']);
    expect(states.slice(0, 3)).toEqual(['reliable', 'not-paying', 'unknown']);
    expect(states.at(-1)).toBe('closed');
    expect(first.platforms[0]).toMatchObject({ slug: 'clickworker', medianDelayDays: 3 });
  });

  test.each([
    ['standing=reliable', ['clickworker']],
    ['standing=not-paying', ['roamler']],
    ['standing=closed', ['testapic']],
    ['method=mvola', ['bpeek']],
    ['method=wave', []],
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
    ['last-payout', 'lastReceivedOn'],
    ['rating', 'rating'],
  ])('by %s puts what is unknown last', async (sort, field) => {
    const values = (await rank(`sort=${sort}`)).platforms.map((platform) => platform[field]);
    const known = values.filter((value) => value !== null);
    expect(values.slice(0, known.length)).toEqual(known);
    expect(values.length).toBe(23);
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
    const day = dateOf(today(many.clock.now));
    for (let index = 0; index < 30; index += 1) {
      const id = newId();
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
      await many.database.prisma.$transaction((tx) => refreshFigures(tx, id, many.clock.now));
    }
    const pages = await Promise.all(
      [1, 2, 3].map(async (page) =>
        (await many.get(`/api/platforms?page=${page}`)).json<Ranking>(),
      ),
    );
    expect(pages.map(({ platforms }) => platforms.length)).toEqual([24, 24, 5]);
    const slugs = pages.flatMap(({ platforms }) => platforms.map(({ slug }) => slug));
    expect(new Set(slugs).size).toBe(53);
    expect(pages[0]).toMatchObject({ total: 53, pages: 3 });
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

describe('POST /api/platforms', () => {
  test('adds a platform that is there for all at once, and records it', async () => {
    const response = await site.post('/api/platforms', NEW, member.cookie);
    expect(response.statusCode).toBe(201);
    expect(response.json()).toMatchObject({
      path: '/fr/plateformes/taches-co?done=platform-added',
    });
    const platform = (await site.get('/api/platforms/taches-co')).json<{ id: string }>();
    expect(platform).toMatchObject({
      name: 'Tâches & Co',
      domains: ['taches-et-co.example'],
      headquarters: { city: null, country: 'FR' },
      standing: { state: 'unknown' },
    });
    const { exact } = await rank('q=taches-et-co.example');
    expect(exact).toBe('taches-co');
    const entries = await site.database.prisma.recordEntry.findMany({
      where: { subject: `platform/${platform.id}`, kind: 'platform-added' },
    });
    expect(entries).toHaveLength(1);
  });

  test.each([
    ['its name', { name: 'ClickWorker' }, 'name', 'clickworker'],
    ['its name as a domain', { name: 'mturk.com' }, 'name', 'amazon-mechanical-turk'],
    ['its domain', { website: 'http://appen.com/jobs' }, 'website', 'appen'],
  ])('refuses %s where it is taken, and says by which', async (_, change, field, slug) => {
    const body = { ...NEW, name: 'Neuve', website: 'neuve.example', ...change };
    const response = await site.post('/api/platforms', body, member.cookie);
    expect(response.statusCode).toBe(422);
    expect(response.json()).toEqual({
      error: { code: 'bad-input', fields: { [field]: { code: 'taken', limit: slug } } },
    });
  });

  test.each([
    ['add', 'add-1'],
    ['Ajouter', 'ajouter-1'],
    ['Suggest', 'suggest-1'],
    ['微任务', 'chinese-example'],
    ['Isahit !', null],
    ['Isa hit', 'isa-hit'],
    ['x'.repeat(59) + ' yz', 'x'.repeat(59)],
  ])('%s gets an address of its own', async (name, slug) => {
    const fresh = await makeMember(site);
    const website = slug === 'chinese-example' ? 'chinese.example' : `${newId()}.example`;
    const response = await site.post('/api/platforms', { ...NEW, name, website }, fresh.cookie);
    if (slug === null) {
      expect(response.statusCode).toBe(422);
      return;
    }
    expect(response.json<{ path: string }>().path).toBe(
      `/fr/plateformes/${slug}?done=platform-added`,
    );
    expect((await site.get(`/api/platforms/${slug}`)).statusCode).toBe(200);
  });

  test('ties the links that only named it', async () => {
    const fresh = await makeMember(site);
    await site.post(
      '/api/platforms',
      { ...NEW, name: 'RaterHub (Google)', website: 'raterhub.example' },
      fresh.cookie,
    );
    const { links } = (await site.get('/api/platforms/lionbridge')).json<{ links: unknown[] }>();
    expect(links).toEqual([
      { kind: 'sends-to', name: 'RaterHub (Google)', slug: 'raterhub-google' },
    ]);
  });

  test('sent twice with one key acts once', async () => {
    const fresh = await makeMember(site);
    const body = { ...NEW, name: 'Une fois', website: 'une-fois.example', _key: 'une-fois-1' };
    const first = await site.post('/api/platforms', body, fresh.cookie);
    const second = await site.post('/api/platforms', body, fresh.cookie);
    expect(second.statusCode).toBe(201);
    expect(second.json()).toEqual(first.json());
  });

  test('added by two at the same time is there once', async () => {
    const [one, two] = [await makeMember(site), await makeMember(site)];
    const body = { ...NEW, name: 'Course', website: 'course.example' };
    const answers = await Promise.all([
      site.post('/api/platforms', body, one.cookie),
      site.post('/api/platforms', body, two.cookie),
    ]);
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([201, 422]);
  });

  test.each([
    ['name', { name: '' }, 'required'],
    ['name', { name: '!!!' }, 'invalid'],
    ['name', { name: 'x'.repeat(81) }, 'too-long'],
    ['website', { website: 'not an address' }, 'invalid'],
    ['activity', { activity: 'mining' }, 'invalid'],
    ['country', { country: 'XX' }, 'invalid'],
    ['source', { source: '' }, 'required'],
    ['source', { source: 'si' }, 'too-short'],
  ])('refuses %s %j', async (field, change, code) => {
    const response = await site.post('/api/platforms', { ...NEW, ...change }, member.cookie);
    expect(response.statusCode).toBe(422);
    expect(response.json()).toMatchObject({ error: { fields: { [field]: { code } } } });
  });

  test('is for members', async () => {
    expect((await site.post('/api/platforms', NEW)).statusCode).toBe(401);
  });

  test('is for a few a day', async () => {
    const eager = await makeMember(site);
    const answers: number[] = [];
    for (let index = 0; index < 6; index += 1) {
      const body = { ...NEW, name: `Série ${index}`, website: `serie-${index}.example` };
      answers.push((await site.post('/api/platforms', body, eager.cookie)).statusCode);
    }
    expect(answers).toEqual([201, 201, 201, 201, 201, 429]);
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
