import { beforeEach, describe, expect, test } from 'vitest';
import { MAX_SECOND_REVIEWS_A_DAY, SECOND_REVIEW_HOURS } from '#shared/governance/cases.ts';
import type { CaseResponse, SecondReviewsResponse } from '#shared/governance/case-handling.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makeMembers, makePayout, type TestMember } from '#tests/support/factories.ts';
import {
  answerProposalAs,
  flagSubjectAs,
  findHidingDecision,
  giveCaseTo,
  makeFlaggedCase,
  proposeMeasureAs,
  veilSubjectAs,
} from './cases.testing.ts';

/** What few may read is read by the one second person who took it, and by no other member. */

let site: TestApp;
let moderator: TestMember;
let second: TestMember;

beforeEach(async () => {
  if (site === undefined) {
    site = await createTestApp();
    await makeMembers(site, 20, { established: true });
  }
  // What other tests left is decided.
  await site.database.prisma.moderationCase.updateMany({ data: { state: 'closed' } });
  moderator = await makeMember(site, { moderator: true });
  second = await makeMember(site, { established: true });
});

const SECRET = 'Elle habite au 12 rue des Lilas.';
const PAGES = ['/fr/moderation/seconde-personne', '/en/moderation/second-person'];

/** A post that is veiled by a moderator, who proposes to remove it. */
async function makeVeiled(text = SECRET): Promise<Awaited<ReturnType<typeof makeFlaggedCase>>> {
  const made = await makeFlaggedCase(site, { reason: 'personal-data', text });
  expect((await veilSubjectAs(site, made.caseId, moderator, { rule: 'R4' })).statusCode).toBe(200);
  return made;
}

const read = (caseId: string, member: TestMember) =>
  site.get(`/api/moderation/cases/${caseId}`, member.cookie);
const list = async (member: TestMember) =>
  (await site.get('/api/moderation/seconds', member.cookie)).json<SecondReviewsResponse>();
const next = (member: TestMember | null) =>
  site.post('/api/moderation/seconds/next', {}, member?.cookie);
const giveBack = (caseId: string, member: TestMember | null) =>
  site.post(`/api/moderation/seconds/${caseId}/release`, {}, member?.cookie);
const statusOf = async (caseId: string, member: TestMember) =>
  (await read(caseId, member)).statusCode;
const idOf = async (member: TestMember) => (await next(member)).json<{ id: string }>().id;

