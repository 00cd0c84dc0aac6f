import { makeEstablishedMember } from './proof-verification.testing.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { refreshStandings } from '#server/operations/jobs/hourly-jobs.ts';
import { recomputeAsOnNewDay } from '#tests/support/recompute-standing.ts';
import { remindAuthors } from '#tests/support/remind-authors.ts';
import { ownClaimsResponse, type OwnClaim } from '#shared/evidence/claims.ts';
import { STAMP_COUNTING_DAYS } from '#shared/evidence/publication/counting-days.ts';
import { weighReports } from '#shared/evidence/standing-reports.ts';
import { NO_NEWS_REMINDERS } from '#shared/evidence/standing-constants.ts';
import { addDays, daysBetween, today, type Day } from '#shared/core/days.ts';
import { readPayoutEvidence } from '#tests/support/payout-evidence.ts';
import { createTestApp, ORIGIN, type TestApp } from '#tests/support/app.ts';
import { makePayout, platformId, type TestMember } from '#tests/support/factories.ts';

/** Claims live through months: when their author is asked, what her answers and her silence do. */

let site: TestApp;
beforeAll(async () => {
  site = await createTestApp();
});

/** Lets the days pass until `day`, and the jobs reach this platform on it. */
async function liveUntil(slug: string, day: Day): Promise<void> {
  site.clock.advanceDays(daysBetween(today(site.clock.now), day));
  const id = await platformId(site, slug);
  await site.database.prisma.$transaction((tx) => recomputeAsOnNewDay(tx, id, site.clock.now));
  await remindAuthors(site);
}

async function claimOf(member: TestMember): Promise<OwnClaim | undefined> {
  const response = await site.get('/api/me/claims', member.cookie);
  return ownClaimsResponse.parse(response.json()).claims[0];
}

/** How many claims of a platform the standing counts as waiting, and how many as without news. */
async function claimsOf(slug: string): Promise<{ open: number; noNews: number }> {
  const payouts = await readPayoutEvidence(site, slug);
  const waiting = payouts.filter(({ state }) => state === 'waiting');
  const noNews = waiting.filter((one) => one.unansweredReminders >= NO_NEWS_REMINDERS).length;
  return { open: waiting.length - noNews, noNews };
}

async function badgeOf(member: TestMember): Promise<string | null> {
  const { body } = await site.get('/fr/regles', member.cookie);
  const badge = /<header.*?href="\/fr\/paiements-attendus".*?class="hidden-visually">([^<]*)</;
  return badge.exec(body)?.[1] ?? null;
}

/** What a browser without a script sends, from the page of her claims. */
async function tap(
  member: TestMember,
  path: string,
  fields: Record<string, string>,
): ReturnType<TestApp['get']> {
  return site.app.inject({
    method: 'POST',
    url: path,
    payload: new URLSearchParams({ _from: '/fr/paiements-attendus', ...fields }).toString(),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'text/html',
      host: 'localhost',
      origin: ORIGIN,
      cookie: member.cookie,
    },
  });
}

test('she is asked after once, twice and four times the delay; silence shows, an answer ends it', async () => {
  const slug = 'appen';
  const asked = '2026-11-12';
  site.clock.now = new Date(`${asked}T09:00:00Z`);
  const { id, member } = await makePayout(site, { slug, state: 'waiting', askedOn: asked });

  // Nothing is promised and nothing was received: thirty days are normal.
  const fresh = await claimOf(member);
  expect(fresh).toMatchObject({ expectedDays: 30, askedSince: null });
  expect(fresh?.nextReminderOn).toBe(addDays(asked, 30));
  expect(await badgeOf(member)).toBeNull();

  await liveUntil(slug, addDays(asked, 29));
  expect(await badgeOf(member)).toBeNull();

  await liveUntil(slug, addDays(asked, 30));
  expect(await claimOf(member)).toMatchObject({ askedSince: addDays(asked, 30) });
  expect(await badgeOf(member)).toBe('1\u00a0réponse attendue');
  const page = await site.get('/fr/paiements-attendus', member.cookie);
  expect(page.body).toContain('Avez-vous reçu ce paiement');
  expect(page.body).toContain(`action="/api/payouts/${id}/still-waiting"`);

  const still = await tap(member, `/api/payouts/${id}/still-waiting`, { _form: `still-${id}` });
  expect([still.statusCode, still.headers.location]).toEqual([
    303,
    '/fr/paiements-attendus?done=payout-still-waiting',
  ]);
  expect(await badgeOf(member)).toBeNull();

  // She falls silent: asked at twice the delay, and at four times.
  await liveUntil(slug, addDays(asked, 60));
  expect(await badgeOf(member)).toBe('1\u00a0réponse attendue');
  await liveUntil(slug, addDays(asked, 119));
  expect(await claimsOf(slug)).toEqual({ open: 1, noNews: 0 });
  await liveUntil(slug, addDays(asked, 120));
  expect(await claimOf(member)).toMatchObject({
    askedSince: addDays(asked, 60),
    nextReminderOn: null,
  });
  expect(await claimsOf(slug)).toEqual({ open: 0, noNews: 1 });
  expect(await readPayoutEvidence(site, slug)).toMatchObject([
    { stillWaitingOn: '2026-12-15', unansweredReminders: 2 },
  ]);

  await tap(member, `/api/payouts/${id}/still-waiting`, { _form: `still-${id}` });
  expect(await claimsOf(slug)).toEqual({ open: 1, noNews: 0 });
  expect(await badgeOf(member)).toBeNull();

  const paid = await tap(member, `/api/payouts/${id}/close`, {
    _form: `received-${id}`,
    answer: 'received',
    on: addDays(asked, 110),
    afterReply: 'on',
  });
  expect(paid.headers.location).toBe('/fr/paiements-attendus?done=claim-received');
  expect((await site.get(String(paid.headers.location), member.cookie)).body).toContain(
    'vous avez été payé·e',
  );
});

