import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { createRandom } from '#demo/random.ts';
import { dayToDate } from '#server/database/db.ts';
import { upgradeShownCommitments } from '#server/evidence/publication/upgrade-shown-commitments.ts';
import { drawDueDay, showDuePosts } from '#server/evidence/publication/show-due-posts.ts';
import { addDays, mondayOf, today } from '#shared/core/days.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import {
  makeIncident,
  makeMember,
  makeMembers,
  makeReview,
  showAllPosts,
  type TestMember,
} from '#tests/support/factories.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import { dumpOf, verifyDump } from '#tests/support/verifier.ts';
import {
  CLIENT_RATINGS,
  makeClient,
  readClient,
  readClientReviews,
} from '#tests/api/directory/clients.testing.ts';
import { readIncidents, readOwnIncidents } from './incidents.testing.ts';
import { slipDesk } from './publication.testing.ts';
import { readOwnReviews, readRating, readReviews } from './reviews.testing.ts';

/** Reviews, incidents and "me too"s are shown on a Monday that is drawn when they are posted. */
let site: TestApp;
let member: TestMember;
beforeEach(async () => {
  site = await createTestApp();
  member = await makeMember(site);
});
const desk = slipDesk(() => site);

const SLUG = 'clickworker';
const MARKS = { pay: 2, punctuality: 5, fairness: 3, communication: 1, supply: 4 };
const REVIEW = { ...MARKS, experiencedMonth: '2026-10', text: 'Payée à chaque fois.' };
const INCIDENT = {
  platform: SLUG,
  kind: 'account-closed',
  happenedOn: '2026-11-03',
  reason: 'none',
  appeal: 'unanswered',
  lost: '41,97',
  currency: 'EUR',
};

async function post(path: string, body: object, by = member): Promise<string> {
  const response = await site.post(path, body, by.cookie);
  expect(response.statusCode, response.body).toBeLessThan(300);
  return response.json<{ id: string }>().id;
}

const statusOf = async (path: string, body: object, by = member): Promise<number> =>
  (await site.post(path, body, by.cookie)).statusCode;

/** Moves the clock to a day and runs the job. */
async function runOn(day: string): Promise<void> {
  site.clock.now = dayToDate(day);
  await desk.run();
  await site.catchUp();
}

test('the Monday is one of the next four, each as likely', () => {
  const random = createRandom(7);
  const draws = Array.from({ length: 4_000 }, () =>
    today(drawDueDay(dayToDate('2026-11-20'), (below) => random.int(0, below - 1))),
  );
  const mondays = ['2026-11-23', '2026-11-30', '2026-12-07', '2026-12-14'];
  const counts = mondays.map((monday) => draws.filter((draw) => draw === monday).length);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(draws.length);
  for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(100);
});

describe('a review', () => {
  test('before its Monday is its author’s alone; then all see it, without day or month', async () => {
    const id = await post(`/api/platforms/${SLUG}/review`, REVIEW);
    const [own] = await readOwnReviews(site, member.cookie);
    const dueOn = own?.dueOn ?? '';
    expect(own).toMatchObject({ id, shown: false, experiencedMonth: '2026-10' });
    expect(mondayOf(dueOn)).toBe(dueOn);
    expect(dueOn > '2026-11-20' && dueOn <= '2026-12-14').toBe(true);
    await runOn(addDays(dueOn, -1));
    expect((await readReviews(site, SLUG, '', member.cookie)).reviews).toEqual([]);
    expect((await readRating(site, SLUG)).count).toBe(0);
    expect((await site.get(`/fr/plateformes/${SLUG}/flux.atom`)).body).not.toContain(id);
    expect(await kindsInRecord(site, `review/${id}`)).toEqual([]);
    const other = await makeMember(site);
    expect(await statusOf(`/api/reviews/${id}/withdraw`, {}, other)).toBe(404);
    await runOn(dueOn);
    const { reviews } = await readReviews(site, SLUG);
    expect(reviews).toMatchObject([{ id, quarter: '2026-Q4', shownFrom: dueOn, edited: false }]);
    expect((await readRating(site, SLUG)).count).toBe(1);
    expect(await kindsInRecord(site, `review/${id}`)).toEqual(['review-published']);
    const page = await site.get('/api/me/reviews', member.cookie);
    expect(page.json()).toMatchObject({ reviews: [{ shown: true }] });
  });

  test('edited or withdrawn before its Monday leaves nothing in public', async () => {
    const id = await post(`/api/platforms/${SLUG}/review`, REVIEW);
    await post(`/api/platforms/${SLUG}/review`, { ...REVIEW, pay: 5 });
    expect(await readOwnReviews(site, member.cookie)).toMatchObject([{ editedOn: null }]);
    expect(await statusOf(`/api/reviews/${id}/withdraw`, {})).toBe(200);
    await showAllPosts(site);
    expect(await kindsInRecord(site, `review/${id}`)).toEqual([]);
    expect((await readReviews(site, SLUG)).reviews).toEqual([]);
  });

  test('of somebody who left before its Monday is never shown', async () => {
    const id = await post(`/api/platforms/${SLUG}/review`, REVIEW);
    await site.database.prisma.author.updateMany({
      data: { memberId: null, frozenEstablished: false },
    });
    await showAllPosts(site);
    expect((await readReviews(site, SLUG)).reviews).toEqual([]);
    expect(await kindsInRecord(site, `review/${id}`)).toEqual([]);
  });

  test('of a client follows the same Mondays', async () => {
    const { slug } = await makeClient(site);
    const review = { ...CLIENT_RATINGS, platform: SLUG, experiencedMonth: '2026-05' };
    const id = await post(`/api/clients/${slug}/review`, review);
    expect((await readClientReviews(site, slug)).reviews).toEqual([]);
    expect((await readClient(site, slug)).figures.rating.count).toBe(0);
    await showAllPosts(site);
    expect((await readClientReviews(site, slug)).reviews).toMatchObject([
      { id, quarter: '2026-Q2', shownFrom: '2026-11-16' },
    ]);
    expect((await readClient(site, slug)).figures.rating).toMatchObject({
      count: 1,
      recentCount: 0,
    });
  });
});

