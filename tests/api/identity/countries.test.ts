import { beforeAll, describe, expect, test } from 'vitest';
import { refreshStandings } from '#server/operations/jobs/hourly-jobs.ts';
import { refreshOutdatedFigures } from '#server/evidence/standings/refresh-outdated-figures.ts';
import { platformResponse, type PublishedEvidence } from '#shared/directory/platforms.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, type TestMember } from '#tests/support/factories.ts';

const SLUG = 'appen';
let site: TestApp;
let tenth: TestMember;
let leaving: TestMember;

beforeAll(async () => {
  site = await createTestApp();
  for (let count = 0; count < 9; count += 1) {
    const member = await makeMember(site);
    await makePayout(site, { member, slug: SLUG });
    await live(member, 'MG');
    leaving = member;
  }
  // Others, who say nothing.
  tenth = await makeMember(site);
  await makePayout(site, { member: tenth, slug: SLUG });
  for (let count = 0; count < 3; count += 1) await makePayout(site, { slug: SLUG });
});

async function live(member: TestMember, country: string): Promise<void> {
  const response = await site.post('/api/me/country', { country }, member.cookie);
  expect(response.statusCode).toBe(200);
}

async function read(): Promise<PublishedEvidence['countries']> {
  const response = await site.get(`/api/platforms/${SLUG}`);
  return platformResponse.parse(response.json()).evidence.countries;
}

async function monthPasses(): Promise<void> {
  site.clock.advanceDays(30);
  await refreshStandings(site.database, site.clock.now);
}

describe('figures by country', () => {
  test('say nothing with nine members of a country', async () => {
    await monthPasses();
    expect(await read()).toEqual({ month: '2026-12', groups: [] });
    expect((await site.get(`/fr/plateformes/${SLUG}`)).body).not.toContain('Madagascar');
  });

  test('do not move on the day on which the tenth says so, nor with what is posted', async () => {
    await live(tenth, 'MG');
    await makePayout(site, { slug: SLUG, member: tenth });
    expect((await read()).groups).toEqual([]);
  });

  test('have the country from the next month on, rounded, beside all others', async () => {
    await monthPasses();
    expect(await read()).toEqual({
      month: '2027-01',
      groups: [
        { country: 'MG', members: 10, tenths: 10 },
        { country: null, members: 0, tenths: null },
      ],
    });
    const { body } = await site.get(`/fr/plateformes/${SLUG}`);
    expect(body).toContain('Madagascar');
    expect(body).toContain('10\u00a0membres ou plus');
    expect(body).toContain('environ 10 sur 10 reçus');
  });

  test('stay as they are for the month when one leaves, and are gone the month after', async () => {
    await site.post('/api/me/country', {}, leaving.cookie);
    await makePayout(site, { slug: SLUG, member: leaving });
    expect((await read()).groups).toHaveLength(2);
    await monthPasses();
    expect((await read()).groups).toEqual([]);
  });
});

test('figures that an earlier version left are computed anew before anybody reads them', async () => {
  await site.database.sql(
    `UPDATE platform_summary SET evidence = '{"payouts": 3}'
      WHERE platform_id = (SELECT id FROM platform WHERE slug = $1)`,
    [SLUG],
  );
  expect(await refreshOutdatedFigures(site.database, site.clock.now)).toBe(1);
  expect(await refreshOutdatedFigures(site.database, site.clock.now)).toBe(0);
  expect((await site.get(`/fr/plateformes/${SLUG}`)).statusCode).toBe(200);
});
