import { beforeAll, describe, expect, test } from 'vitest';
import { ownClaimsResponse } from '#shared/evidence/claims.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, showNow, type TestMember } from '#tests/support/factories.ts';

let site: TestApp;
let member: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  member = await makeMember(site);
});

type Answer = ReturnType<TestApp['post']>;
const close = (id: string, answer: object, cookie = member.cookie): Answer =>
  site.post(`/api/payouts/${id}/close`, answer, cookie);

async function makeClaim(slug = 'appen'): Promise<string> {
  const { id } = await makePayout(site, {
    member,
    slug,
    state: 'waiting',
    askedOn: '2026-09-03',
    publishedOn: '2026-09-05',
    screenshot: true,
  });
  return showNow(site, id);
}

function read(id: string) {
  return site.database.prisma.payout.findUniqueOrThrow({ where: { id } });
}

async function recorded(id: string): Promise<string[]> {
  const entries = await site.database.prisma.recordEntry.findMany({
    where: { subject: `payout/${id}` },
    orderBy: { id: 'asc' },
  });
  return entries.map(({ kind }) => kind);
}

describe('POST /api/payouts/:id/close', () => {
  test.each([
    ['received today, whole', { answer: 'received' }, { state: 'received', delayDays: 75 }],
    [
      'received on a day, after a reply',
      { answer: 'received', on: '2026-10-03', afterReply: true },
      { state: 'received', delayDays: 22, afterReply: true, receivedShare: 1 },
    ],
    [
      'received, day forgotten',
      { answer: 'date-forgotten' },
      { state: 'received', delayDays: null, dateForgotten: true, receivedShare: 1 },
    ],
    [
      'received, by the class of its delay',
      { answer: 'received', delay: 5 },
      { state: 'received', delayDays: 5, receivedShare: 1 },
    ],
    [
      'refused for a reason',
      { answer: 'refused', refusal: 'quality', on: '2026-09-13' },
      { state: 'refused', delayDays: 11, refusal: 'quality', receivedShare: null },
    ],
    [
      'refused today, no reason told',
      { answer: 'refused' },
      { state: 'refused', delayDays: 75, refusal: null },
    ],
    ['given up', { answer: 'given-up' }, { state: 'given-up', delayDays: 75, receivedShare: null }],
  ])('closes what is waited for: %s', async (_, answer, published) => {
    const id = await makeClaim();
    expect((await close(id, answer)).statusCode).toBe(200);
    const kept = { ...published, askedSealed: null, keySlot: null };
    expect(await read(id)).toMatchObject(kept);
    expect(await recorded(id)).toEqual(['payout-published', 'payout-closed']);
  });

  test('leads on to her open claims', async () => {
    const id = await makeClaim();
    const answered = await close(id, { answer: 'received' });
    expect(answered.json()).toEqual({ id, path: '/fr/paiements-attendus?done=claim-received' });
  });

  test.each([
    ['a day ahead', { answer: 'received', on: '2026-11-21' }, 'on', 'in-the-future'],
    ['a day before it was asked', { answer: 'refused', on: '2026-09-02' }, 'on', 'before-start'],
    ['a delay that stands for no class', { answer: 'received', delay: 6 }, 'delay', 'invalid'],
    ['a delay that has not passed', { answer: 'received', delay: 135 }, 'on', 'in-the-future'],
    ['a day forgotten and told', { answer: 'date-forgotten', on: '2026-10-02' }, 'on', undefined],
    ['a day on which she gave up', { answer: 'given-up', on: '2026-10-02' }, 'on', undefined],
    ['a refusal of what came', { answer: 'received', refusal: 'other' }, 'refusal', undefined],
    [
      'a reply to what never came',
      { answer: 'given-up', afterReply: true },
      'afterReply',
      undefined,
    ],
    ['no answer', {}, 'answer', 'required'],
    ['an answer that there is not', { answer: 'perhaps' }, 'answer', 'invalid'],
    ['a reason that there is not', { answer: 'refused', refusal: 'mood' }, 'refusal', 'invalid'],
  ])('refuses %s', async (_, answer, field, code = 'contradicts') => {
    const id = await makeClaim();
    const refused = await close(id, answer);
    expect(refused.statusCode).toBe(422);
    const { error } = refused.json<{ error: { fields: Record<string, { code: string }> } }>();
    expect(error.fields).toMatchObject({ [field]: { code } });
    expect(await read(id)).toMatchObject({ state: 'waiting' });
  });

  test('the same answer twice is one; another one comes too late', async () => {
    const id = await makeClaim();
    const taps = await Promise.all([1, 2, 3].map(() => close(id, { answer: 'received' })));
    expect(taps.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
    expect(await recorded(id)).toEqual(['payout-published', 'payout-closed']);
    expect((await close(id, { answer: 'given-up' })).statusCode).toBe(409);
    expect(
      (await site.post(`/api/payouts/${id}/still-waiting`, {}, member.cookie)).statusCode,
    ).toBe(409);
    expect(await read(id)).toMatchObject({ state: 'received' });
  });

  test('of two different answers in one moment the first one holds', async () => {
    const id = await makeClaim();
    const taps = await Promise.all(['received', 'given-up'].map((answer) => close(id, { answer })));
    const codes = taps.map(({ statusCode }) => statusCode);
    expect(codes.toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(await recorded(id)).toEqual(['payout-published', 'payout-closed']);
  });

  test('a receipt that nobody waited for here is no claim', async () => {
    const { id } = await makePayout(site, {
      member,
      askedOn: '2026-11-16',
      settledOn: '2026-11-20',
    });
    expect((await close(id, { answer: 'received' })).statusCode).toBe(409);
  });

  test('is for its author, and not found where there is none', async () => {
    const id = await makeClaim();
    const other = await makeMember(site);
    const answer = { answer: 'received' };
    expect((await site.post(`/api/payouts/${id}/close`, answer)).statusCode).toBe(401);
    expect((await close(id, answer, other.cookie)).statusCode).toBe(403);
    expect((await close('000000000000', answer)).statusCode).toBe(404);
    expect(await read(id)).toMatchObject({ state: 'waiting' });
  });
});

describe('the whole form', () => {
  const facts = {
    expected: '27,43',
    currency: 'EUR',
    method: 'paypal',
    askedOn: '2026-09-03',
  };

  test('reports a receipt on a day forgotten, and no claim given up', async () => {
    const form = { ...facts, platform: 'isahit' };
    const forgotten = { ...form, outcome: 'received', dateForgotten: 'on' };
    const { id } = (await site.post('/api/payouts', forgotten, member.cookie)).json<{
      id: string;
    }>();
    expect(await read(id)).toMatchObject({ state: 'received', dateForgotten: true });
    const givenUp = await site.post(
      '/api/payouts',
      { ...form, outcome: 'given-up' },
      member.cookie,
    );
    expect(givenUp.statusCode).toBe(422);
  });

  test('gives up what was waited for, keeps the day through corrections, and opens it again', async () => {
    const id = await makeClaim();
    const correct = (change: object): Answer =>
      site.post(`/api/payouts/${id}`, { ...facts, outcome: 'given-up', ...change }, member.cookie);
    expect((await correct({})).statusCode).toBe(200);
    expect(await read(id)).toMatchObject({ state: 'given-up', delayDays: 75 });
    site.clock.advanceDays(1);
    expect((await correct({ method: 'wise' })).statusCode).toBe(200);
    expect(await read(id)).toMatchObject({ delayDays: 75, method: 'wise' });
    site.clock.advanceDays(-1);
    expect((await correct({ outcome: 'waiting' })).statusCode).toBe(200);
    expect(await read(id)).toMatchObject({ state: 'waiting', delayDays: null });
  });

  test('nobody gives up what came', async () => {
    const { id } = await makePayout(site, { member, askedOn: '2026-09-03' });
    const form = { ...facts, outcome: 'given-up' };
    const refused = await site.post(`/api/payouts/${id}`, form, member.cookie);
    expect(refused.statusCode).toBe(422);
    expect(refused.json()).toMatchObject({
      error: { fields: { outcome: { code: 'contradicts' } } },
    });
  });
});

describe('GET /api/me/claims', () => {
  test('lists what she waits for, with the day asked, and nobody else’s', async () => {
    const one = await makeMember(site);
    const { id } = await makePayout(site, { member: one, state: 'waiting', askedOn: '2026-11-14' });
    await makePayout(site, { member: one });
    const response = await site.get('/api/me/claims', one.cookie);
    expect(response.headers['cache-control']).toBe('private, no-store');
    const own = ownClaimsResponse.parse(response.json());
    expect(own).toMatchObject({ count: 1 });
    expect(own.claims).toEqual([
      expect.objectContaining({ id, amountBand: 1, askedOn: '2026-11-14', askedSince: null }),
    ]);
  });

  test('is for members', async () => {
    expect((await site.get('/api/me/claims')).statusCode).toBe(401);
  });
});

describe('a code leads to its payout', () => {
  const codeOf = (id: string): string => id.toUpperCase().replaceAll(/(.{4})(?=.)/g, '$1-');

  test.each(['fr', 'en'])('in the search box and in the address, in %s', async (language) => {
    const id = await makeClaim();
    const proofs = language === 'fr' ? '/fr/preuves' : '/en/proofs';
    const ranking = language === 'fr' ? '/fr/plateformes' : '/en/platforms';
    for (const typed of [codeOf(id), id, codeOf(id).replaceAll('-', ' ').toLowerCase()]) {
      const found = await site.get(`${ranking}?q=${encodeURIComponent(typed)}`);
      expect(found.headers.location).toBe(`${proofs}/${id}`);
    }
    const address = await site.get(`${proofs}/${codeOf(id)}`);
    expect([address.statusCode, address.headers.location]).toEqual([302, `${proofs}/${id}`]);
  });

  test('what looks like a code and is none is searched as a name', async () => {
    const found = await site.get('/fr/plateformes?q=clickworkers');
    expect(found.statusCode).toBe(200);
    expect((await site.get('/fr/preuves/0000-0000-0000')).statusCode).toBe(404);
  });

  test('its author reads it, and no stranger is told', async () => {
    const id = await makeClaim();
    for (const path of [`/fr/preuves/${id}`, '/fr/paiements-attendus']) {
      expect((await site.get(path, member.cookie)).body).toContain(codeOf(id));
    }
    expect((await site.get(`/fr/preuves/${id}`)).body).not.toContain(codeOf(id));
  });
});
