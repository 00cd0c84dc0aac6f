import { beforeEach, describe, expect, test } from 'vitest';
import { runHourlyJobs } from '#tests/support/run-hourly-jobs.ts';
import {
  findExpiredVeils,
  liftExpiredVeils,
} from '#server/governance/case-decisions/lift-veils.ts';
import type { CaseResponse } from '#shared/governance/case-handling.ts';
import type { DecisionResponse } from '#shared/governance/case-decisions.ts';
import type { InboxResponse } from '#shared/community/inbox.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { debate, readBoycott, TEXT } from '#tests/support/boycott-lifecycle.ts';
import { makeMember, makeMembers, makePayout, type TestMember } from '#tests/support/factories.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import {
  answerProposalAs,
  dismissCaseAs,
  flagSubjectAs,
  findHidingDecision,
  giveCaseTo,
  makeFlaggedCase,
  proposeMeasureAs,
  veilSubjectAs,
} from './cases.testing.ts';

let site: TestApp;
let moderator: TestMember;
let second: TestMember;

beforeEach(async () => {
  if (site === undefined) {
    site = await createTestApp();
    await makeMembers(site, 20, { established: true });
  }
  moderator = await makeMember(site, { moderator: true });
  second = await makeMember(site, { established: true });
});

const THREAT = { reason: 'threat' };
const PERSONAL = { reason: 'personal-data' };

async function readDecision(id: string | null): Promise<DecisionResponse> {
  return (await site.get(`/api/decisions/${id}`)).json<DecisionResponse>();
}

