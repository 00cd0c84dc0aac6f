import { beforeAll, describe, expect, test } from 'vitest';
import { dayToDate } from '#server/database/db.ts';
import { loadCrowd } from '#server/evidence/publication/crowd.ts';
import { MAX_REPORTS_OF_VOICE } from '#server/evidence/publication/rules.ts';
import { addDays, today } from '#shared/core/days.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeCrowd } from '#tests/support/crowds.ts';
import { makeMember, makePayout, platformId } from '#tests/support/factories.ts';
import { slipDesk } from './publication.testing.ts';

/** What one account can do to the public numbers of a platform, as `bench:one-account` plays it. */

let site: TestApp;
const { post, statesOf, slipsOf, run, releaseNextMonday, ownerOf } = slipDesk(() => site);
beforeAll(async () => {
  site = await createTestApp();
});

const showKnowingly = async (id: string, cookie: string): Promise<number> =>
  (await site.post(`/api/me/payouts/${id}/publish`, {}, cookie)).statusCode;

test('many receipts within three days are one slip', async () => {
  const slug = 'clickworker';
  await makeCrowd(site, slug, 60, 3_000);
  const member = await makeMember(site, { established: true });
  for (let nth = 0; nth < 9; nth += 1) {
    if (nth % 3 === 0) site.clock.advanceDays(1);
    await post(slug, member);
  }
  expect(await slipsOf(member, slug)).toHaveLength(1);
  await releaseNextMonday(member, slug);
  expect(await statesOf(member)).toEqual(Array.from({ length: 9 }, () => 'released'));
});

test.each(['received', 'refused'] as const)(
  'of 90 that one account says are %s twelve enter the share of bad news',
  async (state) => {
    const slug = state === 'received' ? 'appen' : 'isahit';
    const [one = await makeMember(site)] = await makeCrowd(site, slug, 20, 3_000);
    const id = await platformId(site, slug);
    const share = async () =>
      (await loadCrowd(site.database.sql, id, today(site.clock.now))).badShare;
    await makePayout(site, { slug, member: one, state: 'refused' });
    const before = await share();
    const member = await makeMember(site, { established: true });
    for (let nth = 0; nth < 90; nth += 1) await makePayout(site, { slug, member, state });
    const { quarter, year } = MAX_REPORTS_OF_VOICE;
    // 21 reports, all of this quarter, and ten that every share begins with.
    const bad = state === 'refused' ? 1 : 0;
    expect(before).toBeCloseTo(1 / 31);
    expect(await share()).toBeCloseTo(
      Math.min((1 + bad * quarter) / (31 + quarter), (1 + bad * year) / (31 + year)),
    );
  },
);

describe('who was shown within a year', () => {
  const slug = 'microworkers';
  beforeAll(() => makeCrowd(site, slug, 2, null));

  test('shows the same knowingly no more, another outcome she may, and both after a year', async () => {
    const member = await makeMember(site);
    expect(await showKnowingly(await post(slug, member), member.cookie)).toBe(200);
    await releaseNextMonday(member, slug);
    const second = await post(slug, member);
    expect(await statesOf(member)).toEqual(['held-back', 'released']);
    expect(await showKnowingly(second, member.cookie)).toBe(409);
    const page = await site.get(`/fr/mes-paiements/${second}`, member.cookie);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain('dit la même chose ici, il y a moins d’un an');
    const day = today(site.clock.now);
    const refusal = { outcome: 'refused', refusedOn: day, refusal: 'no-reason' };
    const refused = await post(slug, member, { ...refusal, receivedOn: undefined });
    expect(await showKnowingly(refused, member.cookie)).toBe(200);
    await site.database.prisma.slip.deleteMany({ where: { outcome: 'not-paid' } });
    // A year later her session would be over.
    await site.database.sql(`UPDATE slip SET monday = monday - 371 WHERE owner = $1`, [
      await ownerOf(member, slug),
    ]);
    expect(await showKnowingly(second, member.cookie)).toBe(200);
  });

  test('weighs as one who is not established where she says the same again', async () => {
    const member = await makeMember(site, { established: true });
    const owner = await ownerOf(member, slug);
    const platform = await platformId(site, slug);
    const told = [
      ['first', 0, 'paid'],
      ['again', 182, 'paid'],
      ['otherwise', 189, 'not-paid'],
      ['next-year', 371, 'paid'],
    ] as const;
    for (const [id, days, outcome] of told) {
      const monday = dayToDate(addDays('2028-01-03', days));
      const facts = { window: 4, outcome, solicited: false, established: true };
      await site.database.prisma.slip.create({
        data: { id, platformId: platform, owner, monday, ...facts },
      });
      site.clock.now = monday;
      await run();
    }
    const slips = await slipsOf(member, slug);
    expect(slips.map(({ id, established, released }) => [id, established, released])).toEqual([
      ['first', true, true],
      ['again', false, true],
      ['otherwise', true, true],
      ['next-year', true, true],
    ]);
  });
});
