import { beforeAll, expect, test } from 'vitest';
import { runJobs } from '#server/jobs.ts';
import type { PublishedPayout } from '#shared/payouts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, type TestMember } from '#tests/support/factories.ts';
import { postForm } from '#tests/support/forms.ts';
import { makePlainPng } from '#tests/support/screenshots.ts';
import { turnNow } from '#tests/support/turn.ts';

/** The way of a pay-out on the database that comes with the site: one connection, no server. */
let site: TestApp;
let member: TestMember;
beforeAll(async () => {
  site = await createTestApp({ embedded: true });
  member = await makeMember(site);
});

const FIELDS = {
  platform: 'Clickworker',
  outcome: 'received',
  expected: '27,43',
  currency: 'EUR',
  method: 'paypal',
  askedOn: '2026-11-03',
  receivedOn: '2026-11-07',
};

async function publish(fields: Record<string, string>): Promise<PublishedPayout> {
  const options = { cookie: member.cookie, file: { bytes: await makePlainPng() } };
  const response = await postForm(site, '/api/payouts', fields, options);
  expect(response.statusCode, response.body).toBe(201);
  return (await site.get(`/api/payouts/${response.json<{ id: string }>().id}`)).json();
}

test('a pay-out with a picture is published, listed, weighed, corrected and withdrawn', async () => {
  const payout = await publish(FIELDS);
  const picture = payout.screenshot?.reading.url ?? '';
  expect(payout).toMatchObject({ expected: { minor: 2700 }, delayDays: 4, postedMonth: '2026-11' });
  expect((await site.get(picture)).statusCode).toBe(200);
  const list = await site.get('/api/payouts?platform=clickworker&screenshot=on');
  expect(list.json<{ payouts: object[] }>().payouts).toHaveLength(1);
  const own = await site.get('/api/me/payouts', member.cookie);
  expect(own.json()).toMatchObject({ payouts: [{ expectedMinor: 2743, askedOn: '2026-11-03' }] });
  const weighed = await site.get('/api/platforms/clickworker/payouts');
  expect(weighed.json()).toMatchObject({
    payouts: [{ proof: 'screenshot', askedMonth: '2026-11' }],
  });

  const corrected = { ...FIELDS, receivedOn: '2026-11-10' };
  const options = { cookie: member.cookie };
  const response = await postForm(site, `/api/payouts/${payout.id}`, corrected, options);
  expect(response.statusCode).toBe(200);
  const after = (await site.get(`/api/payouts/${payout.id}`)).json<PublishedPayout>();
  expect(after).toMatchObject({ delayDays: 7, screenshot: payout.screenshot });

  await site.post(`/api/payouts/${payout.id}/withdraw`, {}, member.cookie);
  expect((await site.get(`/api/payouts/${payout.id}`)).statusCode).toBe(410);
  expect((await site.get(picture)).statusCode).toBe(404);
});

test('a form sent four times at once posts once', async () => {
  const options = { cookie: member.cookie };
  const fields = { ...FIELDS, _key: 'sent-four-times' };
  const responses = await Promise.all(
    Array.from({ length: 4 }, () => postForm(site, '/api/payouts', fields, options)),
  );
  expect(new Set(responses.map((response) => response.json<{ id: string }>().id)).size).toBe(1);
});

test('the standing follows the evidence, and the days', async () => {
  for (let count = 0; count < 5; count += 1) {
    const worker = await makeMember(site);
    for (const publishedOn of ['2026-09-12', '2026-10-12', '2026-11-12']) {
      await makePayout(site, { slug: 'appen', member: worker, publishedOn });
    }
  }
  await turnNow(site);
  const standing = async (): Promise<{ state: string; n: number }> =>
    (await site.get('/api/platforms/appen')).json<{ standing: { state: string; n: number } }>()
      .standing;
  const before = await standing();
  site.clock.advanceDays(30);
  await jobs(0);
  expect(before.state).toBe('promising');
  expect((await standing()).n).toBeLessThan(before.n);
  site.clock.advanceDays(-30);
});

test('a file without a row is swept after a day, one with a row stays', async () => {
  const { screenshot } = await publish({ ...FIELDS, platform: 'isahit' });
  await site.store.put(`${'0'.repeat(64)}.webp`, Buffer.from('orphan'));
  await jobs(23);
  expect(await site.store.get(`${'0'.repeat(64)}.webp`)).not.toBeNull();
  await jobs(25);
  expect(await site.store.get(`${'0'.repeat(64)}.webp`)).toBeNull();
  expect((await site.get(screenshot?.reading.url ?? '')).statusCode).toBe(200);
});

/** The hourly jobs; files are dated by the machine's clock, evidence by the site's. */
function jobs(hoursFromNow: number): Promise<void> {
  const now = new Date(Date.now() + hoursFromNow * 3_600_000);
  const clock = hoursFromNow === 0 ? () => site.clock.now : () => now;
  return runJobs({ ...site, temporaryFolder: `${site.dataDir}/tmp`, clock });
}
