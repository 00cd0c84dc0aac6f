import { readFileSync } from 'node:fs';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { personalDataResponse } from '#shared/portability/personal-data.ts';
import type { CaseResponse } from '#shared/governance/case-handling.ts';
import type {
  ModeratorDeskResponse,
  PublicCaseQueueResponse,
} from '#shared/governance/case-queue.ts';
import type { DecisionResponse } from '#shared/governance/case-decisions.ts';
import { FLAG_PAUSE_MIN_FLAGS } from '#shared/governance/cases.ts';
import type { FlagResponse } from '#shared/governance/flags.ts';
import type { InboxResponse } from '#shared/community/inbox.ts';
import { findOrOpenCase } from '#server/governance/cases/open-case.ts';
import { loadFlaggableSubject } from '#server/public-schema/flaggable-subjects.ts';
import { PASSWORD, makeRealMember } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makeMembers, makePayout, type TestMember } from '#tests/support/factories.ts';
import {
  dismissCaseAs,
  flagSubjectAs,
  findHidingDecision,
  makeFlaggedCase,
  makeFlaggablePost,
  proposeMeasureAs,
  veilSubjectAs,
} from './cases.testing.ts';

let site: TestApp;
let moderator: TestMember;
beforeAll(async () => {
  site = await createTestApp();
});
beforeEach(async () => {
  moderator = await makeMember(site, { moderator: true });
});

const act = (path: string, member: TestMember | null, fields: object = {}) =>
  site.post(`/api/moderation/${path}`, fields, member?.cookie);
const desk = async (member: TestMember) =>
  (await site.get('/api/moderation/cases', member.cookie)).json<ModeratorDeskResponse>();
const linesOf = async (member: TestMember) =>
  (await site.get('/api/me/inbox', member.cookie)).json<InboxResponse>().items;

describe('a small community', () => {
  test('lets one moderator decide alone, says so, and lets another one look again', async () => {
    const { caseId, subject } = await makeFlaggedCase(site);
    expect((await proposeMeasureAs(site, caseId, moderator)).statusCode).toBe(200);
    const first = await findHidingDecision(site, subject);
    const read = async (id: string | null) =>
      (await site.get(`/api/decisions/${id}`)).json<DecisionResponse>();
    expect(await read(first)).toMatchObject({ alone: true, hands: [{ seat: 'moderator' }] });
    const other = await makeMember(site, { moderator: true });
    const reopen = (member: TestMember | null, id = caseId) => act(`cases/${id}/reopen`, member);
    expect((await reopen(null)).statusCode).toBe(401);
    expect((await reopen(moderator)).statusCode).toBe(403);
    expect((await reopen(await makeMember(site))).statusCode).toBe(403);
    expect((await reopen(other, 'zzzzzzzzzzzz')).statusCode).toBe(404);
    expect((await reopen(other)).statusCode).toBe(200);
    expect((await reopen(other)).statusCode).toBe(409);
    expect((await proposeMeasureAs(site, caseId, other, { kind: 'restore' })).statusCode).toBe(200);
    expect(await findHidingDecision(site, subject)).toBeNull();
    const { replacedBy } = await read(first);
    expect(await read(replacedBy)).toMatchObject({ kind: 'restore', replaces: first });
  });
});

test('a veil asks nobody there, and its moderator decides after it', async () => {
  const { caseId, subject } = await makeFlaggedCase(site, { reason: 'threat' });
  expect((await veilSubjectAs(site, caseId, moderator)).statusCode).toBe(200);
  const first = await findHidingDecision(site, subject);
  expect((await proposeMeasureAs(site, caseId, moderator)).statusCode).toBe(200);
  const made = await site.get(`/api/decisions/${await findHidingDecision(site, subject)}`);
  expect(made.json<DecisionResponse>()).toMatchObject({
    kind: 'hide',
    alone: true,
    replaces: first,
  });
});

