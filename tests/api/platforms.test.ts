import { beforeAll, describe, expect, test } from 'vitest';
import { platformResponse } from '#shared/platforms.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makePayout } from '#tests/support/factories.ts';

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

describe('GET /api/platforms/:slug', () => {
  test('answers what is fixed for other tools, unknown while there is no evidence', async () => {
    const response = await site.get('/api/platforms/isahit');
    expect(response.statusCode).toBe(200);
    const platform = response.json<Record<string, unknown>>();
    expect(platform).toMatchObject({
      slug: 'isahit',
      name: 'Isahit',
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

  test('is not found under another name', async () => {
    const response = await site.get('/api/platforms/nobody');
    expect(response.statusCode).toBe(404);
    expect(response.json()).toEqual({ error: { code: 'not-found' } });
  });
});

describe('GET /api/platforms/suggest', () => {
  test.each([
    ['clickworker', 'clickworker'],
    ['Clikworker', 'clickworker'],
    ['foule', 'foule-factory'],
    ['www.mturk.com', 'amazon-mechanical-turk'],
    ['FOULÉ FACTORY', 'foule-factory'],
  ])('finds what %s means', async (typed, slug) => {
    const response = await site.get(`/api/platforms/suggest?q=${encodeURIComponent(typed)}`);
    expect(response.json<{ platforms: { slug: string }[] }>().platforms[0]?.slug).toBe(slug);
  });
});