describe('a veil', () => {
  test('is one moderator’s, for 72 hours, and asks a second person', async () => {
    const { caseId, subject, author } = await makeFlaggedCase(site, PERSONAL);
    expect((await veilSubjectAs(site, caseId, null, { rule: 'R4' })).statusCode).toBe(401);
    expect((await veilSubjectAs(site, caseId, second, { rule: 'R4' })).statusCode).toBe(403);
    expect((await veilSubjectAs(site, 'zzzzzzzzzzzz', moderator, { rule: 'R4' })).statusCode).toBe(
      404,
    );
    expect((await veilSubjectAs(site, caseId, moderator, { rule: 'R1' })).statusCode).toBe(422);
    expect((await veilSubjectAs(site, caseId, moderator, { rule: 'R4' })).statusCode).toBe(200);
    const made = await readDecision(await findHidingDecision(site, subject));
    const until = new Date(site.clock.now.getTime() + 72 * 3_600_000).toISOString();
    expect(made).toMatchObject({ kind: 'veil', alone: true, stage: 'veil' });
    expect(new Date(made.until ?? '').getTime()).toBe(new Date(until).setMilliseconds(0));
    const lines = await site.get('/api/me/inbox', author.cookie);
    expect(lines.json<InboxResponse>().items).toMatchObject([{ facts: { measure: 'veil' } }]);
    const one = await site.get(`/api/moderation/cases/${caseId}`, moderator.cookie);
    expect(one.json<CaseResponse>()).toMatchObject({
      state: 'proposed',
      hidden: 'veil',
      proposals: [{ kind: 'remove', state: 'open' }],
    });
    expect(await kindsInRecord(site, subject)).toContain('post-veiled');
  });

  test('becomes a decision of two once it is confirmed, which does not end by itself', async () => {
    const { caseId, subject } = await makeFlaggedCase(site, THREAT);
    await veilSubjectAs(site, caseId, moderator);
    const first = await findHidingDecision(site, subject);
    await giveCaseTo(site, caseId, second);
    expect((await answerProposalAs(site, caseId, second)).statusCode).toBe(200);
    const made = await readDecision(await findHidingDecision(site, subject));
    expect(made).toMatchObject({ kind: 'hide', alone: false, replaces: first, until: null });
    site.clock.advanceDays(4);
    await liftExpiredVeils(site.database, site.clock.now);
    expect(await findHidingDecision(site, subject)).toBe(made.id);
  });

  test('that cannot be lifted holds up no other, and one of a withdrawn text is over', async () => {
    const [stuck, other, gone] = [
      await makeFlaggedCase(site, THREAT),
      await makeFlaggedCase(site, THREAT),
      await makeFlaggedCase(site, THREAT),
    ];
    for (const { caseId } of [stuck, other, gone]) {
      expect((await veilSubjectAs(site, caseId, moderator)).statusCode).toBe(200);
      site.clock.now = new Date(site.clock.now.getTime() + 3_600_000);
    }
    const { sql } = site.database;
    const first = await findHidingDecision(site, stuck.subject);
    const withdrawn = await findHidingDecision(site, gone.subject);
    const post = gone.subject.replace('post/', '');
    const answered = await site.post(`/api/posts/${post}/withdraw`, {}, gone.author.cookie);
    expect(answered.statusCode, answered.body).toBe(200);
    await sql(
      `ALTER TABLE decision ADD CONSTRAINT fails CHECK (replaces IS NULL OR replaces <> '${first}') NOT VALID`,
    );
    site.clock.advanceDays(4);
    await expect(liftExpiredVeils(site.database, site.clock.now)).rejects.toThrow(
      'veils not lifted',
    );
    expect(await findHidingDecision(site, other.subject)).toBeNull();
    const left = (await findExpiredVeils(sql, site.clock.now)).map(({ id }) => id);
    expect(left).toContain(first);
    expect(left).not.toContain(withdrawn);
    await sql('ALTER TABLE decision DROP CONSTRAINT fails');
    expect(await liftExpiredVeils(site.database, site.clock.now)).toBeGreaterThan(0);
    expect(await findHidingDecision(site, stuck.subject)).toBeNull();
  });

  test('lifts by itself after 72 hours, by nobody’s hand, and its author hears of it', async () => {
    const { caseId, subject, author } = await makeFlaggedCase(site, THREAT);
    await veilSubjectAs(site, caseId, moderator);
    const first = await findHidingDecision(site, subject);
    site.clock.now = new Date(site.clock.now.getTime() + 72 * 3_600_000 - 1_000);
    await liftExpiredVeils(site.database, site.clock.now);
    expect(await findHidingDecision(site, subject)).toBe(first);
    site.clock.now = new Date(site.clock.now.getTime() + 1_000);
    expect(await liftExpiredVeils(site.database, site.clock.now)).toBeGreaterThan(0);
    expect(await findHidingDecision(site, subject)).toBeNull();
    const { replacedBy } = await readDecision(first);
    expect(await readDecision(replacedBy)).toMatchObject({
      kind: 'restore',
      automated: true,
      hands: [],
    });
    const page = await site.get(`/en/moderation/decisions/${replacedBy}`);
    expect(page.body).toContain('Nobody confirmed within 72 hours.');
    const lines = await site.get('/api/me/inbox', author.cookie);
    expect(lines.json<InboxResponse>().items.map(({ facts }) => facts.measure)).toContain(
      'restore',
    );
    // The proposal still waits, and there is no second veil.
    expect((await answerProposalAs(site, caseId, second)).statusCode).toBe(200);
    expect(await findHidingDecision(site, subject)).not.toBeNull();
  });

  test('is lifted by its moderator where there is nothing to do after all', async () => {
    const { caseId, subject } = await makeFlaggedCase(site, THREAT);
    await veilSubjectAs(site, caseId, moderator);
    const first = await findHidingDecision(site, subject);
    // What was proposed with it comes first.
    expect((await dismissCaseAs(site, caseId, moderator)).statusCode).toBe(409);
    const withdraw = (member: TestMember | null) =>
      site.post(`/api/moderation/cases/${caseId}/withdraw`, {}, member?.cookie);
    expect((await withdraw(null)).statusCode).toBe(401);
    expect((await withdraw(second)).statusCode).toBe(403);
    const other = await makeMember(site, { moderator: true });
    expect((await withdraw(other)).statusCode).toBe(409);
    expect((await withdraw(moderator)).statusCode).toBe(200);
    expect((await dismissCaseAs(site, caseId, moderator)).statusCode).toBe(200);
    expect(await findHidingDecision(site, subject)).toBeNull();
    const { replacedBy } = await readDecision(first);
    expect(await readDecision(replacedBy)).toMatchObject({ kind: 'restore', automated: false });
  });

  test('is made once a case', async () => {
    const { caseId } = await makeFlaggedCase(site, THREAT);
    await veilSubjectAs(site, caseId, moderator);
    expect((await veilSubjectAs(site, caseId, moderator)).statusCode).toBe(409);
  });

  test('is not made again in another case, for another reason, until its author changes the text', async () => {
    const { caseId, subject, author } = await makeFlaggedCase(site, THREAT);
    await veilSubjectAs(site, caseId, moderator);
    await site.post(`/api/moderation/cases/${caseId}/withdraw`, {}, moderator.cookie);
    expect((await dismissCaseAs(site, caseId, moderator)).statusCode).toBe(200);
    const open = async (reason: string): Promise<string> => {
      const body = { about: subject, reason };
      const opened = await site.post('/api/moderation/cases', body, moderator.cookie);
      expect(opened.statusCode).toBe(201);
      return opened.json<{ id: string }>().id;
    };
    const next = await open('illegal');
    const one = await site.get(`/api/moderation/cases/${next}`, moderator.cookie);
    expect(one.json<CaseResponse>().can.veil).toBe(false);
    expect((await veilSubjectAs(site, next, moderator, { rule: 'R6' })).statusCode).toBe(409);
    expect(await findHidingDecision(site, subject)).toBeNull();
    const text = { text: 'Un autre texte, avec une adresse.' };
    const edited = await site.post(`/api/forum/posts/${subject.slice(5)}`, text, author.cookie);
    expect(edited.statusCode).toBe(200);
    expect((await veilSubjectAs(site, next, moderator, { rule: 'R6' })).statusCode).toBe(200);
    expect(await findHidingDecision(site, subject)).not.toBeNull();
  });

  test('of a call to a boycott may be made again once its proposer changed the call', async () => {
    const { id, proposer } = await debate(site);
    const subject = `boycott/${id}`;
    const flagger = await makeMember(site);
    expect((await flagSubjectAs(site, subject, flagger, THREAT)).statusCode).toBe(201);
    const find = { where: { subject, state: { not: 'closed' } } };
    const first = await site.database.prisma.moderationCase.findFirstOrThrow(find);
    expect((await veilSubjectAs(site, first.id, moderator)).statusCode).toBe(200);
    await site.post(`/api/moderation/cases/${first.id}/withdraw`, {}, moderator.cookie);
    expect((await dismissCaseAs(site, first.id, moderator)).statusCode).toBe(200);
    const other = await makeMember(site);
    expect((await flagSubjectAs(site, subject, flagger, THREAT)).statusCode).toBe(409);
    const worse = { ...TEXT, grievance: 'Le client habite au 3 de cette rue.' };
    const changed = await site.post(`/api/boycotts/${id}`, worse, proposer.cookie);
    expect(changed.statusCode, changed.body).toBe(200);
    expect((await flagSubjectAs(site, subject, other, THREAT)).statusCode).toBe(201);
    const next = await site.database.prisma.moderationCase.findFirstOrThrow(find);
    expect((await veilSubjectAs(site, next.id, moderator)).statusCode).toBe(200);
    expect(await readBoycott(site, id)).toMatchObject({ hiding: { level: 'removed' }, title: '' });
  });

  test('and its confirmation at one moment leave one decision in force', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { caseId, subject } = await makeFlaggedCase(site, THREAT);
      await veilSubjectAs(site, caseId, moderator);
      site.clock.advanceDays(3);
      await giveCaseTo(site, caseId, second);
      const [confirmed] = await Promise.all([
        answerProposalAs(site, caseId, second),
        liftExpiredVeils(site.database, site.clock.now),
      ]);
      expect(confirmed.statusCode).toBe(200);
      expect(await readDecision(await findHidingDecision(site, subject))).toMatchObject({
        kind: 'hide',
      });
    }
  });
});

test('a case whose thing its author took back ends by itself', async () => {
  const { id, member } = await makePayout(site, { screenshot: true });
  const subject = `payout/${id}`;
  const flagger = await makeMember(site);
  await flagSubjectAs(site, subject, flagger, { reason: 'invented' });
  const { id: caseId } = await site.database.prisma.moderationCase.findFirstOrThrow({
    where: { subject },
  });
  await proposeMeasureAs(site, caseId, moderator, { rule: 'R1' });
  await site.post(`/api/payouts/${id}/withdraw`, {}, member.cookie);
  expect((await answerProposalAs(site, caseId, second)).statusCode).toBe(409);
  await runHourlyJobs({
    database: site.database,
    store: site.store,
    clock: () => site.clock.now,
  });
  const closed = await site.database.prisma.moderationCase.findUniqueOrThrow({
    where: { id: caseId },
    include: { decisions: true },
  });
  expect(closed).toMatchObject({
    state: 'closed',
    decisions: [{ automated: true, kind: 'dismiss' }],
  });
  const lines = await site.get('/api/me/inbox', flagger.cookie);
  expect(lines.json<InboxResponse>().items).toMatchObject([{ kind: 'flag-decided' }]);
});