describe('an incident', () => {
  test('before its Monday is found by nobody else: no list, number, "me too" or correction', async () => {
    const id = await post('/api/incidents', INCIDENT);
    const other = await makeMember(site);
    expect((await readIncidents(site, SLUG, other.cookie)).incidents).toEqual([]);
    expect(await statusOf(`/api/incidents/${id}/echo`, {}, other)).toBe(404);
    expect(await statusOf(`/api/incidents/${id}`, INCIDENT, other)).toBe(404);
    expect(await statusOf(`/api/incidents/${id}/withdraw`, {}, other)).toBe(404);
    const flag = { subject: `incident/${id}`, rule: 'R1', reason: 'Un nom.' };
    expect(await statusOf('/api/flags', flag, other)).toBeGreaterThanOrEqual(404);
    expect(await readOwnIncidents(site, member.cookie)).toMatchObject([{ id, shown: false }]);
    expect(await statusOf(`/api/incidents/${id}`, { ...INCIDENT, showsMonth: 'on' })).toBe(200);
    expect(await kindsInRecord(site, `incident/${id}`)).toEqual([]);
    await showAllPosts(site);
    expect((await readIncidents(site, SLUG)).incidents).toMatchObject([
      { id, month: '2026-11', lostRounded: null, reason: null },
    ]);
    expect(await kindsInRecord(site, `incident/${id}`)).toEqual(['incident-published']);
  });

  test('has a "me too" on a Monday, and loses it at once', async () => {
    const { id } = await makeIncident(site);
    await post(`/api/incidents/${id}/echo`, {});
    const seen = async (): Promise<number | undefined> =>
      (await readIncidents(site, SLUG)).incidents[0]?.echoes;
    expect(await seen()).toBe(0);
    expect(await kindsInRecord(site, `incident/${id}`)).toEqual([]);
    await showAllPosts(site);
    expect(await seen()).toBe(1);
    await post(`/api/incidents/${id}/echo/withdraw`, {});
    expect(await seen()).toBe(0);
    await post(`/api/incidents/${id}/echo`, {});
    await post(`/api/incidents/${id}/echo/withdraw`, {});
    expect(await kindsInRecord(site, `incident/${id}`)).toEqual([
      'incident-echoed',
      'incident-echo-withdrawn',
    ]);
  });
});

test('what is due together is shown in an order that is shuffled over all kinds', async () => {
  const authors = await makeMembers(site, 6);
  const posted: string[] = [];
  for (const [at, author] of authors.entries()) {
    const made =
      at % 2 === 0
        ? await makeReview(site, { member: author, shownFrom: null })
        : await makeIncident(site, { member: author, shownFrom: null });
    posted.push(made.id);
  }
  site.clock.now = dayToDate(addDays(mondayOf(today(site.clock.now)), 7));
  await site.database.prisma.$transaction((tx) =>
    showDuePosts(tx, site.clock.now, (rows) => rows.toReversed()),
  );
  const entries = await site.database.prisma.recordEntry.findMany({
    where: { subject: { in: posted.flatMap((id) => [`review/${id}`, `incident/${id}`]) } },
    orderBy: { id: 'asc' },
  });
  const kinds = entries.map(({ subject }) => subject.split('/')[0]);
  expect(kinds).toEqual(['review', 'review', 'review', 'incident', 'incident', 'incident']);
  const again = await site.database.prisma.$transaction((tx) => showDuePosts(tx, site.clock.now));
  expect(again).toBe(0);
});

test('what a migration closed in the record is committed to anew, once', async () => {
  const id = await post(`/api/platforms/${SLUG}/review`, REVIEW);
  await showAllPosts(site);
  await site.database.prisma.recordEntry.updateMany({ data: { salt: null } });
  await upgradeShownCommitments(site.database, site.clock.now);
  await upgradeShownCommitments(site.database, site.clock.now);
  expect(await kindsInRecord(site, `review/${id}`)).toEqual([
    'review-published (erased)',
    'content-stated',
  ]);
});

test('a dump holds what is shown alone, no key of an unsigned author, and verifies', async () => {
  await post(`/api/platforms/${SLUG}/review`, REVIEW);
  const incident = await post('/api/incidents', INCIDENT);
  await showAllPosts(site);
  await post(`/api/incidents/${incident}/echo`, {}, await makeMember(site));
  await showAllPosts(site);
  const { id: waiting } = await makeReview(site, { shownFrom: null });
  const author = await site.database.prisma.author.findFirstOrThrow({
    where: { memberId: member.id },
  });
  const dump = await dumpOf(site);
  const files = readdirSync(dump, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.includes('.json'),
  );
  const all = files.map((name) => readFileSync(join(dump, name), 'utf8')).join('\n');
  expect(all).toContain(incident);
  for (const kept of [author.id, author.signedKey, waiting]) {
    expect(all).not.toContain(kept);
  }
  expect((await verifyDump(dump)).faults).toEqual([]);
});