test('each moderator sees what the others have taken on today, and what they take at most', async () => {
  const other = await makeMember(site, { moderator: true });
  const { handle } = await desk(other);
  await act('care', other, { casesADay: '3' });
  await makeFlaggedCase(site);
  const loadOf = async () => (await desk(moderator)).load.find((one) => one.handle === handle);
  expect(await loadOf()).toEqual({ handle, takenToday: 0, casesADay: 3, inHand: 0 });
  expect((await act('next', other)).statusCode).toBe(200);
  expect(await loadOf()).toEqual({ handle, takenToday: 1, casesADay: 3, inHand: 1 });
});

test('past her daily maximum a moderator acts on urgent cases alone, and is given none', async () => {
  await act('care', moderator, { casesADay: '1' });
  const [first, second] = [await makeFlaggedCase(site), await makeFlaggedCase(site)];
  const urgent = await makeFlaggedCase(site, { reason: 'threat' });
  expect((await proposeMeasureAs(site, first.caseId, moderator)).statusCode).toBe(200);
  expect((await proposeMeasureAs(site, second.caseId, moderator)).statusCode).toBe(429);
  expect((await act(`cases/${urgent.caseId}/take`, moderator)).statusCode).toBe(429);
  expect((await act('next', moderator)).statusCode).toBe(429);
  expect((await proposeMeasureAs(site, urgent.caseId, moderator)).statusCode).toBe(200);
});

describe('who floods manifestly unfounded flags', () => {
  test('is warned, then paused for some days, and told the numbers', async () => {
    const flooder = await makeMember(site);
    for (let sent = 0; sent < FLAG_PAUSE_MIN_FLAGS; sent += 1) {
      const { subject } = await makeFlaggablePost(site);
      expect((await flagSubjectAs(site, subject, flooder)).statusCode).toBe(201);
      const { id } = await site.database.prisma.moderationCase.findFirstOrThrow({
        where: { subject },
      });
      await dismissCaseAs(site, id, await makeMember(site, { moderator: true }), {
        unfounded: true,
      });
    }
    const lines = await linesOf(flooder);
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          kind: 'flags-paused',
          facts: { unfounded: 5, flags: 5, day: '2026-12-04' },
        }),
      ]),
    );
    expect(lines.filter(({ facts }) => facts.outcome === 'unfounded')).toHaveLength(5);
    const { subject } = await makeFlaggablePost(site);
    expect((await flagSubjectAs(site, subject, flooder)).statusCode).toBe(403);
    const known = await site.get(`/api/flags?about=${subject}`, flooder.cookie);
    expect(known.json<FlagResponse>().paused).toEqual({
      endsOn: '2026-12-04',
      unfounded: 5,
      flags: 5,
    });
    const page = await site.get(`/en/flag?about=${subject}`, flooder.cookie);
    expect(page.body).toContain('5 of your last 5 reports were clearly unfounded.');
    site.clock.advanceDays(14);
    expect((await flagSubjectAs(site, subject, flooder)).statusCode).toBe(201);
    site.clock.advanceDays(-14);
  });
});

