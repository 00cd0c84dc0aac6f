import { beforeAll, describe, expect, test } from 'vitest';
import {
  proofsResponse,
  publishedProof,
  type ProofsResponse,
  type PublishedProof,
} from '#shared/evidence/proofs.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, type TestMember } from '#tests/support/factories.ts';

let site: TestApp;
let member: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  member = await makeMember(site);
});

async function read(id: string): Promise<PublishedProof> {
  return publishedProof.parse((await site.get(`/api/payouts/${id}`)).json());
}

describe('GET /api/payouts', () => {
  let gallery: TestApp;
  beforeAll(async () => {
    gallery = await createTestApp();
    for (let month = 6; month <= 11; month += 1) {
      const publishedOn = `2026-${String(month).padStart(2, '0')}-12`;
      for (let count = 0; count < 6; count += 1)
        await makePayout(gallery, { publishedOn, screenshot: true });
      await makePayout(gallery, { publishedOn });
    }
    await makePayout(gallery, {
      slug: 'appen',
      state: 'waiting',
      method: 'wise',
      screenshot: true,
    });
  });

  test('pages through all that are shown, each once', async () => {
    const seen: PublishedProof[] = [];
    let before = '';
    for (let page = 0; page < 2; page += 1) {
      const response = await gallery.get(`/api/payouts?${before}`);
      const { payouts, next } = proofsResponse.parse(response.json());
      seen.push(...payouts);
      expect(next === null).toBe(page === 1);
      before = `before=${next}`;
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(37);
    const rows = await gallery.database.prisma.payout.findMany({
      where: { shownFrom: { not: null } },
      orderBy: { shownFrom: 'desc' },
    });
    const days = new Map(rows.map(({ id, shownFrom }) => [id, shownFrom?.toISOString()]));
    const order = seen.map(({ id }) => `${days.get(id)} ${id}`);
    expect(order).toEqual(order.toSorted().toReversed());
  });

  test.each([
    ['platform=appen', 1],
    ['platform=nobody', 0],
    ['state=waiting', 1],
    ['state=not-paid', 0],
    ['screenshot=on&platform=appen', 1],
    ['screenshot=true&state=paid&platform=appen', 0],
  ])('%s', async (query, count) => {
    const response = await gallery.get(`/api/payouts?${query}`);
    expect(response.json<{ payouts: object[] }>().payouts).toHaveLength(count);
  });

  test('gives no more than were asked for, and goes on after them', async () => {
    const list = async (query: string): Promise<ProofsResponse> =>
      proofsResponse.parse((await gallery.get(`/api/payouts?${query}`)).json());
    const whole = await list('platform=clickworker');
    const few = await list('platform=clickworker&limit=2');
    expect(few.payouts).toEqual(whole.payouts.slice(0, 2));
    const more = await list(`platform=clickworker&limit=2&before=${few.next}`);
    expect(more.payouts).toEqual(whole.payouts.slice(2, 4));
    expect((await list('platform=appen&limit=1')).next).toBeNull();
  });

  test.each(['state=received', 'before=2026-11', 'limit=0', 'limit=25'])(
    'refuses %s',
    async (query) => {
      expect((await gallery.get(`/api/payouts?${query}`)).statusCode).toBe(422);
    },
  );
});

describe('GET /api/payouts/:id', () => {
  test('is not found where there never was one', async () => {
    expect((await site.get('/api/payouts/000000000000')).statusCode).toBe(404);
    expect((await site.get('/api/payouts/NOT-AN-ID')).statusCode).toBe(404);
  });

  test('names a deleted member only where she had signed', async () => {
    const leaving = await makeMember(site, { pseudonym: 'Partante' });
    const signed = await makePayout(site, { member: leaving, signed: true });
    const unsigned = await makePayout(site, { member: leaving, slug: 'appen', screenshot: true });
    await site.database.prisma.author.updateMany({
      where: { memberId: leaving.id },
      data: { memberId: null, frozenEstablished: true },
    });
    expect((await read(signed.id)).author).toMatchObject({ deleted: true, pseudonym: null });
    expect((await read(unsigned.id)).author).toMatchObject({ deleted: false, established: true });
  });
});

describe('GET /api/me/payouts', () => {
  test('gives its author, and nobody else, the rounded values', async () => {
    const posted = await site.post(
      '/api/payouts',
      {
        platform: 'clickworker',
        outcome: 'received',
        expected: '27,43',
        currency: 'EUR',
        method: 'paypal',
        askedOn: '2026-11-03',
        receivedOn: '2026-11-07',
      },
      member.cookie,
    );
    const { id } = posted.json<{ id: string }>();
    const rounded = {
      id,
      amountBand: 1,
      receivedShare: 1,
      askedMonth: '2026-11',
      askedOn: null,
      delayDays: 5,
    };
    const list = await site.get('/api/me/payouts', member.cookie);
    expect(list.headers['cache-control']).toBe('private, no-store');
    const { payouts } = list.json<{ payouts: { id: string }[] }>();
    expect(payouts.find((payout) => payout.id === id)).toMatchObject(rounded);
    expect((await site.get(`/api/me/payouts/${id}`, member.cookie)).json()).toMatchObject(rounded);

    const other = await makeMember(site);
    expect((await site.get(`/api/me/payouts/${id}`, other.cookie)).statusCode).toBe(404);
    expect((await site.get('/api/me/payouts', other.cookie)).json()).toEqual({
      payouts: [],
      next: null,
    });
    expect((await site.get(`/api/me/payouts/${id}`)).statusCode).toBe(401);
    expect((await site.get('/api/me/payouts')).statusCode).toBe(401);
  });

  test('pages through many', async () => {
    const busy = await makeMember(site);
    for (let count = 0; count < 52; count += 1) await makePayout(site, { member: busy });
    const first = (await site.get('/api/me/payouts', busy.cookie)).json<Own>();
    const second = (
      await site.get(`/api/me/payouts?before=${first.next}`, busy.cookie)
    ).json<Own>();
    const ids = [...first.payouts, ...second.payouts].map(({ id }) => id);
    expect([first.payouts.length, new Set(ids).size, second.next]).toEqual([50, 52, null]);
    const odd = await site.get('/api/me/payouts?before=yesterday', busy.cookie);
    expect(odd.statusCode).toBe(422);
  });
  type Own = { payouts: { id: string }[]; next: string | null };
});
