import { beforeEach, describe, expect, test } from 'vitest';
import type { CaseResponse } from '#shared/governance/case-handling.ts';
import type {
  ModeratorDeskResponse,
  PublicCaseQueueResponse,
} from '#shared/governance/case-queue.ts';
import type { DecisionResponse, DecisionsResponse } from '#shared/governance/case-decisions.ts';
import type { InboxResponse } from '#shared/community/inbox.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makeMembers, type TestMember } from '#tests/support/factories.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import {
  PROPOSAL_FIELDS,
  answerProposalAs,
  dismissCaseAs,
  flagSubjectAs,
  findHidingDecision,
  makeFlaggedCase,
  proposeMeasureAs,
} from './cases.testing.ts';

let site: TestApp;
let moderator: TestMember;

/** Enough established members that nobody decides alone; one of them is given. */
let second: TestMember;

beforeEach(async () => {
  if (site === undefined) {
    site = await createTestApp();
    await makeMembers(site, 20, { established: true });
  }
  moderator = await makeMember(site, { moderator: true });
  second = await makeMember(site, { established: true });
});

const readCase = (id: string, member: TestMember) =>
  site.get(`/api/moderation/cases/${id}`, member.cookie);
const linesOf = async (member: TestMember) =>
  (await site.get('/api/me/inbox', member.cookie)).json<InboxResponse>().items;