describe('a moderator’s time', () => {
  test('is given one case at a time, the urgent first, never one of her own', async () => {
    const { caseId: plain } = await makeFlaggedCase(site);
    const { caseId: urgent } = await makeFlaggedCase(site, { reason: 'illegal' });
    const a = await makeMember(site, { moderator: true });
    const b = await makeMember(site, { moderator: true });
    expect((await act('next', null)).statusCode).toBe(401);
    expect((await act('next', await makeMember(site))).statusCode).toBe(403);
    const [first, other] = await Promise.all([act('next', a), act('next', b)]);
    expect([first.statusCode, other.statusCode]).toEqual([200, 200]);
    const taken = await site.database.prisma.moderationCase.findMany({
      where: { takenBy: { in: [a.id, b.id] } },
    });
    expect(taken).toHaveLength(2);
    expect(taken.map(({ id }) => id)).toContain(urgent);
    const holder = taken.find(({ id }) => id === urgent)?.takenBy === a.id ? a : b;
    expect((await desk(holder)).next).toMatchObject({ id: urgent, mine: true });
    expect((await act(`cases/${urgent}/take`, moderator)).statusCode).toBe(409);
    expect((await proposeMeasureAs(site, urgent, moderator)).statusCode).toBe(409);
    expect((await act(`cases/${urgent}/release`, moderator)).statusCode).toBe(409);
    expect((await act(`cases/${urgent}/release`, holder)).statusCode).toBe(200);
    expect((await act(`cases/${urgent}/take`, moderator)).statusCode).toBe(200);
    // After a while it is nobody's again.
    site.clock.advanceDays(1);
    expect((await act(`cases/${urgent}/take`, holder)).statusCode).toBe(200);
    expect((await act(`cases/${plain}/release`, null)).statusCode).toBe(401);
    expect((await act('cases/zzzzzzzzzzzz/take', moderator)).statusCode).toBe(404);
  });

  test('has a cap a day, her own where it is lower', async () => {
    expect((await act('care', null, { casesADay: 1 })).statusCode).toBe(401);
    expect((await act('care', await makeMember(site), { casesADay: 1 })).statusCode).toBe(403);
    expect((await act('care', moderator, { casesADay: 11 })).statusCode).toBe(422);
    expect((await act('care', moderator, { casesADay: 1 })).statusCode).toBe(200);
    const [a, b] = [await makeFlaggedCase(site), await makeFlaggedCase(site)];
    expect((await act(`cases/${a.caseId}/take`, moderator)).statusCode).toBe(200);
    expect((await act(`cases/${b.caseId}/take`, moderator)).statusCode).toBe(429);
    expect(await desk(moderator)).toMatchObject({ casesADay: 1, takenToday: 1 });
  });

  test('is quiet for 48 hours in one tap: no case, no line', async () => {
    const { caseId } = await makeFlaggedCase(site);
    await act(`cases/${caseId}/take`, moderator);
    expect((await act('quiet', null, { quiet: 'begin' })).statusCode).toBe(401);
    expect((await act('quiet', await makeMember(site), { quiet: 'begin' })).statusCode).toBe(403);
    expect((await act('quiet', moderator, { quiet: 'maybe' })).statusCode).toBe(422);
    expect((await act('quiet', moderator, { quiet: 'begin' })).statusCode).toBe(200);
    const freed = await site.database.prisma.moderationCase.findUniqueOrThrow({
      where: { id: caseId },
    });
    expect(freed.takenBy).toBeNull();
    expect((await desk(moderator)).next).toBeNull();
    expect((await act('next', moderator)).statusCode).toBe(409);
    await makeFlaggedCase(site, { reason: 'threat' });
    expect((await linesOf(moderator)).filter(({ kind }) => kind === 'case')).toEqual([]);
    await act('quiet', moderator, { quiet: 'end' });
    const { caseId: urgent } = await makeFlaggedCase(site, { reason: 'threat' });
    expect(await linesOf(moderator)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'case', about: expect.objectContaining({ key: urgent }) }),
      ]),
    );
  });

  test('stands in a rota by handle; the one on duty is told of what is urgent', async () => {
    const turn = (day: string, duty = 'take', member: TestMember | null = moderator) =>
      act('turns', member, { day, duty });
    const handle = (await desk(moderator)).handle;
    expect((await turn('2026-11-20', 'take', null)).statusCode).toBe(401);
    expect((await turn('2026-11-20', 'take', await makeMember(site))).statusCode).toBe(403);
    const today = site.clock.now.toISOString().slice(0, 10);
    expect((await turn('2027-11-20')).statusCode).toBe(422);
    expect((await turn(today)).statusCode).toBe(200);
    expect((await turn(today)).statusCode).toBe(200);
    const shown = await site.get('/api/moderation');
    expect(shown.json<PublicCaseQueueResponse>().rota[0]).toEqual({
      day: today,
      handles: [handle],
    });
    expect(shown.body).not.toContain(moderator.pseudonym);
    const idle = await makeMember(site, { moderator: true });
    await makeFlaggedCase(site, { reason: 'threat' });
    expect((await linesOf(moderator)).map(({ kind }) => kind)).toContain('case');
    expect(await linesOf(idle)).toEqual([]);
    expect((await turn(today, 'leave')).statusCode).toBe(200);
    const { rota } = (await site.get('/api/moderation')).json<PublicCaseQueueResponse>();
    expect(rota[0]?.handles).toEqual([]);
  });

  test('is spared pictures until she asks for them', async () => {
    const { id } = await makePayout(site, {
      screenshot: true,
      showsAmount: true,
      expectedMinor: 2743,
    });
    await flagSubjectAs(site, `payout/${id}`, await makeMember(site), { reason: 'picture' });
    const { id: caseId } = await site.database.prisma.moderationCase.findFirstOrThrow({
      where: { subject: `payout/${id}` },
    });
    const page = await site.get(`/fr/moderation/dossiers/${caseId}`, moderator.cookie);
    expect(page.body).toMatch(
      /<label><input type="checkbox"\/>.{1,80}<\/label><img src="\/files\//,
    );
    // As published: rounded.
    expect(page.body).toMatch(/27\s€/);
    expect(page.body).not.toMatch(/27[.,]43/);
    const styles = readFileSync('web/styles/moderation.css', 'utf8');
    expect(styles).toMatch(/\.hard-picture img \{[^}]*filter: blur/);
  });

  test('begins with the facts of a rule, chosen without a script', async () => {
    const { caseId } = await makeFlaggedCase(site);
    const page = await site.get(`/fr/moderation/dossiers/${caseId}?rule=R7`, moderator.cookie);
    expect(page.body).toContain('Le texte fait de la publicité');
    expect(page.body).toContain('Rien à faire');
  });
});