describe('a refused or late answer without a script', () => {
  test('comes back with what was typed, its form open', async () => {
    const { id, member } = await makePayout(site, { state: 'waiting' });
    const refused = await tap(member, `/api/payouts/${id}/close`, {
      _form: `refused-${id}`,
      answer: 'refused',
      refusal: 'quality',
      on: '2031-01-01',
    });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('<details class="answers" open="">');
    expect(refused.body).toContain('value="2031-01-01"');
    expect(refused.body).toContain('<option value="quality" selected="">');
  });

  test('says that it was closed meanwhile', async () => {
    const { id, member } = await makePayout(site, { state: 'waiting' });
    const path = `/api/payouts/${id}/close`;
    await tap(member, path, { _form: `today-${id}`, answer: 'received' });
    const late = await tap(member, path, { _form: `give-up-${id}`, answer: 'given-up' });
    expect(late.statusCode).toBe(409);
    expect(late.body).toContain('Ce paiement est déjà clos.');
  });
});

test('three wait long, until one of them is paid: that counts', async () => {
  const slug = 'mobeye';
  const now = today(site.clock.now);
  const waiting = [];
  for (let index = 0; index < 3; index += 1) {
    const member = await makeEstablishedMember(site);
    const about = { slug, member, state: 'waiting', askedOn: addDays(now, -95) } as const;
    waiting.push(await makePayout(site, { ...about, publishedOn: addDays(now, -60) }));
  }
  // The day from which each counts as not paid is drawn from a week.
  await liveUntil(slug, now);
  site.clock.advanceDays(7);
  const sums = async (): Promise<{ paid: number; unpaid: number }> => {
    const reports = weighReports(await readPayoutEvidence(site, slug), today(site.clock.now));
    const sum = (paid: boolean): number =>
      reports.reduce((total, one) => (one.paid === paid ? total + one.weight : total), 0);
    return { paid: sum(true), unpaid: sum(false) };
  };
  const before = await sums();
  expect(before).toMatchObject({ paid: 0 });
  expect(before.unpaid).toBeGreaterThan(0);
  const [first] = waiting;
  await site.post(
    `/api/payouts/${first?.id ?? ''}/close`,
    { answer: 'received' },
    first?.member.cookie,
  );
  // It counts again from a day that is drawn from two weeks at most.
  site.clock.advanceDays(STAMP_COUNTING_DAYS.most);
  const after = await sums();
  expect(after.paid).toBeGreaterThan(0);
  expect(after.unpaid).toBeLessThan(before.unpaid);
});

test('on a short delay too she is silent once two reminders are unanswered', async () => {
  const slug = 'testapic';
  site.clock.now = new Date('2028-05-01T12:00:00Z');
  // Five receipts within a week make the shortest delay normal.
  for (let one = 0; one < 5; one += 1) {
    await makePayout(site, { slug, askedOn: '2028-04-02', settledOn: '2028-04-06' });
  }
  site.clock.now = new Date('2028-06-28T12:00:00Z');
  const { member } = await makePayout(site, { slug, state: 'waiting', askedOn: '2028-06-28' });
  expect(await claimOf(member)).toMatchObject({ expectedDays: 15, askedSince: null });
  await liveUntil(slug, '2028-07-13');
  expect(await badgeOf(member)).toBe('1\u00a0réponse attendue');
  await liveUntil(slug, '2028-07-27');
  expect(await claimsOf(slug)).toEqual({ open: 1, noNews: 0 });
  await liveUntil(slug, '2028-07-28');
  expect(await claimsOf(slug)).toEqual({ open: 0, noNews: 1 });
});

test('answers in the same moment as the nightly figures: all are done, and none is lost', async () => {
  const slug = 'clickworker';
  const now = today(site.clock.now);
  const claims = await Promise.all(
    Array.from({ length: 6 }, () =>
      makePayout(site, {
        slug,
        state: 'waiting',
        askedOn: addDays(now, -80),
        publishedOn: addDays(now, -70),
      }),
    ),
  );
  await site.database.prisma.payout.updateMany({ data: { expectedDays: null } });
  const platform = await platformId(site, slug);
  await site.database.prisma.platformSummary.updateMany({
    where: { platformId: platform },
    data: { computedOn: new Date('2026-01-01') },
  });
  const answers = await Promise.all([
    refreshStandings(site.database, site.clock.now).then(() => ({ statusCode: 200 })),
    ...claims.map(({ id, member }, index) =>
      index % 2 === 0
        ? site.post(`/api/payouts/${id}/close`, { answer: 'received' }, member.cookie)
        : site.post(`/api/payouts/${id}/still-waiting`, {}, member.cookie),
    ),
  ]);
  expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => 200));
  await liveUntil(slug, now);
  for (const { member } of claims.filter((_, index) => index % 2 === 1)) {
    expect(await claimOf(member)).toMatchObject({ askedSince: null });
    expect(await badgeOf(member)).toBeNull();
  }
});
