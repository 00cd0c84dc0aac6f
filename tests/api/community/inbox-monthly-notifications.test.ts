import { beforeAll, describe, expect, test } from 'vitest';
import { notifyFollowersOfMonth } from '#server/community/inbox/monthly-notifications.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, type TestMember } from '#tests/support/factories.ts';
import { makeTaskReport } from '#tests/support/tasks.ts';
import { CLIENT_RATINGS, CHANGE_REASON } from '#tests/api/directory/clients.testing.ts';
import { makeMembersFollow, readInbox } from './inbox.testing.ts';

/** What is told of others' evidence, and never sooner or finer than the month. */

let site: TestApp;
let follower: TestMember;
let slugs: string[];

const waits = (slug: string, publishedOn: string) =>
  makePayout(site, { slug, state: 'waiting', askedOn: '2026-10-02', publishedOn });

beforeAll(async () => {
  site = await createTestApp();
  follower = await makeMember(site);
  await makeMembersFollow(site, 'platform', 'appen', follower);
  for (let count = 0; count < 4; count += 1) await waits('appen', '2026-11-10');
  const client = { client: 'Données Réunies', notAPerson: true };
  const reporters = [];
  for (let count = 0; count < 7; count += 1) {
    const member = await makeMember(site, { established: true });
    reporters.push(member);
    await makeTaskReport(site, { member, ...client });
  }
  await site.database.sql(`UPDATE task_report SET due_on = '2026-11-23'`);
  slugs = (await site.database.prisma.client.findMany({ select: { slug: true } })).map(
    ({ slug }) => slug,
  );
  await makeMembersFollow(site, 'client', slugs[0] ?? '', follower);
  // Two of them rate it as well: too few to be told.
  for (const { cookie } of reporters.slice(0, 2)) {
    const review = { ...CLIENT_RATINGS, platform: 'clickworker', experiencedMonth: '2026-10' };
    const path = `/api/clients/${slugs[0]}/review`;
    expect((await site.post(path, review, cookie)).statusCode).toBeLessThan(300);
  }
});

describe('what members posted in a month', () => {
  test('is not told while it lasts', async () => {
    await notifyFollowersOfMonth(site.database, site.clock.now);
    expect((await readInbox(site, follower)).items).toEqual([]);
  });

  test('is told of clients once it has ended, as classes of members, where five reported or three rated; of payouts never', async () => {
    site.clock.now = new Date('2026-12-01T00:20:00Z');
    expect(await notifyFollowersOfMonth(site.database, site.clock.now)).toBe(true);
    const { items } = await readInbox(site, follower);
    const told = items.map(({ kind, about, facts }) => [kind, about?.key, facts]);
    expect(told).toEqual([['client', slugs[0], { month: '2026-11', reporters: 5 }]]);
  });

  test('is told in words, in both languages', async () => {
    const open = async (url: string): Promise<string> => {
      const headers = { host: 'localhost', accept: 'text/html', cookie: follower.cookie };
      return (await site.app.inject({ url, headers })).body;
    };
    expect(await open('/fr/nouvelles')).toContain(
      'Données Réunies, en novembre 2026\u00a0: au moins 5\u00a0membres ont décrit des tâches.',
    );
    expect(await open('/en/inbox')).toContain(
      'Données Réunies, in November 2026: at least 5\u00a0members described tasks.',
    );
  });

  test('is told once', async () => {
    await site.post('/api/me/inbox/read', {}, follower.cookie);
    site.clock.advanceDays(9);
    expect(await notifyFollowersOfMonth(site.database, site.clock.now)).toBe(false);
    expect((await readInbox(site, follower)).unread).toBe(0);
  });
});

test('of a client that was joined since, its followers hear under the name it has now', async () => {
  const { prisma } = site.database;
  const member = await makeMember(site, { established: true });
  const other = await site.post(
    '/api/clients',
    { name: 'Un autre nom', platform: 'clickworker', notAPerson: true },
    member.cookie,
  );
  const slug = other.json<{ path: string }>().path.split('/').at(-1)?.split('?')[0] ?? '';
  await makeMembersFollow(site, 'client', slug, member);
  await site.post(
    `/api/clients/${slug}/join`,
    { other: slugs[0], reason: CHANGE_REASON },
    member.cookie,
  );
  await prisma.toldMonth.deleteMany();
  await notifyFollowersOfMonth(site.database, site.clock.now);
  const { items } = await readInbox(site, member);
  expect(items).toMatchObject([{ kind: 'client', count: 1, facts: { reporters: 5 } }]);
});
