import { beforeEach, describe, expect, test } from 'vitest';
import type { InboxResponse } from '#shared/community/inbox.ts';
import type { OwnProposalsResponse } from '#shared/governance/moderator-desk.ts';
import { endCasesOfWithdrawnSubjects } from '#server/governance/case-decisions/lift-veils.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { answerAct, makeAct } from '#tests/support/proposals.ts';
import {
  answerProposalAs,
  findHidingDecision,
  makeFlaggedCase,
  proposeMeasureAs,
} from './cases.testing.ts';
import {
  castVoteAs,
  drawJuryAfterHour,
  findAskedJurors,
  findJuryOfCase,
  makeEstablishedCommunity,
} from './juries.testing.ts';

/** What a moderator is told of what became of her proposals. */

const OBJECTION = 'C’est une critique, pas une insulte.';

let site: TestApp;
let moderator: TestMember;
let second: TestMember;

beforeEach(async () => {
  if (site === undefined) {
    site = await createTestApp();
    await makeEstablishedCommunity(site);
  }
  moderator = await makeMember(site, { moderator: true });
  second = await makeMember(site, { established: true });
});

async function makeProposal() {
  const made = await makeFlaggedCase(site);
  expect((await proposeMeasureAs(site, made.caseId, moderator)).statusCode).toBe(200);
  return made;
}
const object = (caseId: string) =>
  answerProposalAs(site, caseId, second, { answer: 'object', objection: OBJECTION });
const linesOf = async (member = moderator) =>
  (await site.get('/api/me/inbox', member.cookie)).json<InboxResponse>().items;
const listOf = async (member = moderator) =>
  (await site.get('/api/me/proposals', member.cookie)).json<OwnProposalsResponse>();

describe('what became of a proposal in a case', () => {
  test('waits, then is agreed: one line for her alone, and the decision in her list', async () => {
    const { caseId, subject, author } = await makeProposal();
    const waiting = { case: caseId, about: subject, kind: 'hide', state: 'open', decision: null };
    expect((await listOf()).cases).toMatchObject([waiting]);
    expect(await linesOf()).toEqual([]);
    await answerProposalAs(site, caseId, second);
    expect(await linesOf()).toMatchObject([
      {
        kind: 'case-answered',
        count: 1,
        about: { key: caseId, name: 'post' },
        facts: { proposal: 'agreed' },
      },
    ]);
    const id = await findHidingDecision(site, subject);
    expect((await listOf()).cases).toMatchObject([
      { state: 'agreed', caseState: 'closed', decision: { id, kind: 'hide' }, objection: null },
    ]);
    for (const member of [second, author]) {
      expect((await linesOf(member)).map(({ kind }) => kind)).not.toContain('case-answered');
      expect((await listOf(member)).cases).toEqual([]);
    }
  });

  test('is refused: she reads why, and then how the jury decided', async () => {
    const { caseId } = await makeProposal();
    await object(caseId);
    expect(await linesOf()).toMatchObject([
      { kind: 'case-answered', facts: { proposal: 'refused', objection: OBJECTION } },
    ]);
    expect((await listOf()).cases).toMatchObject([
      { state: 'refused', objection: OBJECTION, caseState: 'jury', decision: null },
    ]);
    const jury = await findJuryOfCase(site, caseId);
    await drawJuryAfterHour(site, jury);
    for (const juror of await findAskedJurors(site, jury)) {
      await castVoteAs(site, jury, juror, { vote: 'dismiss' });
    }
    const [line] = await linesOf();
    expect(line).toMatchObject({ kind: 'case-answered', facts: { proposal: 'decided' } });
    const [one] = (await listOf()).cases;
    expect(one).toMatchObject({ state: 'refused', decision: { kind: 'dismiss' } });
  });

  test('keeps the reason where it stands: the item has no copy, and a party reads it no more', async () => {
    const { caseId } = await makeProposal();
    await object(caseId);
    const where = { memberId: moderator.id, kind: 'case-answered' };
    const { facts } = await site.database.prisma.inboxItem.findFirstOrThrow({ where });
    expect(facts).toEqual({ proposal: 'refused' });
    const party = { caseId, memberId: moderator.id, role: 'flagger' };
    await site.database.prisma.caseParty.create({ data: party });
    for (const answer of [await linesOf(), await listOf()]) {
      expect(JSON.stringify(answer)).not.toContain(OBJECTION);
    }
  });

  test('ends without an answer where the author took the text back', async () => {
    const { subject, author } = await makeProposal();
    const id = subject.split('/')[1] ?? '';
    expect((await site.post(`/api/posts/${id}/withdraw`, {}, author.cookie)).statusCode).toBe(200);
    await endCasesOfWithdrawnSubjects(site.database, site.clock.now);
    expect(await linesOf()).toMatchObject([
      { kind: 'case-answered', facts: { proposal: 'dropped' } },
    ]);
    expect((await listOf()).cases).toMatchObject([{ state: 'dropped', excerpt: null }]);
  });

  test('tells nothing of what she took back herself', async () => {
    const { caseId } = await makeProposal();
    await site.post(`/api/moderation/cases/${caseId}/withdraw`, {}, moderator.cookie);
    const path = `/api/moderation/cases/${caseId}/dismiss`;
    expect((await site.post(path, {}, moderator.cookie)).statusCode).toBe(200);
    expect(await linesOf()).toEqual([]);
    expect((await listOf()).cases).toMatchObject([{ state: 'dropped' }]);
  });

  test('of a long pause says that a second moderator agreed, and that a jury decides', async () => {
    const { caseId } = await makeFlaggedCase(site);
    const words = { rule: 'R5', facts: 'Il insulte trois collègues.', reason: 'Il recommence.' };
    const path = `/api/moderation/cases/${caseId}/pause`;
    const sent = await site.post(path, { days: 30, ...words }, moderator.cookie);
    const { id: pause } = sent.json<{ id: string }>();
    const other = await makeMember(site, { moderator: true });
    expect((await answerProposalAs(site, pause, other)).statusCode).toBe(200);
    expect(await linesOf()).toMatchObject([
      { kind: 'case-answered', about: { name: 'pause' }, facts: { proposal: 'jury' } },
    ]);
    expect((await listOf()).cases).toMatchObject([{ state: 'agreed', caseState: 'jury' }]);
  });
});

test('what she proposed beside cases is listed with its state, and a refusal with its reason', async () => {
  const other = await makeMember(site, { moderator: true });
  const [confirmed, refused] = [
    await makeAct(site, { memberId: moderator.id }),
    await makeAct(site, { memberId: moderator.id }),
  ];
  expect(await answerAct(site, confirmed, other)).toBe(200);
  const no = { answer: 'refuse', objection: 'Le titre dit ce qui est.' };
  expect(await answerAct(site, refused, other, no)).toBe(200);
  const { acts } = await listOf();
  expect(new Map(acts.map(({ id, state }) => [id, state]))).toEqual(
    new Map([
      [confirmed, 'confirmed'],
      [refused, 'refused'],
    ]),
  );
  const lines = await linesOf();
  const objections = new Map(lines.map(({ about, facts }) => [about?.key, facts.objection]));
  expect(objections).toEqual(
    new Map([
      [confirmed, undefined],
      [refused, no.objection],
    ]),
  );
  expect((await listOf(other)).acts).toEqual([]);
});

test('the list of own proposals is for members', async () => {
  expect((await site.get('/api/me/proposals')).statusCode).toBe(401);
  expect(await listOf(second)).toEqual({ cases: [], acts: [] });
});