describe('a case', () => {
  test('is read by moderators who are no party; never whose it is', async () => {
    const { caseId, author, flagger } = await makeFlaggedCase(site, { text: 'Une insulte.' });
    const answerOf = await readCase(caseId, moderator);
    const one = answerOf.json<CaseResponse>();
    expect(one).toMatchObject({
      state: 'open',
      reason: 'insult',
      thing: { text: 'Une insulte.' },
      flags: [{ sentence: 'Cela insulte une collègue.', ratedParty: false }],
      can: {
        take: true,
        propose: ['hide', 'remove', 'cover'],
        veil: true,
        dismiss: true,
        alone: false,
      },
    });
    for (const { id, pseudonym } of [author, flagger]) {
      expect(answerOf.body).not.toContain(id);
      expect(answerOf.body).not.toContain(pseudonym);
    }
    for (const member of [author, flagger, second]) {
      expect((await readCase(caseId, member)).statusCode).toBe(403);
    }
    expect((await site.get(`/api/moderation/cases/${caseId}`)).statusCode).toBe(401);
    expect((await readCase('zzzzzzzzzzzz', moderator)).statusCode).toBe(404);
    const asParty = await makeMember(site, { moderator: true });
    await flagSubjectAs(site, one.about, asParty);
    expect((await readCase(caseId, asParty)).statusCode).toBe(403);
  });

  test('is hidden by two people, on the record, with its reasons for everybody', async () => {
    const { caseId, subject, author, flagger } = await makeFlaggedCase(site);
    expect((await proposeMeasureAs(site, caseId, moderator)).statusCode).toBe(200);
    expect(await findHidingDecision(site, subject)).toBeNull();
    const waiting = await site.get('/api/moderation/seconds', second.cookie);
    expect(waiting.body).toContain(caseId);
    const list = await site.get('/fr/moderation/seconde-personne', second.cookie);
    expect(list.body).toContain(`/fr/moderation/dossiers/${caseId}`);
    expect((await site.get('/api/moderation/seconds')).statusCode).toBe(401);
    const newcomer = await makeMember(site);
    expect((await site.get('/api/moderation/seconds', newcomer.cookie)).statusCode).toBe(403);
    const seen = (await readCase(caseId, second)).json<CaseResponse>();
    expect(seen).toMatchObject({ flags: [], thing: { text: 'Un texte.' }, can: { answer: true } });
    expect((await answerProposalAs(site, caseId, second)).statusCode).toBe(200);
    const decisionId = await findHidingDecision(site, subject);
    expect(decisionId).not.toBeNull();
    const reasons = await site.get(`/api/decisions/${decisionId}`);
    expect(reasons.json<DecisionResponse>()).toMatchObject({
      kind: 'hide',
      rule: 'R5',
      facts: PROPOSAL_FIELDS.facts,
      reason: PROPOSAL_FIELDS.reason,
      origin: 'flag',
      alone: false,
      automated: false,
      until: null,
      hands: [{ seat: 'moderator' }, { seat: 'member' }],
      appealUntil: '2027-05-20',
    });
    for (const member of [author, flagger, moderator, second]) {
      expect(reasons.body).not.toContain(member.pseudonym);
      expect(reasons.body).not.toContain(member.id);
    }
    expect(await kindsInRecord(site, subject)).toContain('post-hidden');
    expect((await kindsInRecord(site, `case/${caseId}`)).slice(-2)).toEqual([
      'case-closed',
      'content-stated',
    ]);
    const page = await site.get(`/fr/moderation/decisions/${decisionId}`);
    expect(page.body).toContain(PROPOSAL_FIELDS.facts);
    expect(page.body).toContain('article 17');
    const { decisions } = (await site.get('/api/decisions')).json<DecisionsResponse>();
    expect(decisions.find(({ id: listed }) => listed === decisionId)).toMatchObject({
      about: subject,
      replaced: false,
    });
    expect(await linesOf(author)).toMatchObject([
      { kind: 'decision', facts: { measure: 'hide' }, about: { key: decisionId } },
    ]);
    expect(await linesOf(flagger)).toMatchObject([
      { kind: 'flag-decided', facts: { measure: 'hide', outcome: 'upheld' } },
    ]);
  });

  test('is proposed by moderators who are no party, within the rules', async () => {
    const { caseId, author, flagger } = await makeFlaggedCase(site);
    const linked = await makeMember(site, { moderator: true });
    await site.database.prisma.member.updateMany({
      where: { id: { in: [linked.id, author.id] } },
      data: { voice: `voice-${caseId}` },
    });
    expect((await proposeMeasureAs(site, caseId, null)).statusCode).toBe(401);
    expect((await proposeMeasureAs(site, caseId, second)).statusCode).toBe(403);
    expect((await proposeMeasureAs(site, caseId, flagger)).statusCode).toBe(403);
    expect((await proposeMeasureAs(site, caseId, linked)).statusCode).toBe(403);
    expect((await proposeMeasureAs(site, caseId, moderator, { kind: 'remove' })).statusCode).toBe(
      422,
    );
    expect((await proposeMeasureAs(site, caseId, moderator, { kind: 'restore' })).statusCode).toBe(
      409,
    );
    expect((await proposeMeasureAs(site, caseId, moderator, { facts: '' })).statusCode).toBe(422);
    expect((await proposeMeasureAs(site, 'zzzzzzzzzzzz', moderator)).statusCode).toBe(404);
    expect((await proposeMeasureAs(site, caseId, moderator)).statusCode).toBe(200);
    expect((await proposeMeasureAs(site, caseId, moderator)).statusCode).toBe(409);
  });

  test('has no second person who is a party, proposed it, or counts as one with them', async () => {
    const { caseId, subject, author, flagger } = await makeFlaggedCase(site);
    const friend = await makeMember(site, { established: true });
    const twin = await makeMember(site, { established: true });
    const { prisma } = site.database;
    await prisma.member.updateMany({
      where: { id: { in: [author.id, flagger.id] } },
      data: { establishedOn: site.clock.now },
    });
    await prisma.member.updateMany({
      where: { id: { in: [friend.id, flagger.id] } },
      data: { voice: `a-${caseId}` },
    });
    await prisma.member.updateMany({
      where: { id: { in: [twin.id, moderator.id] } },
      data: { voice: `b-${caseId}` },
    });
    await proposeMeasureAs(site, caseId, moderator);
    for (const member of [author, flagger, moderator, friend, twin, await makeMember(site)]) {
      expect((await answerProposalAs(site, caseId, member)).statusCode).toBe(403);
    }
    expect((await answerProposalAs(site, caseId, null)).statusCode).toBe(401);
    const other = await answerProposalAs(site, caseId, second, { proposal: 'zzzzzzzzzzzz' });
    expect(other.statusCode).toBe(409);
    expect(await findHidingDecision(site, subject)).toBeNull();
    expect(
      (await answerProposalAs(site, caseId, await makeMember(site, { moderator: true })))
        .statusCode,
    ).toBe(200);
    expect(await findHidingDecision(site, subject)).not.toBeNull();
  });

  test('goes to people who did not decide, after an objection with its reason', async () => {
    const { caseId, subject } = await makeFlaggedCase(site);
    await proposeMeasureAs(site, caseId, moderator);
    expect((await answerProposalAs(site, caseId, second, { answer: 'object' })).statusCode).toBe(
      422,
    );
    const objection = 'C’est une critique, pas une insulte.';
    const answered = await answerProposalAs(site, caseId, second, { answer: 'object', objection });
    expect(answered.statusCode).toBe(200);
    const one = (await readCase(caseId, moderator)).json<CaseResponse>();
    expect(one).toMatchObject({ state: 'jury', proposals: [{ state: 'refused', objection }] });
    expect(await findHidingDecision(site, subject)).toBeNull();
    expect((await answerProposalAs(site, caseId, second)).statusCode).toBe(409);
  });

  test('is closed in one tap where there is nothing to do', async () => {
    const { caseId, subject, author, flagger } = await makeFlaggedCase(site);
    expect((await dismissCaseAs(site, caseId, second)).statusCode).toBe(403);
    expect((await dismissCaseAs(site, caseId, null)).statusCode).toBe(401);
    expect((await dismissCaseAs(site, 'zzzzzzzzzzzz', moderator)).statusCode).toBe(404);
    expect((await dismissCaseAs(site, caseId, moderator)).statusCode).toBe(200);
    expect((await dismissCaseAs(site, caseId, moderator)).statusCode).toBe(409);
    expect(await findHidingDecision(site, subject)).toBeNull();
    expect(await linesOf(author)).toMatchObject([{ facts: { measure: 'dismiss' } }]);
    expect(await linesOf(flagger)).toMatchObject([{ facts: { outcome: 'not-upheld' } }]);
    // The same reason again is an appeal's for who flagged, another one is not.
    expect((await flagSubjectAs(site, subject, flagger)).statusCode).toBe(409);
    expect(
      (await flagSubjectAs(site, subject, flagger, { reason: 'advertising' })).statusCode,
    ).toBe(201);
  });

  test('is asked about again once its author changed the text', async () => {
    const { caseId, subject, author, flagger } = await makeFlaggedCase(site);
    await dismissCaseAs(site, caseId, moderator);
    expect((await flagSubjectAs(site, subject, flagger)).statusCode).toBe(409);
    const path = `/api/forum/posts/${subject.split('/')[1]}`;
    await site.post(path, { text: 'Un texte bien pire.' }, author.cookie);
    expect((await flagSubjectAs(site, subject, flagger)).statusCode).toBe(201);
  });

  test('is asked about again by who did not flag before, once a month: a weak flag settles nothing for others', async () => {
    const { caseId, subject } = await makeFlaggedCase(site, { reason: 'paid-for' });
    await dismissCaseAs(site, caseId, moderator);
    const paidFor = async () =>
      (await flagSubjectAs(site, subject, await makeMember(site), { reason: 'paid-for' }))
        .statusCode;
    expect([await paidFor(), await paidFor()]).toEqual([201, 201]);
    const { id } = await site.database.prisma.moderationCase.findFirstOrThrow({
      where: { subject, state: 'open' },
    });
    const again = await site.get(`/api/moderation/cases/${id}`, moderator.cookie);
    expect(again.json<CaseResponse>().decisions).toMatchObject([{ kind: 'dismiss', rule: 'R3' }]);
    await dismissCaseAs(site, id, moderator);
    expect(await paidFor()).toBe(409);
    const before = site.clock.now;
    site.clock.advanceDays(31);
    expect(await paidFor()).toBe(201);
    site.clock.now = before;
  });

  test('is opened by a moderator on her own initiative, and by a detector with numbers', async () => {
    const { subject } = await makeFlaggedCase(site);
    const open = (member: TestMember | null, about = subject) =>
      site.post('/api/moderation/cases', { about, reason: 'threat' }, member?.cookie);
    expect((await open(null)).statusCode).toBe(401);
    expect((await open(second)).statusCode).toBe(403);
    expect((await open(moderator, 'post/zzzzzzzzzzzz')).statusCode).toBe(404);
    expect((await open(moderator, 'nothing')).statusCode).toBe(422);
    expect((await open(moderator)).statusCode).toBe(201);
  });

  test('gives back what is hidden, by two as well', async () => {
    const { caseId, subject, author } = await makeFlaggedCase(site);
    await proposeMeasureAs(site, caseId, moderator);
    await answerProposalAs(site, caseId, second);
    const first = await findHidingDecision(site, subject);
    const again = await site.post(
      '/api/moderation/cases',
      { about: subject, reason: 'invented' },
      moderator.cookie,
    );
    const { id } = again.json<{ id: string }>();
    const one = (await readCase(id, moderator)).json<CaseResponse>();
    expect(one).toMatchObject({ hidden: 'hide', can: { propose: ['remove', 'restore', 'cover'] } });
    expect(one.decisions).toHaveLength(1);
    expect((await proposeMeasureAs(site, id, moderator, { kind: 'restore' })).statusCode).toBe(200);
    expect((await answerProposalAs(site, id, second)).statusCode).toBe(200);
    expect(await findHidingDecision(site, subject)).toBeNull();
    const { replacedBy } = (await site.get(`/api/decisions/${first}`)).json<DecisionResponse>();
    expect(replacedBy).not.toBeNull();
    expect((await linesOf(author)).map(({ facts }) => facts.measure)).toEqual(
      expect.arrayContaining(['hide', 'restore']),
    );
  });
});

describe('the queue', () => {
  test('shows numbers to everybody, and texts to nobody but moderators', async () => {
    await makeFlaggedCase(site, { reason: 'threat', text: 'Un secret à ne pas lire.' });
    site.clock.advanceDays(2);
    const queue = await site.get('/api/moderation');
    const { counts, rota } = queue.json<PublicCaseQueueResponse>();
    expect(counts.waiting).toBeGreaterThan(0);
    expect(counts.urgent).toBeGreaterThan(0);
    expect(counts.oldestDays).toBeGreaterThanOrEqual(2);
    const { today, days, week, older } = counts.ages;
    expect(today + days + week + older).toBe(counts.waiting);
    expect(rota).toHaveLength(14);
    expect((await site.get('/fr/moderation')).body).not.toContain('Un secret');
    expect((await site.get('/api/moderation/cases')).statusCode).toBe(401);
    expect((await site.get('/api/moderation/cases', second.cookie)).statusCode).toBe(403);
    const desk = (
      await site.get('/api/moderation/cases', moderator.cookie)
    ).json<ModeratorDeskResponse>();
    expect(desk.next).toMatchObject({ urgent: true });
    expect(desk.handle).toMatch(/^M-/);
  });
});
