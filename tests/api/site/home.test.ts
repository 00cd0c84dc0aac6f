import { beforeAll, describe, expect, test } from 'vitest';
import { homeResponse } from '#shared/site/home.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout } from '#tests/support/factories.ts';

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
        payouts: 0,
        received: 0,
        waiting: 0,
        refused: 0,
        givenUp: 0,
      },
      changes: [],
      waiting: [],
    });
  });

  test('sums all platforms, and lists where members wait longer than expected', async () => {
    const { member } = await makePayout(site, { slug: 'appen' });
    await makePayout(site, { slug: 'isahit', member, state: 'waiting', askedOn: '2026-11-12' });
    await makePayout(site, {
      slug: 'clickworker',
      member,
      state: 'waiting',
      askedOn: '2026-08-02',
    });
    await makePayout(site, { slug: 'clickworker', state: 'refused' });
    const home = homeResponse.parse((await site.get('/api/home')).json());
    expect(home.counts).toMatchObject({ payouts: 4, received: 1, waiting: 2, refused: 1 });
    // Nothing is named of what there is none of, so that the page stays short.
    expect((await site.get('/fr')).body).not.toContain('abandonné');
    expect(home.waiting).toEqual([
      { slug: 'clickworker', name: 'Clickworker', state: 'unknown', overdueMembers: 1, members: 2 },
    ]);
  });

  test('counts what was given up too, so that its counts add up', async () => {
    await makePayout(site, { slug: 'appen', state: 'given-up', askedOn: '2026-08-02' });
    const { counts } = homeResponse.parse((await site.get('/api/home')).json());
    expect(counts.givenUp).toBe(1);
    expect(counts.received + counts.waiting + counts.refused + counts.givenUp).toBe(counts.payouts);
    expect((await site.get('/fr')).body).toContain('1\u00a0refusé, 1\u00a0abandonné');
    expect((await site.get('/en')).body).toContain('1\u00a0refused, 1\u00a0written off');
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
        numbers: {},
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
    const asks = 'What we do not ask for';
    expect((await site.get('/en')).body).toContain(asks);
    const { body } = await site.get('/en', (await makeMember(site)).cookie);
    expect(body).not.toContain(asks);
    expect(body).not.toContain('A pseudonym and a password are enough');
    expect(body).toMatch(/<a class="button" href="[^"]*">Report in a minute</);
  });
});
