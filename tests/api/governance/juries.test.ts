import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { endCasesOfWithdrawnSubjects } from '#server/governance/case-decisions/lift-veils.ts';
import type { DecisionResponse } from '#shared/governance/case-decisions.ts';
import type { InboxResponse } from '#shared/community/inbox.ts';
import type { JuriesResponse, OwnJuriesResponse } from '#shared/governance/juries.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import { findHidingDecision } from './cases.testing.ts';
import {
  appealAs,
  castVoteAs,
  declineSeatAs,
  drawJuryAfterHour,
  makeEstablishedCommunity,
  findAskedJurors,
  findJuryOfCase,
  makeContestedCase,
  makeHiddenSubject,
  makeSittingJury,
  advanceClockHours,
  readJury,
  readOwnJury,
  runMinuteJobs,
} from './juries.testing.ts';

let site: TestApp;

beforeEach(async () => {
  site ??= await createTestApp();
  // Those who sit in other tests' juries are asked by no other.
  await makeEstablishedCommunity(site, 8);
  await fillUp();
});

/** At least 20 established, so that nobody decides alone. */
async function fillUp(): Promise<void> {
  const where = { establishedOn: { not: null } };
  const there = await site.database.prisma.member.count({ where });
  await makeEstablishedCommunity(site, Math.max(0, 20 - there));
}

const linesOf = async (member: TestMember | undefined) =>
  (await site.get('/api/me/inbox', member?.cookie)).json<InboxResponse>().items;

async function sitOnContested() {
  const made = await makeContestedCase(site);
  await drawJuryAfterHour(site, made.jury);
  return made;
}

describe('a contested case', () => {
  test('is decided by three who did not, under 500 established members', async () => {
    const { jury, caseId, subject, author } = await sitOnContested();
    expect(await readJury(site, jury)).toMatchObject({
      state: 'sitting',
      seats: 3,
      appeal: false,
      against: null,
      // Until it is decided nobody is pointed to what was flagged.
      about: null,
      votes: [],
    });
    const [a, b, c] = await findAskedJurors(site, jury);
    expect(c).toBeDefined();
    expect((await linesOf(a)).map(({ kind }) => kind)).toContain('jury-duty');
    const hide = { vote: 'hide', rule: 'R5', reason: 'Elle y est traitée de voleuse.' };
    expect((await castVoteAs(site, jury, a ?? null, hide)).statusCode).toBe(200);
    // Votes are secret until the end, and so is that she voted.
    const during = await site.get(`/api/juries/${jury}`);
    expect(during.body).not.toContain('voleuse');
    expect(during.body).not.toContain('voted');
    expect(await findHidingDecision(site, subject)).toBeNull();
    expect((await castVoteAs(site, jury, c ?? null, hide)).statusCode).toBe(200);
    const decision = await findHidingDecision(site, subject);
    const made = await site.get(`/api/decisions/${decision}`);
    expect(made.json<DecisionResponse>()).toMatchObject({
      kind: 'hide',
      rule: 'R5',
      stage: 'jury',
      jury,
      facts: 'Le texte traite une collègue de voleuse.',
      hands: [{ seat: 'juror' }, { seat: 'juror' }],
    });
    const ended = await site.get(`/api/juries/${jury}`);
    expect(ended.json()).toMatchObject({
      state: 'decided',
      decision,
      about: subject,
      votes: [hide, hide],
    });
    for (const member of [a, b, c]) {
      for (const { body } of [made, ended]) expect(body).not.toContain(member?.pseudonym);
    }
    expect((await linesOf(author))[0]).toMatchObject({ kind: 'decision' });
    expect((await castVoteAs(site, jury, b ?? null)).statusCode).toBe(409);
    expect((await declineSeatAs(site, jury, b ?? null)).statusCode).toBe(409);
    expect((await kindsInRecord(site, `case/${caseId}`)).slice(-2)).toEqual([
      'case-closed',
      'content-stated',
    ]);
  });

  test('leaves the thing as it is, where most want that', async () => {
    const { jury, subject, caseId } = await sitOnContested();
    const [a, b, c] = await findAskedJurors(site, jury);
    await castVoteAs(site, jury, a ?? null, { vote: 'hide', rule: 'R5' });
    await castVoteAs(site, jury, b ?? null, { vote: 'dismiss' });
    await castVoteAs(site, jury, c ?? null, { vote: 'dismiss' });
    expect(await findHidingDecision(site, subject)).toBeNull();
    const made = await site.database.prisma.decision.findFirstOrThrow({ where: { caseId } });
    expect(made).toMatchObject({ kind: 'dismiss', stage: 'jury', automated: false });
    // Who was in the minority is named by her handle, with her reason, beside the others.
    expect((await readJury(site, jury)).votes.map(({ vote }) => vote).toSorted()).toEqual([
      'dismiss',
      'dismiss',
      'hide',
    ]);
  });

  test('is shown to its jurors with the proposal and the objection, and to no one else', async () => {
    const { jury, author, second } = await sitOnContested();
    const [juror] = await findAskedJurors(site, jury);
    if (juror === undefined) throw new Error('nobody asked');
    const { seat, part } = await readOwnJury(site, jury, juror);
    expect(part).toBeNull();
    expect(seat).toMatchObject({
      state: 'asked',
      reason: 'insult',
      rule: 'R5',
      hidden: null,
      thing: { text: 'Un texte.' },
      proposal: { kind: 'hide', objection: 'C’est une critique, pas une insulte.' },
      decision: null,
      appeals: [],
      options: ['dismiss', 'hide', 'remove'],
      vote: null,
      can: { vote: true, decline: true },
    });
    const shown = await site.get(`/api/juries/${jury}/mine`, juror.cookie);
    expect(shown.body).not.toContain(author.id);
    expect(shown.body).not.toContain(author.pseudonym);
    // What flaggers wrote may hold their story.
    expect(shown.body).not.toContain('Cela insulte une collègue.');
    expect((await site.get(`/api/juries/${jury}/mine`)).statusCode).toBe(401);
    for (const member of [second, author]) {
      expect((await readOwnJury(site, jury, member)).seat).toBeNull();
    }
    const list = await site.get('/api/me/juries', juror.cookie);
    // She may have sat before.
    const { seats } = list.json<OwnJuriesResponse>();
    expect(seats.find((one) => one.jury === jury)).toMatchObject({ state: 'asked', ended: false });
    expect((await site.get('/api/me/juries')).statusCode).toBe(401);
  });

  test('that no jury could decide leaves the thing, and says so', async () => {
    const { jury, subject, caseId, author } = await sitOnContested();
    for (let day = 0; day < 10; day += 1) {
      site.clock.advanceDays(1);
      await runMinuteJobs(site);
    }
    expect(await readJury(site, jury)).toMatchObject({ state: 'failed', votes: [] });
    expect(await findHidingDecision(site, subject)).toBeNull();
    const made = await site.database.prisma.decision.findFirstOrThrow({
      where: { caseId },
      include: { hands: true },
    });
    expect(made).toMatchObject({ kind: 'dismiss', stage: 'jury', automated: true, hands: [] });
    expect((await linesOf(author))[0]).toMatchObject({ kind: 'decision' });
    expect(await kindsInRecord(site, `jury/${jury}`)).toContain('jury-failed');
  });

  test('ends with its thing, once its author took that back', async () => {
    const { jury, subject, caseId, author } = await sitOnContested();
    const [juror] = await findAskedJurors(site, jury);
    const post = subject.split('/')[1];
    await site.post(`/api/posts/${post}/withdraw`, {}, author.cookie);
    expect((await castVoteAs(site, jury, juror ?? null, { vote: 'dismiss' })).statusCode).toBe(409);
    await endCasesOfWithdrawnSubjects(site.database, site.clock.now);
    expect((await readJury(site, jury)).state).toBe('dropped');
    const { state } = await site.database.prisma.moderationCase.findUniqueOrThrow({
      where: { id: caseId },
    });
    expect(state).toBe('closed');
  });
});