describe('a thing that few may read', () => {
  test('shows to a member who did not take it its kind, age and rule, and no more', async () => {
    const { caseId, subject } = await makeVeiled();
    const [, postId = ''] = subject.split('/');
    const addresses = [
      '/api/moderation/seconds',
      `/api/moderation/cases/${caseId}`,
      `/fr/moderation/dossiers/${caseId}`,
      `/api/forum/posts/${postId}`,
      `/fr/forum/messages/${postId}`,
      ...PAGES,
    ];
    for (const address of addresses) {
      const { body } = await site.get(address, second.cookie);
      expect([address, body.includes('Lilas')]).toEqual([address, false]);
    }
    expect(await statusOf(caseId, second)).toBe(403);
    const waiting = await site.get('/api/moderation/seconds', second.cookie);
    expect(waiting.body).not.toContain(caseId);
    expect(waiting.body).not.toContain(postId);
    expect(waiting.json()).toMatchObject({
      cases: [],
      guarded: [{ of: 'post', kind: 'remove', rule: 'R4' }],
      mine: null,
      can: { take: true },
    });
    expect((await answerProposalAs(site, caseId, second)).statusCode).toBe(409);
    expect((await read(caseId, moderator)).body).toContain('Lilas');
  });

  test('is read by who took it, until her hours are over', async () => {
    const { caseId, subject } = await makeVeiled();
    const other = await makeMember(site, { established: true });
    const taken = await next(second);
    expect([taken.statusCode, taken.json<{ id: string }>().id]).toEqual([200, caseId]);
    expect((await read(caseId, second)).json<CaseResponse>()).toMatchObject({
      thing: { text: SECRET },
      flags: [],
      can: { answer: true, giveBack: true },
    });
    expect(await statusOf(caseId, other)).toBe(403);
    expect((await next(other)).statusCode).toBe(404);
    expect((await list(other)).guarded).toEqual([]);
    expect((await answerProposalAs(site, caseId, other)).statusCode).toBe(409);
    const before = site.clock.now;
    site.clock.now = new Date(before.getTime() + SECOND_REVIEW_HOURS * 3_600_000);
    expect(await statusOf(caseId, second)).toBe(403);
    // What she typed is not lost while nobody else reads it.
    expect((await answerProposalAs(site, caseId, second)).statusCode).toBe(200);
    expect(await findHidingDecision(site, subject)).not.toBeNull();
    site.clock.now = before;
  });

  test('is somebody else’s once her hours are over', async () => {
    const { caseId } = await makeVeiled();
    const other = await makeMember(site, { established: true });
    await next(second);
    const before = site.clock.now;
    site.clock.now = new Date(before.getTime() + SECOND_REVIEW_HOURS * 3_600_000);
    expect(await idOf(other)).toBe(caseId);
    expect((await answerProposalAs(site, caseId, second)).statusCode).toBe(409);
    expect((await answerProposalAs(site, caseId, other)).statusCode).toBe(200);
    site.clock.now = before;
  });

  test('is held up by nobody: a moderator answers while a member has it', async () => {
    const { caseId } = await makeVeiled();
    await next(second);
    const another = await makeMember(site, { moderator: true });
    expect((await answerProposalAs(site, caseId, another)).statusCode).toBe(200);
  });

  test('is guarded before it is removed, when that is proposed, and after', async () => {
    const { caseId, subject } = await makeFlaggedCase(site, {
      reason: 'personal-data',
      text: SECRET,
    });
    await proposeMeasureAs(site, caseId, moderator, { kind: 'remove', rule: 'R4' });
    expect(await statusOf(caseId, second)).toBe(403);
    expect(await idOf(second)).toBe(caseId);
    expect((await answerProposalAs(site, caseId, second)).statusCode).toBe(200);
    const again = await site.post(
      '/api/moderation/cases',
      { about: subject, reason: 'invented' },
      moderator.cookie,
    );
    const { id } = again.json<{ id: string }>();
    await proposeMeasureAs(site, id, moderator, { kind: 'restore', rule: 'R4' });
    expect(await statusOf(id, second)).toBe(403);
    expect(await idOf(second)).toBe(id);
    expect((await read(id, second)).body).toContain('Lilas');
  });

  test('leaves alone what everybody can read', async () => {
    const { caseId } = await makeFlaggedCase(site);
    await proposeMeasureAs(site, caseId, moderator);
    expect(await statusOf(caseId, second)).toBe(200);
    const { cases, guarded } = await list(second);
    expect([cases.map(({ id }) => id), guarded]).toEqual([[caseId], []]);
    expect((await next(second)).statusCode).toBe(404);
    expect((await answerProposalAs(site, caseId, second)).statusCode).toBe(200);
  });

  test('keeps its pictures for who took it, for as long as she has it', async () => {
    const { id } = await makePayout(site, { screenshot: true });
    const { prisma } = site.database;
    const { key } = await prisma.screenshot.findUniqueOrThrow({ where: { payoutId: id } });
    const about = `payout/${id}`;
    const flagger = await makeMember(site);
    await flagSubjectAs(site, about, flagger, { reason: 'personal-data' });
    const { id: caseId } = await prisma.moderationCase.findFirstOrThrow({
      where: { subject: about },
    });
    await veilSubjectAs(site, caseId, moderator, { rule: 'R4' });
    const see = async (member: TestMember) =>
      (await site.get(`/files/${key}/reading.webp`, member.cookie)).statusCode;
    expect([await see(second), await see(moderator)]).toEqual([404, 200]);
    expect(await idOf(second)).toBe(caseId);
    expect(await see(second)).toBe(200);
    expect(await see(await makeMember(site, { established: true }))).toBe(404);
    // One who is found to be in step with a party sees it no more.
    const voice = { where: { id: { in: [second.id, flagger.id] } } };
    await prisma.member.updateMany({ ...voice, data: { voice: `v-${caseId}` } });
    expect([await see(second), await statusOf(caseId, second)]).toEqual([404, 403]);
    await prisma.member.updateMany({ ...voice, data: { voice: null } });
    expect(await see(second)).toBe(200);
    expect((await giveBack(caseId, second)).statusCode).toBe(200);
    expect(await see(second)).toBe(404);
  });
});

