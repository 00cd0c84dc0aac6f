import { beforeAll, describe, expect, test } from 'vitest';
import { linkLockstepAccounts } from '#server/evidence/manipulation-detection/link-lockstep-accounts.ts';
import { dayToDate } from '#server/database/db.ts';
import { col, statement } from '#server/database/sql.ts';
import { publishedTask } from '#shared/evidence/tasks.ts';
import { decideByTwo } from '#tests/support/proposals.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import {
  makeMember,
  makePayout,
  makeReview,
  showAllPosts,
  type TestMember,
} from '#tests/support/factories.ts';
import { makeTaskReport, makeTaskWithFigures } from '#tests/support/tasks.ts';
import { makeClient } from '#tests/api/directory/clients.testing.ts';
import {
  readFindings,
  makeMemberSince,
  recomputePlatform,
  WATCHED_SINCE,
} from './manipulation-detection.testing.ts';
import { readPayoutEvidence } from '#tests/support/payout-evidence.ts';

/** What three accounts of one hand post, a day apart at most, and what others post meanwhile. */
const PLAN = [
  ['clickworker', '2026-01-10'],
  ['roamler', '2026-04-20'],
  ['bpeek', '2026-08-05'],
] as const;

const IN_CHORUS = { platform: 'roamler', title: 'En chœur', workedOn: '2026-04-20' };

let site: TestApp;
let puppets: TestMember[];
let taskId: string;
beforeAll(async () => {
  site = await createTestApp();
  puppets = await Promise.all(
    Array.from({ length: 6 }, () => makeMemberSince(site, WATCHED_SINCE)),
  );
  await makePayout(site, { publishedOn: '2025-11-25', slug: 'clickworker' });
  for (const [slug, publishedOn] of PLAN) {
    for (const member of puppets) await makePayout(site, { slug, publishedOn, member });
  }
  for (const member of puppets) {
    ({ taskId } = await makeTaskReport(site, { ...IN_CHORUS, member }));
  }
  await makeTaskWithFigures(site, ...Array.from({ length: 4 }, () => IN_CHORUS));
  await linkLockstepAccounts(site.database, site.clock.now);
  for (const [slug] of PLAN) await recomputePlatform(site, slug);
  await site.catchUp();
});

async function voices(): Promise<(string | null)[]> {
  const members = await site.database.prisma.member.findMany({
    where: { id: { in: puppets.map(({ id }) => id) } },
  });
  return members.map(({ voice }) => voice);
}

describe('accounts in lockstep', () => {
  test('share a voice, and nobody else has one', async () => {
    expect(new Set(await voices()).size).toBe(1);
    expect(await voices()).not.toContain(null);
    expect(await site.database.prisma.member.count({ where: { voice: { not: null } } })).toBe(6);
  });

  test('stand under one key in the weights, as one member does', async () => {
    const payouts = await readPayoutEvidence(site, 'roamler');
    expect(new Set(payouts.map(({ authorKey }) => authorKey)).size).toBe(1);
    // Six payouts of one member in one month share what one could weigh, new as she is.
    const authors = await site.database.prisma.author.findMany({
      where: { platform: { slug: 'roamler' } },
    });
    expect(authors.map(({ id }) => id)).toContain(payouts[0]?.authorKey);
  });

  test('count as one member in what a task comes to', async () => {
    const { figures } = publishedTask.parse((await site.get(`/api/tasks/${taskId}`)).json());
    expect(figures).toMatchObject({ members: 5, hourly: { members: 5 } });
  });

  test('are said on the platform, with their number', async () => {
    const { findings: found } = await readFindings(site, 'bpeek');
    expect(found).toMatchObject([
      { kind: 'lockstep', direction: 'praise', months: null, numbers: { accounts: 6, voices: 1 } },
    ]);
  });

  test('keep the voice that they had when it is found anew', async () => {
    const before = await voices();
    expect(await linkLockstepAccounts(site.database, site.clock.now)).toBe(0);
    expect(await voices()).toEqual(before);
  });

  test('speak each for herself where a decision lifted it', async () => {
    const moderator = await makeMember(site, { moderator: true });
    const { findings: found } = await readFindings(site, 'bpeek');
    const body = {
      kind: 'lift-finding',
      rule: 'real-members',
      reason: 'They showed that they are six people.',
    };
    const path = `/api/findings/${found[0]?.id}/decisions`;
    expect((await decideByTwo(site, path, body, moderator)).statusCode).toBe(201);
    const authors = (await readPayoutEvidence(site, 'bpeek')).map(({ authorKey }) => authorKey);
    expect(new Set(authors).size).toBe(6);
  });

  test('have no voice once they are no longer in step', async () => {
    await site.database.prisma.payout.updateMany({
      where: { platform: { slug: 'roamler' } },
      data: { publishedOn: dayToDate('2026-01-11') },
    });
    // Their reports of one task on one day are a step too.
    await site.database.prisma.taskReport.updateMany({
      data: { publishedOn: dayToDate('2026-01-11') },
    });
    expect(await linkLockstepAccounts(site.database, site.clock.now)).toBe(6);
    expect(new Set(await voices())).toEqual(new Set([null]));
    await recomputePlatform(site, 'roamler');
    expect(
      new Set((await readPayoutEvidence(site, 'roamler')).map(({ authorKey }) => authorKey)).size,
    ).toBe(6);
  });
});

