import { beforeAll, describe, expect, test } from 'vitest';
import { randomId } from '#server/core/ids.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, showNow } from '#tests/support/factories.ts';

let site: TestApp;
const ids = new Map<string, string>();

beforeAll(async () => {
  site = await createTestApp();
  const add = async (name: string, payout: Parameters<typeof makePayout>[1]): Promise<void> => {
    ids.set(name, (await makePayout(site, payout)).id);
  };
  await add('paid', { screenshot: true, showsAmount: true });
  await add('partly', { expectedMinor: 5000, receivedMinor: 1200, signed: true });
  await add('waiting', { slug: 'appen', state: 'waiting', screenshot: true });
  await add('refused', { state: 'refused', screenshot: true, showsMonth: true });
  await add('plain', {});
  await add('later', { screenshot: true, shownFrom: null });
});

async function found(query: string): Promise<string[]> {
  const response = await site.get(`/api/payouts?${query}`);
  expect(response.statusCode).toBe(200);
  const listed = response.json<{ payouts: { id: string }[] }>().payouts.map(({ id }) => id);
  const counted = await site.get(`/api/payouts/count?${query}`);
  expect(counted.json()).toEqual({ count: listed.length, more: false });
  return [...ids].flatMap(([name, id]) => (listed.includes(id) ? [name] : []));
}

describe('the gallery', () => {
  test.each([
    ['', ['paid', 'partly', 'waiting', 'refused']],
    ['state=paid', ['paid']],
    ['state=not-paid', ['partly', 'refused']],
    ['state=waiting', ['waiting']],
    ['screenshot=on&platform=clickworker', ['paid', 'refused']],
    ['platform=nobody', []],
  ])('filters by %s', async (query, names) => {
    expect(await found(query)).toEqual(names);
  });

  test.each(['month=2026-11', 'from=20&to=30', 'currency=MGA', 'method=wise'])(
    'knows no filter %s, which could ask for what is not shown',
    async (query) => {
      expect(await found(query)).toEqual(await found(''));
    },
  );
});

describe('the page of the gallery', () => {
  const read = async (query: string): Promise<string> =>
    (await site.get(`/fr/preuves?${query}`)).body;

  test('lists what fits, says how many, and keeps the platform in its links', async () => {
    const body = await read('type=not-paid&plateforme=Clickworker');
    expect(body).toContain(`/fr/preuves/${ids.get('partly')}`);
    expect(body).not.toContain(`/fr/preuves/${ids.get('paid')}`);
    expect(body).toContain('preuves trouvées');
    expect(body).toContain('type=waiting&amp;plateforme=Clickworker');
  });

  test('says the amount and the month where they are shown alone', async () => {
    expect(await read('')).toContain('Payé, environ 27\u00a0€');
    const body = await read('type=not-paid');
    expect(body).toContain('Pas payé, demandé en novembre 2026');
    expect(body).not.toMatch(/\d+\u00a0€|PayPal/);
  });

  test('helps where nothing fits', async () => {
    const none = await read('plateforme=Appen');
    expect(none).toContain('Aucune preuve ne correspond.');
    expect(none).toContain('/fr/preuves?type=all&amp;plateforme=Appen');
    expect(await read('plateforme=Zzzzz')).toContain('Aucune plateforme ne s’appelle');
  });
});

describe('GET /api/payouts/:id/history', () => {
  const FACTS = {
    outcome: 'waiting',
    expected: '27,43',
    currency: 'EUR',
    method: 'paypal',
    askedOn: '2026-09-03',
  };
  type History = { acts: { month: string; kind: string; times: number }[] };

  test('tells the acts by month, and how often', async () => {
    const member = await makeMember(site);
    const posted = await site.post(
      '/api/payouts',
      { ...FACTS, platform: 'appen', signed: 'on' },
      member.cookie,
    );
    const { id } = posted.json<{ id: string }>();
    expect((await site.get(`/api/payouts/${id}/history`)).statusCode).toBe(404);
    await showNow(site, id);
    for (const expected of ['30', '31']) {
      const form = { ...FACTS, signed: 'on', showsAmount: 'on', expected };
      const said = await site.post(`/api/payouts/${id}`, form, member.cookie);
      expect(said.statusCode, said.body).toBe(200);
    }
    const response = await site.get(`/api/payouts/${id}/history`);
    expect(response.json<History>()).toEqual({
      acts: [
        { month: '2026-11', kind: 'payout-published', times: 1 },
        { month: '2026-11', kind: 'payout-corrected', times: 2 },
      ],
    });
    expect(response.body).not.toMatch(/\d{4}-\d\d-\d\d/);
    const page = await site.get(`/fr/preuves/${id}`);
    expect(page.body).toContain(', 2\u00a0fois');
    await site.post(`/api/payouts/${id}/withdraw`, {}, member.cookie);
    expect((await site.get(`/api/payouts/${id}/history`)).statusCode).toBe(410);
  });

  test('is not found where there is no payout', async () => {
    expect((await site.get(`/api/payouts/${randomId()}/history`)).statusCode).toBe(404);
    expect((await site.get('/api/payouts/NOT-AN-ID/history')).statusCode).toBe(404);
  });
});
