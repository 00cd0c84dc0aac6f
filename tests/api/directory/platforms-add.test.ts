import { beforeAll, describe, expect, test } from 'vitest';
import { randomId } from '#server/core/ids.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';

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
    const history = (await site.get('/api/platforms/taches-co/revisions')).json<object>();
    expect(history).toMatchObject({
      revisions: [{ field: 'domains', before: [], source: NEW.source }],
    });
    const { exact } = (await site.get('/api/platforms?q=taches-et-co.example')).json<{
      exact: unknown;
    }>();
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
    const website = slug === 'chinese-example' ? 'chinese.example' : `${randomId()}.example`;
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
