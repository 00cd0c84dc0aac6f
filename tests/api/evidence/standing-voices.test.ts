import { beforeAll, expect, test } from 'vitest';
import { runHourlyJobs } from '#tests/support/run-hourly-jobs.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makePayout, platformId, type TestMember } from '#tests/support/factories.ts';
import { readPayoutEvidence } from '#tests/support/payout-evidence.ts';
import { addDays, today, type Day } from '#shared/core/days.ts';
import { weighReports } from '#shared/evidence/standing-reports.ts';
import { WITHDRAWAL_DAYS } from '#shared/evidence/standing-constants.ts';
import { makeEstablishedMember } from './proof-verification.testing.ts';

/** Nobody is heard anew by withdrawing a report, or by correcting it again and again. */

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

const now = (): Day => today(site.clock.now);
const heardOn = async (slug: string) => weighReports(await readPayoutEvidence(site, slug), now());

async function withdrewOn({ id: memberId }: TestMember, slug: string): Promise<Date | null> {
  const author = await site.database.prisma.author.findFirstOrThrow({
    where: { memberId, platformId: await platformId(site, slug) },
  });
  return author.withdrewOn;
}

test('who withdraws a report that counted is heard again on that platform after 90 days', async () => {
  const slug = 'clickworker';
  const member = await makeEstablishedMember(site);
  const { id } = await makePayout(site, { slug, member, state: 'refused' });
  expect(await heardOn(slug)).toHaveLength(1);
  expect((await site.post(`/api/payouts/${id}/withdraw`, {}, member.cookie)).statusCode).toBe(200);
  const again = await makePayout(site, { slug, member, state: 'refused' });
  expect(await heardOn(slug)).toEqual([]);
  // What she says of other platforms is heard.
  await makePayout(site, { slug: 'appen', member, state: 'refused' });
  expect(await heardOn('appen')).toHaveLength(1);
  site.clock.advanceDays(WITHDRAWAL_DAYS - 1);
  expect(await heardOn(slug)).toEqual([]);
  site.clock.advanceDays(1);
  expect(await heardOn(slug)).toHaveLength(1);
  expect((await readPayoutEvidence(site, slug)).map(({ authorKey }) => authorKey)).toHaveLength(1);
  expect(again.id).not.toBe(id);

  expect(await withdrewOn(member, slug)).not.toBeNull();
  site.clock.advanceDays(1);
  await runHourlyJobs({ ...site, clock: () => site.clock.now });
  expect(await withdrewOn(member, slug)).toBeNull();
});

test('what is withdrawn before it counts leaves no trace', async () => {
  const slug = 'bemyeye';
  const member = await makeEstablishedMember(site);
  const { id } = await makePayout(site, { slug, member });
  await site.database.prisma.payout.update({
    where: { id },
    data: { countingOn: new Date(addDays(now(), 1)) },
  });
  await site.post(`/api/payouts/${id}/withdraw`, {}, member.cookie);
  expect(await withdrewOn(member, slug)).toBeNull();
  await makePayout(site, { slug, member });
  expect(await heardOn(slug)).toHaveLength(1);
});

test('a report that is corrected to a later month is no younger', async () => {
  const slug = 'isahit';
  const member = await makeEstablishedMember(site);
  const asked = addDays(now(), -200);
  const about = { slug, member, state: 'refused', askedOn: asked, settledOn: addDays(asked, 5) };
  const { id } = await makePayout(site, {
    ...about,
    state: 'refused',
    publishedOn: addDays(asked, 6),
  });
  const correction = {
    platform: slug,
    outcome: 'refused',
    expected: '27,43',
    currency: 'EUR',
    method: 'paypal',
    askedOn: addDays(now(), -4),
    refusedOn: now(),
  };
  const corrected = await site.post(`/api/payouts/${id}`, correction, member.cookie);
  expect(corrected.statusCode, corrected.body).toBe(200);
  site.clock.advanceDays(14);
  const [report] = await heardOn(slug);
  expect(report?.age).toBeGreaterThan(160);
});

test('who opens a claim again and closes it once more is heard after 90 days', async () => {
  const slug = 'testapic';
  const member = await makeEstablishedMember(site);
  const claim = {
    platform: slug,
    outcome: 'waiting',
    expected: '27,43',
    currency: 'EUR',
    method: 'paypal',
    askedOn: addDays(now(), -50),
  };
  const sent = await site.post('/api/payouts', claim, member.cookie);
  const { id } = sent.json<{ id: string }>();
  const refuse = () => site.post(`/api/payouts/${id}/close`, { answer: 'refused' }, member.cookie);
  expect((await refuse()).statusCode).toBe(200);
  site.clock.advanceDays(30);
  expect(await heardOn(slug)).toHaveLength(1);
  const opened = { ...claim, askedOn: addDays(now(), -3) };
  expect((await site.post(`/api/payouts/${id}`, opened, member.cookie)).statusCode).toBe(200);
  expect((await refuse()).statusCode).toBe(200);
  site.clock.advanceDays(WITHDRAWAL_DAYS - 1);
  expect(await heardOn(slug)).toEqual([]);
  site.clock.advanceDays(1);
  expect(await heardOn(slug)).toHaveLength(1);
});