describe('taking what few may read', () => {
  test('is for established members who are no party and in step with none', async () => {
    const { caseId, author, flagger } = await makeVeiled();
    const { prisma } = site.database;
    await prisma.member.updateMany({
      where: { id: { in: [author.id, flagger.id] } },
      data: { establishedOn: site.clock.now },
    });
    const friend = await makeMember(site, { established: true });
    const twin = await makeMember(site, { established: true });
    const inStep = (a: TestMember, b: TestMember) =>
      prisma.member.updateMany({
        where: { id: { in: [a.id, b.id] } },
        data: { voice: `${a.id}-${caseId}` },
      });
    await inStep(friend, flagger);
    await inStep(twin, moderator);
    for (const member of [author, flagger, friend, twin]) {
      expect((await next(member)).statusCode).toBe(404);
      expect((await list(member)).guarded).toEqual([]);
      // Whatever is written down of who has it.
      await giveCaseTo(site, caseId, member);
      expect(await statusOf(caseId, member)).toBe(403);
    }
    expect((await next(null)).statusCode).toBe(401);
    expect((await next(await makeMember(site))).statusCode).toBe(403);
    expect((await next(moderator)).statusCode).toBe(403);
    expect((await giveBack(caseId, null)).statusCode).toBe(401);
    expect((await giveBack('zzzzzzzzzzzz', second)).statusCode).toBe(404);
  });

  test('gives one at a time, the most urgent first, and the same one when asked again', async () => {
    const cases = [await makeVeiled(), await makeVeiled()];
    const first = await idOf(second);
    expect(first).toBe(cases.map(({ caseId }) => caseId).toSorted()[0]);
    expect(await idOf(second)).toBe(first);
    const { mine, guarded, takenToday, can } = await list(second);
    expect([mine?.id, guarded.length, takenToday, can]).toEqual([first, 1, 1, { take: false }]);
    expect((await answerProposalAs(site, first, second)).statusCode).toBe(200);
    const then = await idOf(second);
    expect(cases.map(({ caseId }) => caseId)).toContain(then);
    expect(then).not.toBe(first);
  });

  test('can be undone, and another one comes first then', async () => {
    await makeVeiled();
    await makeVeiled();
    const first = await idOf(second);
    const other = await makeMember(site, { established: true });
    expect((await giveBack(first, other)).statusCode).toBe(409);
    expect((await giveBack(first, second)).statusCode).toBe(200);
    expect((await giveBack(first, second)).statusCode).toBe(409);
    expect(await statusOf(first, second)).toBe(403);
    expect(await idOf(second)).not.toBe(first);
    expect(await idOf(other)).toBe(first);
  });

  test('ends for the day after a few, given back or not', async () => {
    for (let nth = 0; nth <= MAX_SECOND_REVIEWS_A_DAY; nth += 1) await makeVeiled();
    for (let nth = 0; nth < MAX_SECOND_REVIEWS_A_DAY; nth += 1) {
      const id = await idOf(second);
      expect((await giveBack(id, second)).statusCode).toBe(200);
    }
    expect((await next(second)).statusCode).toBe(429);
    expect(await list(second)).toMatchObject({ mine: null, can: { take: false } });
    const page = await site.get(PAGES[0] ?? '', second.cookie);
    expect(page.body).toContain('Revenez demain');
    const before = site.clock.now;
    site.clock.advanceDays(1);
    expect((await next(second)).statusCode).toBe(200);
    site.clock.now = before;
  });

  test('by two at one moment gives each her own, and by one twice gives one', async () => {
    const other = await makeMember(site, { established: true });
    const { caseId } = await makeVeiled();
    const both = await Promise.all([next(second), next(other)]);
    expect(both.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 404]);
    const mayRead = [await statusOf(caseId, second), await statusOf(caseId, other)];
    expect(mayRead.toSorted((a, b) => a - b)).toEqual([200, 403]);
    await makeVeiled();
    await makeVeiled();
    const twice = await makeMember(site, { established: true });
    const answers = await Promise.all([next(twice), next(twice), next(twice)]);
    expect(new Set(answers.map((one) => one.json<{ id: string }>().id)).size).toBe(1);
    expect((await list(twice)).takenToday).toBe(1);
  });

  test.each(PAGES)('works by forms alone: %s', async (page) => {
    const { caseId } = await makeVeiled();
    const before = await site.get(page, second.cookie);
    expect(before.body).toContain('action="/api/moderation/seconds/next"');
    expect(before.body).not.toContain(caseId);
    await next(second);
    const after = await site.get(page, second.cookie);
    expect(after.body).toContain(`/${caseId}"`);
    expect(after.body).toContain(`action="/api/moderation/seconds/${caseId}/release"`);
  });
});
