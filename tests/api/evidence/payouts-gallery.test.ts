import { beforeAll, describe, expect, test } from 'vitest';
import { randomId } from '#server/core/ids.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout } from '#tests/support/factories.ts';

let site: TestApp;
const ids = new Map<string, string>();

beforeAll(async () => {
  site = await createTestApp();
  const add = async (name: string, payout: Parameters<typeof makePayout>[1]): Promise<void> => {
    ids.set(name, (await makePayout(site, payout)).id);
  };
  // Rounded: 27 €. Exact: more.
  await add('euros', { expectedMinor: 2743, askedOn: '2026-10-03', screenshot: true });
  await add('partly', { expectedMinor: 5000, receivedMinor: 1200, askedOn: '2026-10-20' });
  await add('ariary', { expectedMinor: 2743, currency: 'MGA', method: 'mvola' });
  await add('waiting', { state: 'waiting', expectedMinor: 8000, askedOn: '2026-09-10' });
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
    ['month=2026-10', ['euros', 'partly']],
    ['month=2026-08', []],
    ['currency=MGA', ['ariary']],
    ['currency=MGA&from=2000&to=3000', ['ariary']],
    ['from=20&to=30', ['euros']],
    ['month=2026-10&method=paypal&from=10', ['euros', 'partly']],
    ['screenshot=on&month=2026-10', ['euros']],
    ['from=80&state=waiting', ['waiting']],
    ['to=80', ['euros', 'partly', 'waiting']],
  ])('filters by %s', async (query, names) => {
    expect(await found(query)).toEqual(names);
  });

  test('takes what came where it was less than expected', async () => {
    expect(await found('from=11&to=13')).toEqual(['partly']);
    expect(await found('from=45&to=55')).toEqual([]);
  });

  test('knows rounded amounts alone: no search closes in on an exact one', async () => {
    expect(await found('from=27,01&to=27,99')).toEqual([]);
    expect(await found('from=27,43&to=27,43')).toEqual([]);
    expect(await found('from=27&to=27')).toEqual(['euros']);
  });

  test.each([
    'month=octobre',
    'currency=cowries',
    'from=beaucoup',
    'to=1,234',
    'from=10,5&currency=MGA',
  ])('refuses %s', async (query) => {
    for (const path of ['/api/payouts', '/api/payouts/count']) {
      expect((await site.get(`${path}?${query}`)).statusCode, path).toBe(422);
    }
  });
});

describe('the page of the gallery', () => {
  const read = async (query: string): Promise<string> =>
    (await site.get(`/fr/preuves?${query}`)).body;

  test('lists what fits, says how many, and keeps the filters in its form and links', async () => {
    const body = await read('type=all&mois=2026-10&de=20&a=30');
    expect(body).toContain(`/fr/preuves/${ids.get('euros')}`);
    expect(body).not.toContain(`/fr/preuves/${ids.get('partly')}`);
    expect(body).toContain('1\u00a0paiement correspond');
    expect(body).toMatch(/<input(?=[^>]*name="mois")[^>]*value="2026-10"/);
    expect(body).toMatch(/<option(?=[^>]*value="EUR")[^>]*selected/);
    expect(body).toContain('type=waiting&amp;mois=2026-10&amp;de=20&amp;a=30');
  });

  test('names what it could not read, and shows the rest', async () => {
    const body = await read('type=all&mois=hier&moyen=mvola');
    expect(body).toContain('Ce filtre n’a pas pu être lu\u00a0: Demandé en.');
    expect(body).toContain(`/fr/preuves/${ids.get('ariary')}`);
  });

  test('helps where nothing fits', async () => {
    const none = await read('mois=2026-09');
    expect(none).toContain('Aucun paiement ne correspond.');
    expect(none).toContain('/fr/preuves?type=all&amp;mois=2026-09');
    expect(await read('plateforme=Zzzzz')).toContain('Aucune plateforme ne s’appelle');
  });
});

describe('GET /api/payouts/:id/history', () => {
  type History = { acts: { month: string; kind: string; times: number }[] };

  test('tells the acts by month, and how often', async () => {
    const member = await makeMember(site);
    const posted = await site.post(
      '/api/payouts',
      {
        platform: 'appen',
        outcome: 'waiting',
        expected: '27,43',
        currency: 'EUR',
        method: 'paypal',
        askedOn: '2026-09-03',
      },
      member.cookie,
    );
    const { id } = posted.json<{ id: string }>();
    for (const _ of [1, 2]) {
      site.clock.advanceDays(1);
      const said = await site.post(`/api/payouts/${id}/still-waiting`, {}, member.cookie);
      expect(said.statusCode).toBe(200);
    }
    const response = await site.get(`/api/payouts/${id}/history`);
    expect(response.json<History>()).toEqual({
      acts: [
        { month: '2026-11', kind: 'payout-published', times: 1 },
        { month: '2026-11', kind: 'payout-still-waiting', times: 2 },
      ],
    });
    expect(response.body).not.toMatch(/\d{4}-\d\d-\d\d/);
    const page = await site.get(`/fr/preuves/${id}`);
    expect(page.body).toContain('Paiement toujours en attente, dit son auteur, 2\u00a0fois');
    await site.post(`/api/payouts/${id}/withdraw`, {}, member.cookie);
    expect((await site.get(`/api/payouts/${id}/history`)).statusCode).toBe(410);
  });

  test('is not found where there is no payout', async () => {
    expect((await site.get(`/api/payouts/${randomId()}/history`)).statusCode).toBe(404);
    expect((await site.get('/api/payouts/NOT-AN-ID/history')).statusCode).toBe(404);
  });
});
