import { addDays, mondayOf, today } from '#shared/core/days.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { homeResponse } from '#shared/site/home.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout } from '#tests/support/factories.ts';
import { makeReleasedSlips } from '#tests/support/slips.ts';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

describe('GET /api/home', () => {
  test('answers zeros and empty lists while there is no evidence', async () => {
    const response = await site.get('/api/home');
    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({
      counts: {
        members: 0,
        platforms: 23,
        paid: 0,
        notPaid: 0,
      },
      bulletin: { monday: null, slips: 0, changes: 0 },
      known: [],
      example: null,
      barometer: null,
      changes: [],
      waiting: [],
    });
  });

  test('sums the slips of all platforms, and never a report that is not released', async () => {
    await makePayout(site, { slug: 'appen' });
    await makeReleasedSlips(site, 'appen', [{}, {}, { outcome: 'not-paid' }]);
    await makeReleasedSlips(site, 'isahit', [{}]);
    const home = homeResponse.parse((await site.get('/api/home')).json());
    expect(home.counts).toMatchObject({ paid: 3, notPaid: 1 });
    const { body } = await site.get('/fr');
    const text = body.replaceAll('\u00a0', ' ');
    expect(text).toContain('Sur 4 témoignages, 3 disent payé');
    expect(text).toContain('1 témoignage dit pas payé.');
    // The bulletin counts what came out; that no verdict changed is no number.
    expect(text).toContain('<b>4</b> nouveaux témoignages');
    expect(text).not.toContain('<b>0</b>');
  });

  test('shows the slip and the stamp of the platform with the most slips, as on its page', async () => {
    const { example } = homeResponse.parse((await site.get('/api/home')).json());
    const page = (await site.get('/api/platforms/appen')).json<{
      standing: object;
      evidence: object;
    }>();
    expect(example).toMatchObject({ slug: 'appen', standing: page.standing });
    expect(example?.evidence).toEqual(page.evidence);
    expect((await site.get('/fr')).body.replaceAll('\u00a0', ' ')).toContain('Par exemple : Appen');
  });

  test('counts in the bulletin what came out on the latest Monday, and changes of a week', async () => {
    const before = homeResponse.parse((await site.get('/api/home')).json()).bulletin;
    const monday = mondayOf(today(site.clock.now));
    expect(before).toMatchObject({ monday, slips: 4 });
    await makeReleasedSlips(site, 'isahit', [{ monday: addDays(monday, -7) }]);
    const { bulletin, known } = homeResponse.parse((await site.get('/api/home')).json());
    expect(bulletin.slips).toBe(4);
    expect(known.map(({ slug }) => slug)).toEqual(['appen', 'isahit']);
    expect((await site.get('/en')).body).toContain('<b>4</b> new reports');
  });

  test('counts the accounts of a week from the Monday after on', async () => {
    const { now } = site.clock;
    const membersOn = async (later: number): Promise<number> => {
      site.clock.now = new Date(now.getTime() + later * 86_400_000);
      return homeResponse.parse((await site.get('/api/home')).json()).counts.members;
    };
    const before = await membersOn(0);
    await makeMember(site);
    expect([await membersOn(0), await membersOn(2)]).toEqual([before, before]);
    expect(await membersOn(3)).toBeGreaterThan(before);
    site.clock.now = now;
  });

  test('lists platforms of which a line of bad news is said', async () => {
    const platform = await site.database.prisma.platform.findUniqueOrThrow({
      where: { slug: 'clickworker' },
    });
    const standing = { state: 'doubtful', since: '2026-11-20', lines: ['several-waiting'] };
    await site.database.prisma.platformSummary.update({
      where: { platformId: platform.id },
      data: { standing, state: 'doubtful' },
    });
    const { waiting } = homeResponse.parse((await site.get('/api/home')).json());
    expect(waiting).toEqual([
      { slug: 'clickworker', name: 'Clickworker', state: 'doubtful', lines: ['several-waiting'] },
    ]);
    expect((await site.get('/fr')).body).toContain(
      'Plusieurs membres attendent depuis trop longtemps',
    );
  });

  test('dates a changed standing by its month: its day would be that of a payout', async () => {
    const id = (await site.database.prisma.platform.findUniqueOrThrow({ where: { slug: 'appen' } }))
      .id;
    await site.database.prisma.standingChange.create({
      data: {
        id: 'change000000',
        platformId: id,
        day: new Date('2026-12-03'),
        before: 'unknown',
        after: 'promising',
      },
    });
    const { body } = await site.get('/api/home');
    expect(homeResponse.parse(JSON.parse(body)).changes).toEqual([
      { slug: 'appen', name: 'Appen', before: 'unknown', after: 'promising', month: '2026-12' },
    ]);
    expect(body).not.toContain('2026-12-03');
  });
});

describe('the home page', () => {
  test('says to visitors what it takes to sign up, to members only how to report', async () => {
    const asks = 'What we will never ask you for';
    const enough = 'A pseudonym and a password are enough';
    const visitors = (await site.get('/en')).body;
    expect(visitors).toContain(asks);
    expect(visitors).toContain(enough);
    const { body } = await site.get('/en', (await makeMember(site)).cookie);
    expect(body).not.toContain(asks);
    expect(body).not.toContain(enough);
    expect(body).toContain('Report now');
  });

  test('asks a member what became of her money, and takes the answer without leaving the page', async () => {
    const member = await makeMember(site);
    const { id } = await makePayout(site, {
      member,
      slug: 'appen',
      state: 'waiting',
      askedOn: addDays(today(site.clock.now), -40),
    });
    const first = (await site.get('/fr', member.cookie)).body;
    expect(first).toContain('On vous doit de l’argent');
    expect(first).toContain('Ce n’est pas normal.');
    expect((await site.get('/fr')).body).not.toContain(id);
    const answered = await site.post(
      `/api/payouts/${id}/close`,
      { answer: 'received', _from: '/fr', _form: `today-${id}` },
      member.cookie,
      { headers: { accept: 'text/html' } },
    );
    expect(answered.headers.location).toMatch(/^\/fr\?done=claim-received/);
    expect((await site.get('/fr', member.cookie)).body).not.toContain('On vous doit de l’argent');
  });
});