test('a detector opens a case with its numbers, which its decision carries', async () => {
  const { subject, id } = await makeFlaggablePost(site);
  const { prisma } = site.database;
  const loaded = await loadFlaggableSubject(prisma, 'post', id);
  if (loaded === null) throw new Error('no subject');
  const { id: caseId } = await prisma.$transaction((tx) =>
    findOrOpenCase(
      tx,
      { subject: loaded, origin: 'detector', reason: 'advertising', numbers: { links: 7 } },
      site.clock.now,
    ),
  );
  const one = await site.get(`/api/moderation/cases/${caseId}`, moderator.cookie);
  expect(one.json<CaseResponse>().numbers).toEqual([{ name: 'links', value: 7 }]);
  await proposeMeasureAs(site, caseId, moderator, { rule: 'R7' });
  const made = await site.get(`/api/decisions/${await findHidingDecision(site, subject)}`);
  expect(made.json<DecisionResponse>()).toMatchObject({
    origin: 'detector',
    numbers: [{ name: 'links', value: 7 }],
  });
});

test('own data say what moderation holds of her, and lose her with her account', async () => {
  const member = await makeRealMember(site, 'Vigilante');
  const { id: memberId } = await makeMember(site, { moderator: true });
  await site.database.prisma.roleGrant.updateMany({
    where: { memberId },
    data: { memberId: member.id },
  });
  await makeMembers(site, 20, { established: true });
  const { caseId } = await makeFlaggedCase(site);
  await act(`cases/${caseId}/take`, member);
  await proposeMeasureAs(site, caseId, member);
  const { subject } = await makeFlaggablePost(site);
  await flagSubjectAs(site, subject, member, { sentence: 'Je le vois bien.' });
  await act('turns', member, { day: site.clock.now.toISOString().slice(0, 10), duty: 'take' });
  await act('care', member, { casesADay: 3 });
  const data = personalDataResponse.parse(
    (await site.get('/api/me/data.json', member.cookie)).json(),
  ).moderation;
  expect(data).toMatchObject({
    flags: [{ about: subject, sentence: 'Je le vois bien.', outcome: null }],
    parties: [{ about: subject, role: 'flagger' }],
    proposals: [{ as: 'proposer', kind: 'hide', state: 'open' }],
    care: { casesADay: 3, quietUntil: null },
    turns: [site.clock.now.toISOString().slice(0, 10)],
  });
  await site.post('/api/me/delete', { password: PASSWORD }, member.cookie);
  const left = await site.database.prisma.moderationCase.findUniqueOrThrow({
    where: { id: caseId },
    include: { proposals: true },
  });
  expect(left).toMatchObject({ state: 'open', proposals: [{ state: 'dropped', memberId: null }] });
  expect(await site.database.prisma.flag.count({ where: { memberId: member.id } })).toBe(0);
  const kept = await site.database.prisma.flag.findFirstOrThrow({ where: { case: { subject } } });
  expect(kept.sentence).toBe('Je le vois bien.');
});
