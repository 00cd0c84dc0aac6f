import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { platformFactsOf, type PlatformRevision } from '#shared/directory/platform-corrections.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import {
  CORRECTION_SOURCE,
  correctPlatformAs,
  readPlatformRevisions,
  readPlatform,
} from './platform-corrections.testing.ts';

let site: TestApp;
let member: TestMember;
let other: TestMember;
beforeAll(async () => {
  site = await createTestApp();
});
beforeEach(async () => {
  member = await makeMember(site);
  other = await makeMember(site);
});

const platform = (slug: string): ReturnType<typeof readPlatform> => readPlatform(site, slug);
const correct = (
  slug: string,
  body: Record<string, unknown>,
  by: TestMember | null = member,
): ReturnType<typeof correctPlatformAs> => correctPlatformAs(site, by, slug, body);
const revisions = (slug: string, cookie?: string): Promise<PlatformRevision[]> =>
  readPlatformRevisions(site, slug, cookie);

describe('POST /api/platforms/:slug/corrections', () => {
  test('changes each fact given, one revision each, all with the source, and records them', async () => {
    const answer = await correct('isahit', {
      methods: ['paypal', 'mvola'],
      threshold: '7,50',
      currency: 'EUR',
      promiseDays: 10,
      paidWorkers: '1200',
      registeredAccounts: 40_000,
      founded: '2016',
      city: 'Paris',
      country: 'FR',
      activity: 'online-microtasks',
      aliases: ['Isa Hit', 'ISAHIT.'],
      domains: 'https://www.isahit.com/\nhttp://app.isahit.example/login',
      sendsTo: ['clickworker.com', 'UHRS'],
      boughtBy: 'APPEN',
    });
    expect(answer.status).toBe(200);
    const changed = await platform('isahit');
    expect(changed).toMatchObject({
      methods: ['mvola', 'paypal'],
      threshold: { minor: 750, currency: 'EUR' },
      promiseDays: 10,
      paidWorkers: 1200,
      registeredAccounts: 40_000,
      founded: 2016,
      headquarters: { city: 'Paris', country: 'FR' },
      domains: ['app.isahit.example', 'isahit.com'],
      links: [
        { kind: 'sends-to', name: 'clickworker.com', slug: 'clickworker' },
        { kind: 'sends-to', name: 'UHRS', slug: null },
        { kind: 'bought-by', name: 'APPEN', slug: 'appen' },
      ],
    });
    expect((await platform('appen')).linkedBy).toEqual([
      { kind: 'bought-by', name: 'Isahit', slug: 'isahit', unverified: false },
    ]);
    const made = await revisions('isahit');
    expect(made.every(({ source }) => source === CORRECTION_SOURCE)).toBe(true);
    expect(new Set(made.map(({ field }) => field)).size).toBe(made.length);
    const recorded = await site.database.prisma.recordEntry.count({
      where: { subject: `platform/${changed.id}`, kind: 'platform-corrected' },
    });
    expect(recorded).toBe(made.length);
    const found = (await site.get('/api/platforms/suggest?q=app.isahit.example')).json<{
      platforms: { slug: string }[];
    }>();
    expect(found.platforms[0]?.slug).toBe('isahit');
  });

  test('leaves alone what a script does not send', async () => {
    const before = platformFactsOf(await platform('bpeek'));
    await correct('bpeek', { promiseDays: 3 });
    expect(platformFactsOf(await platform('bpeek'))).toEqual({ ...before, promiseDays: 3 });
  });

  test('from a form, makes unknown what was emptied', async () => {
    await correct('roamler', { promiseDays: 5, methods: ['wise'], aliases: ['Roam'] });
    const shown = JSON.stringify(platformFactsOf(await platform('roamler')));
    const { status } = await correct('roamler', {
      shown,
      activity: 'local-microtasks',
      domains: 'roamler.com',
      city: 'Amsterdam',
      country: 'NL',
      founded: '2011',
    });
    expect(status).toBe(200);
    expect(await platform('roamler')).toMatchObject({
      promiseDays: null,
      methods: [],
      aliases: [],
    });
  });

  test('lets two members correct two facts from two forms at the same time', async () => {
    const shown = platformFactsOf(await platform('testapic'));
    const form = { shown, activity: shown.activity, domains: shown.domains, ...seat(shown) };
    expect((await correct('testapic', { ...form, promiseDays: 4 })).status).toBe(200);
    expect((await correct('testapic', { ...form, methods: ['wise'] }, other)).status).toBe(200);
    expect(await platform('testapic')).toMatchObject({ promiseDays: 4, methods: ['wise'] });
  });

  test('is a conflict where somebody corrected the same fact meanwhile', async () => {
    const shown = platformFactsOf(await platform('ferpection'));
    const form = { shown, activity: shown.activity, domains: shown.domains, ...seat(shown) };
    expect((await correct('ferpection', { ...form, promiseDays: 4 })).status).toBe(200);
    const second = await correct('ferpection', { ...form, promiseDays: 9 }, other);
    expect(second).toEqual({ status: 409, error: { code: 'conflict' } });
    expect((await platform('ferpection')).promiseDays).toBe(4);
  });

  test('is refused where nothing changes', async () => {
    const { headquarters } = await platform('clickworker');
    const answer = await correct('clickworker', { city: headquarters.city });
    expect(answer).toEqual({ status: 422, error: { code: 'bad-input' } });
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['methods', { methods: ['cash'] }, 'invalid'],
    ['threshold', { threshold: 'much', currency: 'EUR' }, 'invalid'],
    ['threshold', { threshold: '1.5', currency: 'XOF' }, 'invalid'],
    ['currency', { threshold: '5' }, 'required'],
    ['promiseDays', { promiseDays: '-1' }, 'invalid'],
    ['promiseDays', { promiseDays: '366' }, 'too-big'],
    ['promiseDays', { promiseDays: 'soon' }, 'invalid'],
    ['paidWorkers', { paidWorkers: '0' }, 'too-small'],
    ['registeredAccounts', { registeredAccounts: '1 million' }, 'invalid'],
    ['founded', { founded: '2027' }, 'in-the-future'],
    ['founded', { founded: '1492' }, 'too-small'],
    ['country', { country: 'XX' }, 'invalid'],
    ['activity', { activity: 'mining' }, 'invalid'],
    ['aliases', { aliases: '???' }, 'invalid'],
    ['aliases', { aliases: 'Appen' }, 'taken'],
    ['domains', { domains: 'nowhere' }, 'invalid'],
    ['domains', { domains: 'appen.com' }, 'taken'],
    ['sendsTo', { sendsTo: 'Clickworker' }, 'invalid'],
    ['renamedTo', { renamedTo: 'x'.repeat(121) }, 'too-long'],
    ['source', { promiseDays: 7, source: '' }, 'required'],
    ['source', { promiseDays: 7, source: 'x'.repeat(501) }, 'too-long'],
  ])('refuses %s %j', async (field, body, code) => {
    const { status, error } = await correct('clickworker', body);
    expect(status).toBe(422);
    expect(error).toMatchObject({ code: 'bad-input', fields: { [field]: { code } } });
  });

  test('says which platform has the name already', async () => {
    const { error } = await correct('clickworker', { aliases: 'mturk.com' });
    expect(error).toMatchObject({ fields: { aliases: { limit: 'amazon-mechanical-turk' } } });
  });

  test('is for members, and for platforms that are there', async () => {
    expect((await correct('clickworker', { promiseDays: 3 }, null)).status).toBe(401);
    expect((await correct('nobody', { promiseDays: 3 })).status).toBe(404);
  });
});

function seat(facts: ReturnType<typeof platformFactsOf>): Record<string, unknown> {
  const { founded, headquarters } = facts;
  return {
    ...(founded === null ? {} : { founded }),
    ...(headquarters?.city == null ? {} : { city: headquarters.city }),
    ...(headquarters?.country == null ? {} : { country: headquarters.country }),
    sendsTo: facts.sendsTo,
  };
}
