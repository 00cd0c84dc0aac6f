import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { factsOf, revisionsResponse } from '#shared/corrections.ts';
import { platformResponse, type PlatformResponse } from '#shared/platforms.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, platformId, type TestMember } from '#tests/support/factories.ts';

let site: TestApp;
let member: TestMember;
let other: TestMember;
const SOURCE = 'https://example.org/faq';

beforeAll(async () => {
  site = await createTestApp();
});
beforeEach(async () => {
  member = await makeMember(site);
  other = await makeMember(site);
});

async function platform(slug: string): Promise<PlatformResponse> {
  return platformResponse.parse((await site.get(`/api/platforms/${slug}`)).json());
}

async function correct(
  slug: string,
  body: Record<string, unknown>,
  by: TestMember | null = member,
): Promise<{ status: number; error: unknown }> {
  const response = await site.post(
    `/api/platforms/${slug}/corrections`,
    { source: SOURCE, ...body },
    by?.cookie,
  );
  return { status: response.statusCode, error: response.json<{ error?: unknown }>().error };
}

type Revision = {
  id: string;
  field: string;
  before: unknown;
  after: unknown;
  source: string;
  undoes: string | null;
  undone: boolean;
  disputes: { reason: string }[];
  can: { undo: boolean; dispute: boolean; withdrawDispute: boolean };
};
async function revisions(slug: string, cookie?: string): Promise<Revision[]> {
  const response = await site.get(`/api/platforms/${slug}/revisions`, cookie);
  expect(response.statusCode).toBe(200);
  expect(revisionsResponse.safeParse(response.json()).success).toBe(true);
  return response.json<{ revisions: Revision[] }>().revisions;
}
async function only(slug: string): Promise<Revision> {
  const [revision, ...rest] = await revisions(slug);
  if (revision === undefined || rest.length > 0) throw new Error('not one revision');
  return revision;
}
async function act(
  slug: string,
  id: string,
  what: string,
  body: object,
  by: TestMember | null,
): Promise<number> {
  const path = `/api/platforms/${slug}/revisions/${id}/${what}`;
  return (await site.post(path, body, by?.cookie)).statusCode;
}
const undo = (slug: string, id: string, by: TestMember | null = other): Promise<number> =>
  act(slug, id, 'undo', { source: 'This is not so.' }, by);
const dispute = (slug: string, id: string, by: TestMember | null = other): Promise<number> =>
  act(slug, id, 'disputes', { reason: 'This page says nothing of it.' }, by);