test('a review counts as a step, what is asked for does not', async () => {
  const told = await Promise.all(
    Array.from({ length: 3 }, () => makeMemberSince(site, WATCHED_SINCE)),
  );
  for (const [index, [slug, publishedOn]] of PLAN.entries()) {
    for (const member of told) {
      if (index === 0) await makeReview(site, { slug, publishedOn, member, mark: 5 });
      else await makePayout(site, { slug, publishedOn, member, solicited: index === 2 });
    }
  }
  await linkLockstepAccounts(site.database, site.clock.now);
  const count = (): Promise<number> =>
    site.database.prisma.member.count({
      where: { id: { in: told.map(({ id }) => id) }, voice: { not: null } },
    });
  expect(await count()).toBe(0);
  await site.database.prisma.payout.updateMany({
    where: { author: { memberId: { in: told.map(({ id }) => id) } } },
    data: { solicited: false },
  });
  await linkLockstepAccounts(site.database, site.clock.now);
  expect(await count()).toBe(3);
});

describe('accounts that only report tasks and rate clients in step', () => {
  const ROUNDS = [
    ['clickworker', 300],
    ['roamler', 200],
    ['bpeek', 100],
  ] as const;
  let other: TestApp;
  let members: TestMember[];
  let tasks: string[];
  beforeAll(async () => {
    other = await createTestApp();
    await makePayout(other, { publishedOn: '2025-11-25' });
    members = await Promise.all([1, 2, 3, 4].map(() => makeMemberSince(other, WATCHED_SINCE)));
    const { slug } = await makeClient(other);
    const others = { platform: ROUNDS[0][0], title: 'Vantée', workedOn: '2026-01-01' };
    await makeTaskWithFigures(other, ...Array.from({ length: 8 }, () => others));
    tasks = [];
    for (const [index, member] of members.entries()) {
      for (const [platform, daysAgo] of ROUNDS.slice(0, 2)) {
        const fields = { platform, title: 'Vantée', workedOn: '2026-01-01', recommends: 'yes' };
        // The reports of a second one say the same by how they ended.
        const said = index === 0 ? { ...fields, recommends: undefined } : fields;
        const { taskId } = await makeTaskReport(other, { ...said, member, daysAgo });
        tasks.push(taskId);
      }
      const rating = { platform: 'bpeek', experiencedMonth: '2026-08' };
      const marks = { communication: 5, pay: 4, fairness: 4, speed: 5 };
      const path = `/api/clients/${slug}/review`;
      const sent = await other.post(path, { ...rating, ...marks }, member.cookie);
      expect(sent.statusCode).toBe(201);
    }
    await other.database.sql(`UPDATE client_review SET published_on = $1::date`, ['2026-08-12']);
    await showAllPosts(other);
    await linkLockstepAccounts(other.database, other.clock.now);
    for (const [platform] of ROUNDS) await recomputePlatform(other, platform);
    await other.catchUp();
  });

  test('share a voice, and count as one member in what the task and the client come to', async () => {
    const voiced = await other.database.prisma.member.findMany({
      where: { voice: { not: null } },
    });
    expect(voiced.map(({ id }) => id).toSorted()).toEqual(members.map(({ id }) => id).toSorted());
    const task = publishedTask.parse((await other.get(`/api/tasks/${tasks[0]}`)).json());
    expect(task.figures).toMatchObject({ members: 5 });
    const [summary] = await other.database.sql(
      statement(
        { count: col.text },
        `SELECT figures -> 'rating' ->> 'count' AS count FROM client_summary`,
      ),
    );
    expect(summary?.count).toBe('1');
  });

  test('are said on each platform, where a decision lets each speak for herself again', async () => {
    for (const [platform] of ROUNDS) {
      const { findings: found } = await readFindings(other, platform);
      expect(found).toMatchObject([{ kind: 'lockstep', direction: 'praise' }]);
    }
    const moderator = await makeMember(other, { moderator: true });
    const { findings: found } = await readFindings(other, 'clickworker');
    const body = { kind: 'lift-finding', rule: 'real-members', reason: 'Quatre personnes.' };
    const path = `/api/findings/${found[0]?.id}/decisions`;
    expect((await decideByTwo(other, path, body, moderator)).statusCode).toBe(201);
    await other.catchUp();
    const task = publishedTask.parse((await other.get(`/api/tasks/${tasks[0]}`)).json());
    expect(task.figures).toMatchObject({ members: 10 });
  });

  test('find nobody else who works on the same platforms on other days', async () => {
    const member = await makeMemberSince(other, WATCHED_SINCE);
    for (const [platform, daysAgo] of ROUNDS) {
      const report = { platform, title: 'Vantée', workedOn: '2026-01-01', member };
      await makeTaskReport(other, { ...report, daysAgo: daysAgo - 20 });
    }
    expect(await linkLockstepAccounts(other.database, other.clock.now)).toBe(0);
  });
});