describe('the list of juries', () => {
  test('is for everybody, the latest first, page by page', async () => {
    advanceClockHours(site, 1);
    const { jury } = await makeSittingJury(site);
    const { juries } = (await site.get('/api/juries')).json<JuriesResponse>();
    expect(juries[0]).toMatchObject({ id: jury, state: 'sitting', seats: 3, appeal: true });
    const moments = juries.map(({ calledAt }) => calledAt);
    expect(moments).toEqual(moments.toSorted().toReversed());
    expect((await site.get('/api/juries?before=nonsense')).statusCode).toBe(422);
    expect((await site.get('/api/juries/zzzzzzzzzzzz')).statusCode).toBe(404);
    expect((await site.get('/api/juries/zzzzzzzzzzzz/pool')).statusCode).toBe(404);
  });
});

describe('from 500 established members on', () => {
  let big: TestApp;
  beforeAll(async () => {
    big = await createTestApp();
  });

  test('five are drawn, of the established alone; three of them decide', async () => {
    await big.database.sql(
      `INSERT INTO member (id, pseudonym, pseudonym_key, password_hash, lang, created_at, established_on)
       SELECT 'member' || lpad(n::text, 6, '0'), 'm' || n, 'm' || n, 'none', 'fr', $1::timestamptz, ($1::timestamptz)::date
         FROM generate_series(1, 500) n`,
      [big.clock.now.toISOString()],
    );
    const idle = await makeMember(big, { moderator: true });
    const made = await makeHiddenSubject(big);
    await appealAs(big, made.decision, made.author);
    const jury = await findJuryOfCase(big, made.caseId);
    expect((await readOwnJury(big, jury, idle)).pool).toBeNull();
    expect(await readJury(big, jury)).toMatchObject({ seats: 5, pool: { size: 500 } });
    await drawJuryAfterHour(big, jury);
    const jurors = await findAskedJurors(big, jury);
    expect(new Set(jurors.map(({ id }) => id)).size).toBe(5);
    const votes = [
      { vote: 'hide', rule: 'R5' },
      { vote: 'remove', rule: 'R4' },
      { vote: 'restore' },
      { vote: 'hide', rule: 'R5' },
    ];
    for (const [nth, vote] of votes.entries()) {
      expect((await readJury(big, jury)).state).toBe('sitting');
      expect((await castVoteAs(big, jury, jurors[nth] ?? null, vote)).statusCode).toBe(200);
    }
    // Three want it at least hidden, and no three can want it removed any more.
    const { decision } = await readJury(big, jury);
    const decided = await big.get(`/api/decisions/${decision}`);
    expect(decided.json()).toMatchObject({ kind: 'hide', rule: 'R5', stage: 'appeal' });
    expect(decided.json<DecisionResponse>().hands).toHaveLength(3);
    expect(await findHidingDecision(big, made.subject)).toBe(decision);
    const former = await big.get(`/api/decisions/${made.decision}`);
    expect(former.json()).toMatchObject({ appeals: [{ state: 'upheld', jury }] });
  });
});