describe('POST /api/platforms/:slug/corrections', () => {
  test('changes each fact given, one revision each, all with the source, and records them', async () => {
    const answer = await correct('isahit', {
      methods: ['paypal', 'mvola'],
      threshold: '7,50',
      currency: 'EUR',
      promiseDays: 10,
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
      { kind: 'bought-by', name: 'Isahit', slug: 'isahit' },
    ]);
    const made = await revisions('isahit');
    expect(made.every(({ source }) => source === SOURCE)).toBe(true);
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
    const before = factsOf(await platform('bpeek'));
    await correct('bpeek', { promiseDays: 3 });
    expect(factsOf(await platform('bpeek'))).toEqual({ ...before, promiseDays: 3 });
  });

  test('from a form, makes unknown what was emptied', async () => {
    await correct('roamler', { promiseDays: 5, methods: ['wise'], aliases: ['Roam'] });
    const shown = JSON.stringify(factsOf(await platform('roamler')));
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
    const shown = factsOf(await platform('testapic'));
    const form = { shown, activity: shown.activity, domains: shown.domains, ...seat(shown) };
    expect((await correct('testapic', { ...form, promiseDays: 4 })).status).toBe(200);
    expect((await correct('testapic', { ...form, methods: ['wise'] }, other)).status).toBe(200);
    expect(await platform('testapic')).toMatchObject({ promiseDays: 4, methods: ['wise'] });
  });

  test('is a conflict where somebody corrected the same fact meanwhile', async () => {
    const shown = factsOf(await platform('ferpection'));
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

describe('GET /api/platforms/:slug/revisions', () => {
  test('shows what changed and why, never by whom', async () => {
    await correct('moolineo', { promiseDays: 12 });
    const response = await site.get('/api/platforms/moolineo/revisions');
    const revision = await only('moolineo');
    expect(revision).toMatchObject({
      field: 'promiseDays',
      before: null,
      after: 12,
      source: SOURCE,
    });
    expect(response.body).not.toContain(member.id);
    expect(response.body).not.toContain(member.pseudonym);
  });

  test('says what each viewer may do', async () => {
    await correct('loonea', { promiseDays: 12 });
    const can = async (cookie?: string): Promise<unknown> =>
      (await revisions('loonea', cookie))[0]?.can;
    expect(await can()).toEqual({ undo: false, dispute: false, withdrawDispute: false });
    expect(await can(member.cookie)).toEqual({
      undo: true,
      dispute: false,
      withdrawDispute: false,
    });
    expect(await can(other.cookie)).toEqual({ undo: true, dispute: true, withdrawDispute: false });
  });

  test('refuses a page that is none, and is not found for nobody', async () => {
    expect((await site.get('/api/platforms/loonea/revisions?page=0')).statusCode).toBe(422);
    expect((await site.get('/api/platforms/nobody/revisions')).statusCode).toBe(404);
  });
});

describe('POST /api/platforms/:slug/revisions/:id/undo', () => {
  test('puts back what was before, as a revision of its own', async () => {
    await correct('lionbridge', { methods: ['paypal'] });
    const first = await only('lionbridge');
    expect(await undo('lionbridge', first.id)).toBe(200);
    expect((await platform('lionbridge')).methods).toEqual([]);
    const made = await revisions('lionbridge');
    expect(made.find(({ undoes }) => undoes === first.id)).toMatchObject({
      before: ['paypal'],
      after: [],
      source: 'This is not so.',
    });
    expect(made.find(({ id }) => id === first.id)?.undone).toBe(true);
  });

  test('can itself be undone', async () => {
    await correct('pactera', { aliases: ['Beyondsoft'] });
    const first = await only('pactera');
    await undo('pactera', first.id);
    const second = (await revisions('pactera')).find(({ undoes }) => undoes === first.id);
    expect(await undo('pactera', second?.id ?? '', member)).toBe(200);
    expect((await platform('pactera')).aliases).toEqual(['Beyondsoft']);
  });

  test('is a conflict where it is undone already, or the fact has changed since', async () => {
    await correct('winminute', { promiseDays: 3 });
    const first = await only('winminute');
    await correct('winminute', { promiseDays: 4 });
    expect(await undo('winminute', first.id)).toBe(409);
    const second = (await revisions('winminute')).find(({ after }) => after === 4);
    expect(await undo('winminute', second?.id ?? '')).toBe(200);
    expect(await undo('winminute', second?.id ?? '')).toBe(409);
    expect((await platform('winminute')).promiseDays).toBe(3);
  });

  test('is a conflict where the name means another platform by now', async () => {
    await correct('mobeye', { aliases: ['Mob Eye'] });
    const first = await only('mobeye');
    await undo('mobeye', first.id);
    await correct('bemyeye', { aliases: ['Mob Eye'] });
    const second = (await revisions('mobeye')).find(({ undoes }) => undoes === first.id);
    expect(await undo('mobeye', second?.id ?? '')).toBe(409);
  });

  test('by two at the same time happens once', async () => {
    await correct('streetbees', { promiseDays: 8 });
    const { id } = await only('streetbees');
    const statuses = await Promise.all([
      undo('streetbees', id, member),
      undo('streetbees', id, other),
    ]);
    expect(statuses.toSorted()).toEqual([200, 409]);
    expect(await revisions('streetbees')).toHaveLength(2);
  });

  test('is for members, with a reason, of what is there', async () => {
    await correct('clixsense', { promiseDays: 8 });
    const { id } = await only('clixsense');
    expect(await undo('clixsense', id, null)).toBe(401);
    expect(await act('clixsense', id, 'undo', { source: '' }, other)).toBe(422);
    expect(await undo('clixsense', '000000000000')).toBe(404);
    expect(await undo('appen', id)).toBe(404);
    expect(await undo('clixsense', 'not-an-id')).toBe(404);
  });
});

describe('POST /api/platforms/:slug/revisions/:id/disputes', () => {
  test('stands beside the correction, with its reason', async () => {
    await correct('clic-and-walk', { promiseDays: 8 });
    const { id } = await only('clic-and-walk');
    expect(await dispute('clic-and-walk', id)).toBe(200);
    expect((await only('clic-and-walk')).disputes).toMatchObject([
      { reason: 'This page says nothing of it.' },
    ]);
    expect((await revisions('clic-and-walk', other.cookie))[0]?.can).toMatchObject({
      dispute: false,
      withdrawDispute: true,
    });
  });

  test('counts once a member, and not by who made the correction', async () => {
    await correct('ba-click', { promiseDays: 8 });
    const { id } = await only('ba-click');
    expect(await dispute('ba-click', id)).toBe(200);
    expect(await dispute('ba-click', id)).toBe(409);
    expect(await dispute('ba-click', id, member)).toBe(403);
  });

  test('can be taken back: its words are gone, the record says that there was one', async () => {
    await correct('microworkers', { promiseDays: 8 });
    const { id } = await only('microworkers');
    await dispute('microworkers', id);
    expect(await act('microworkers', id, 'disputes/withdraw', {}, other)).toBe(200);
    expect((await only('microworkers')).disputes).toEqual([]);
    const entries = await site.database.prisma.recordEntry.findMany({
      where: { kind: { startsWith: 'dispute-' } },
      orderBy: { id: 'asc' },
    });
    const [published, withdrawn] = entries.slice(-2);
    expect(published).toMatchObject({ kind: 'dispute-published', salt: null });
    expect(withdrawn?.kind).toBe('dispute-withdrawn');
    expect(await act('microworkers', id, 'disputes/withdraw', {}, other)).toBe(404);
    expect(await act('microworkers', id, 'disputes/withdraw', {}, null)).toBe(401);
  });

  test('is for members, with a reason, of what is there', async () => {
    await correct('foule-factory', { promiseDays: 8 });
    const { id } = await only('foule-factory');
    expect(await dispute('foule-factory', id, null)).toBe(401);
    expect(await act('foule-factory', id, 'disputes', { reason: '' }, other)).toBe(422);
    expect(await dispute('foule-factory', '000000000000')).toBe(404);
  });
});

describe('a promise in the standing', () => {
  const expected = async (): Promise<number> => (await platform('5euros')).standing.expectedDays;

  test('counts from its correction on, not while undone or disputed', async () => {
    await makePayout(site, { slug: '5euros' });
    expect(await expected()).toBe(30);
    await correct('5euros', { promiseDays: 12 });
    expect(await expected()).toBe(12);
    const first = await only('5euros');

    await undo('5euros', first.id);
    expect(await expected()).toBe(30);
    const second = (await revisions('5euros')).find(({ undoes }) => undoes === first.id);
    await undo('5euros', second?.id ?? '', member);
    expect(await expected()).toBe(12);

    await dispute('5euros', first.id);
    // Undone once, then put back: what can be disputed is its return.
    expect(await expected()).toBe(12);
    const third = (await revisions('5euros')).find(({ undoes }) => undoes === second?.id);
    expect(await dispute('5euros', third?.id ?? '')).toBe(200);
    expect(await expected()).toBe(30);
    await act('5euros', third?.id ?? '', 'disputes/withdraw', {}, other);
    expect(await expected()).toBe(12);

    site.clock.advanceDays(1);
    await correct('5euros', { promiseDays: 20 });
    expect(await expected()).toBe(20);
    const id = await platformId(site, '5euros');
    const summary = await site.database.prisma.platformSummary.findUniqueOrThrow({
      where: { platformId: id },
    });
    expect(summary.computedOn.toISOString().slice(0, 10)).toBe('2026-11-21');
  });
});

function seat(facts: ReturnType<typeof factsOf>): Record<string, unknown> {
  const { founded, headquarters } = facts;
  return {
    ...(founded === null ? {} : { founded }),
    ...(headquarters?.city == null ? {} : { city: headquarters.city }),
    ...(headquarters?.country == null ? {} : { country: headquarters.country }),
    sendsTo: facts.sendsTo,
  };
}
