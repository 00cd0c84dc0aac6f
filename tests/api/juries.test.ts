import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { endGoneCases } from '#server/moderation/lift-veils.ts';
import type { DecisionResponse } from '#shared/case-decisions.ts';
import type { InboxResponse } from '#shared/inbox.ts';
import type { JuriesResponse, OwnJuriesResponse } from '#shared/juries.ts';
import { PASSWORD, makeRealMember } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, type TestMember } from '#tests/support/factories.ts';
import { kindsInRecord } from '#tests/support/record.ts';
import { answer, flag, hiddenBy, propose } from './cases.testing.ts';
import {
  APPEAL,
  appeal,
  castVote,
  decline,
  drawJury,
  fillCommunity,
  jurorsOf,
  juryOf,
  makeContested,
  makeHidden,
  makeSitting,
  passHours,
  readJury,
  readOwn,
  runNow,
} from './juries.testing.ts';

let site: TestApp;

beforeEach(async () => {
  site ??= await createTestApp();
  // Those who sit in other tests' juries are asked by no other.
  await fillCommunity(site, 8);
  await fillUp();
});

/** At least 20 established, so that nobody decides alone. */
async function fillUp(): Promise<void> {
  const where = { establishedOn: { not: null } };
  const there = await site.database.prisma.member.count({ where });
  await fillCommunity(site, Math.max(0, 20 - there));
}

const linesOf = async (member: TestMember | undefined) =>
  (await site.get('/api/me/inbox', member?.cookie)).json<InboxResponse>().items;
const readDecision = async (id: string | null): Promise<DecisionResponse> =>
  (await site.get(`/api/decisions/${id}`)).json<DecisionResponse>();

async function sitOnContested() {
  const made = await makeContested(site);
  await drawJury(site, made.jury);
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
    const [a, b, c] = await jurorsOf(site, jury);
    expect(c).toBeDefined();
    expect((await linesOf(a)).map(({ kind }) => kind)).toContain('jury-duty');
    const hide = { vote: 'hide', rule: 'R5', reason: 'Elle y est traitée de voleuse.' };
    expect((await castVote(site, jury, a ?? null, hide)).statusCode).toBe(200);
    // Votes are secret until the end, and so is that she voted.
    const during = await site.get(`/api/juries/${jury}`);
    expect(during.body).not.toContain('voleuse');
    expect(during.body).not.toContain('voted');
    expect(await hiddenBy(site, subject)).toBeNull();
    expect((await castVote(site, jury, c ?? null, hide)).statusCode).toBe(200);
    const decision = await hiddenBy(site, subject);
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
    expect((await castVote(site, jury, b ?? null)).statusCode).toBe(409);
    expect((await decline(site, jury, b ?? null)).statusCode).toBe(409);
    expect((await kindsInRecord(site, `case/${caseId}`)).at(-1)).toBe('case-closed');
  });

  test('leaves the thing as it is, where most want that', async () => {
    const { jury, subject, caseId } = await sitOnContested();
    const [a, b, c] = await jurorsOf(site, jury);
    await castVote(site, jury, a ?? null, { vote: 'hide', rule: 'R5' });
    await castVote(site, jury, b ?? null, { vote: 'dismiss' });
    await castVote(site, jury, c ?? null, { vote: 'dismiss' });
    expect(await hiddenBy(site, subject)).toBeNull();
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
    const [juror] = await jurorsOf(site, jury);
    if (juror === undefined) throw new Error('nobody asked');
    const { seat, part } = await readOwn(site, jury, juror);
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
      expect((await readOwn(site, jury, member)).seat).toBeNull();
    }
    const list = await site.get('/api/me/juries', juror.cookie);
    expect(list.json<OwnJuriesResponse>().seats).toMatchObject([
      { jury, state: 'asked', ended: false },
    ]);
    expect((await site.get('/api/me/juries')).statusCode).toBe(401);
  });

  test('that no jury could decide leaves the thing, and says so', async () => {
    const { jury, subject, caseId, author } = await sitOnContested();
    for (let day = 0; day < 10; day += 1) {
      site.clock.advanceDays(1);
      await runNow(site);
    }
    expect(await readJury(site, jury)).toMatchObject({ state: 'failed', votes: [] });
    expect(await hiddenBy(site, subject)).toBeNull();
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
    const [juror] = await jurorsOf(site, jury);
    const post = subject.split('/')[1];
    await site.post(`/api/forum/posts/${post}/withdraw`, {}, author.cookie);
    expect((await castVote(site, jury, juror ?? null, { vote: 'dismiss' })).statusCode).toBe(409);
    await endGoneCases(site.database, site.clock.now);
    expect((await readJury(site, jury)).state).toBe('dropped');
    const { state } = await site.database.prisma.moderationCase.findUniqueOrThrow({
      where: { id: caseId },
    });
    expect(state).toBe('closed');
  });
});

describe('a juror', () => {
  test('votes once, with a reason, for what can be voted, by a rule that allows it', async () => {
    const { jury, author, moderator, second } = await sitOnContested();
    const [a] = await jurorsOf(site, jury);
    if (a === undefined) throw new Error('nobody asked');
    expect((await castVote(site, jury, null)).statusCode).toBe(401);
    for (const other of [author, moderator, second, await makeMember(site)]) {
      expect((await castVote(site, jury, other, { vote: 'dismiss' })).statusCode).toBe(403);
      expect((await decline(site, jury, other)).statusCode).toBe(403);
    }
    expect((await castVote(site, 'zzzzzzzzzzzz', a)).statusCode).toBe(404);
    for (const wrong of [
      { vote: 'veil' },
      { vote: 'dismiss', reason: '' },
      { vote: 'hide' },
      { vote: 'remove', rule: 'R5' },
      // It is not hidden: there is nothing to show again.
      { vote: 'restore' },
    ]) {
      expect((await castVote(site, jury, a, wrong)).statusCode).toBe(422);
    }
    expect((await castVote(site, jury, a, { vote: 'dismiss' })).statusCode).toBe(200);
    expect((await castVote(site, jury, a, { vote: 'dismiss' })).statusCode).toBe(409);
    expect((await decline(site, jury, a)).statusCode).toBe(409);
    expect((await readOwn(site, jury, a)).seat).toMatchObject({
      state: 'voted',
      vote: { vote: 'dismiss', rule: null },
      can: { vote: false, decline: false },
    });
  });

  test('declines without a reason, and the next of the draw takes her seat', async () => {
    const { jury } = await sitOnContested();
    const before = await jurorsOf(site, jury);
    const [a] = before;
    expect((await decline(site, jury, null)).statusCode).toBe(401);
    expect((await decline(site, 'zzzzzzzzzzzz', a ?? null)).statusCode).toBe(404);
    expect((await decline(site, jury, a ?? null)).statusCode).toBe(200);
    expect((await castVote(site, jury, a ?? null, { vote: 'dismiss' })).statusCode).toBe(409);
    const after = await jurorsOf(site, jury);
    expect(after).toHaveLength(3);
    const next = after.find(({ id }) => !before.some((one) => one.id === id));
    expect((await linesOf(next)).map(({ kind }) => kind)).toContain('jury-duty');
    expect(await kindsInRecord(site, `jury/${jury}`)).toContain('juror-replaced');
  });

  test('who is silent for three days is replaced, to the minute, and may vote no more', async () => {
    const { jury } = await sitOnContested();
    const [a, b, c] = await jurorsOf(site, jury);
    await castVote(site, jury, a ?? null, { vote: 'dismiss' });
    passHours(site, 71.9);
    await runNow(site);
    expect((await readJury(site, jury)).order.every(({ state }) => state !== 'silent')).toBe(true);
    passHours(site, 0.1);
    // Her time is over, also where nothing has run yet.
    expect((await castVote(site, jury, b ?? null, { vote: 'dismiss' })).statusCode).toBe(409);
    await runNow(site);
    const { order } = await readJury(site, jury);
    expect(order.filter(({ state }) => state === 'silent')).toHaveLength(2);
    const asked = await jurorsOf(site, jury);
    expect(asked).toHaveLength(2);
    for (const juror of [b, c]) expect(asked.map(({ id }) => id)).not.toContain(juror?.id);
    // The vote that was given counts with those of who came after.
    expect((await castVote(site, jury, asked[0] ?? null, { vote: 'dismiss' })).statusCode).toBe(
      200,
    );
    expect((await readJury(site, jury)).state).toBe('decided');
  });

  test('who flags what she decides on is a party: her vote goes, another is asked', async () => {
    const { jury, subject } = await sitOnContested();
    const [a, b, c] = await jurorsOf(site, jury);
    if (a === undefined) throw new Error('nobody asked');
    await castVote(site, jury, a, { vote: 'dismiss' });
    expect((await flag(site, subject, a)).statusCode).toBe(201);
    await castVote(site, jury, b ?? null, { vote: 'dismiss' });
    expect((await readJury(site, jury)).state).toBe('sitting');
    await runNow(site);
    expect((await jurorsOf(site, jury)).map(({ id }) => id)).not.toContain(a.id);
    expect((await castVote(site, jury, c ?? null, { vote: 'dismiss' })).statusCode).toBe(200);
    const { decision, votes } = await readJury(site, jury);
    expect(votes).toHaveLength(2);
    expect((await readDecision(decision)).hands).toHaveLength(2);
  });

  test('who came to count as one voice with a party votes no more', async () => {
    const { jury, author } = await sitOnContested();
    const [a] = await jurorsOf(site, jury);
    const id = { in: [a?.id ?? '', author.id] };
    await site.database.prisma.member.updateMany({ where: { id }, data: { voice: `v-${jury}` } });
    expect((await castVote(site, jury, a ?? null, { vote: 'dismiss' })).statusCode).toBe(403);
    if (a === undefined) throw new Error('nobody asked');
    expect((await readOwn(site, jury, a)).seat).toMatchObject({
      thing: null,
      can: { vote: false },
    });
  });

  test('who deletes her account takes her vote along; another is asked', async () => {
    const made = await makeContested(site);
    const { prisma } = site.database;
    const leaver = await makeRealMember(site, `Jurée ${made.jury}`);
    await drawJury(site, made.jury);
    const [a] = await jurorsOf(site, made.jury);
    await prisma.juror.updateMany({
      where: { juryId: made.jury, memberId: a?.id ?? '' },
      data: { memberId: leaver.id },
    });
    expect((await castVote(site, made.jury, leaver, { vote: 'dismiss' })).statusCode).toBe(200);
    const deleted = await site.post('/api/me/delete', { password: PASSWORD }, leaver.cookie);
    expect(deleted.statusCode).toBe(200);
    await runNow(site);
    const asked = await jurorsOf(site, made.jury);
    expect(asked).toHaveLength(3);
    for (const juror of asked.slice(0, 2))
      await castVote(site, made.jury, juror, { vote: 'dismiss' });
    expect((await readJury(site, made.jury)).votes).toHaveLength(2);
  });

  test('reads what was removed, its picture too, while she sits, and the appeal', async () => {
    const { prisma } = site.database;
    const { id, member: author } = await makePayout(site, { screenshot: true });
    const subject = `payout/${id}`;
    const flagger = await makeMember(site);
    await flag(site, subject, flagger, { reason: 'personal-data' });
    const { id: caseId } = await prisma.moderationCase.findFirstOrThrow({ where: { subject } });
    const moderator = await makeMember(site, { moderator: true });
    await propose(site, caseId, moderator, { kind: 'remove', rule: 'R4' });
    const second = await makeMember(site, { established: true });
    await answer(site, caseId, second);
    const { hiddenBy: decision } = await prisma.payout.findUniqueOrThrow({ where: { id } });
    const { key } = await prisma.screenshot.findUniqueOrThrow({ where: { payoutId: id } });
    const picture = `/files/${key}/reading.webp`;
    const bystander = await makeMember(site, { established: true });
    expect((await appeal(site, decision ?? '', author)).statusCode).toBe(201);
    const jury = await juryOf(site, caseId);
    await drawJury(site, jury);
    const [juror] = await jurorsOf(site, jury);
    if (juror === undefined) throw new Error('nobody asked');
    expect((await site.get(picture, bystander.cookie)).statusCode).toBe(404);
    expect((await site.get(picture, juror.cookie)).statusCode).toBe(200);
    const { seat } = await readOwn(site, jury, juror);
    expect(seat).toMatchObject({
      hidden: 'remove',
      thing: { pictures: [{ url: picture }] },
      proposal: null,
      decision: { id: decision, kind: 'remove', rule: 'R4' },
      appeals: [{ role: 'author', text: APPEAL }],
      options: ['restore', 'hide', 'remove'],
    });
    await decline(site, jury, juror);
    expect((await readOwn(site, jury, juror)).seat).toMatchObject({ thing: null, appeals: [] });
  });
});

describe('an appeal of who deletes her account', () => {
  test('ends while no jury sits; her words go', async () => {
    const { caseId, decision, flagger } = await makeHidden(site);
    const { prisma } = site.database;
    const leaver = await makeRealMember(site, `Partie ${caseId}`);
    await prisma.caseParty.updateMany({
      where: { caseId, memberId: flagger.id },
      data: { memberId: leaver.id },
    });
    const made = await appeal(site, decision, leaver);
    const { id } = made.json<{ id: string }>();
    await site.post('/api/me/delete', { password: PASSWORD }, leaver.cookie);
    expect(await prisma.appeal.findUniqueOrThrow({ where: { id } })).toMatchObject({
      memberId: null,
      state: 'withdrawn',
      text: '',
    });
    expect((await readJury(site, await juryOf(site, caseId))).state).toBe('dropped');
  });
});

describe('the list of juries', () => {
  test('is for everybody, the latest first, page by page', async () => {
    const { jury } = await makeSitting(site);
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
    const made = await makeHidden(big);
    await appeal(big, made.decision, made.author);
    const jury = await juryOf(big, made.caseId);
    expect((await readOwn(big, jury, idle)).pool).toBeNull();
    expect(await readJury(big, jury)).toMatchObject({ seats: 5, pool: { size: 500 } });
    await drawJury(big, jury);
    const jurors = await jurorsOf(big, jury);
    expect(new Set(jurors.map(({ id }) => id)).size).toBe(5);
    const votes = [
      { vote: 'hide', rule: 'R5' },
      { vote: 'remove', rule: 'R4' },
      { vote: 'restore' },
      { vote: 'hide', rule: 'R5' },
    ];
    for (const [nth, vote] of votes.entries()) {
      expect((await readJury(big, jury)).state).toBe('sitting');
      expect((await castVote(big, jury, jurors[nth] ?? null, vote)).statusCode).toBe(200);
    }
    // Three want it at least hidden, and no three can want it removed any more.
    const { decision } = await readJury(big, jury);
    const decided = await big.get(`/api/decisions/${decision}`);
    expect(decided.json()).toMatchObject({ kind: 'hide', rule: 'R5', stage: 'appeal' });
    expect(decided.json<DecisionResponse>().hands).toHaveLength(3);
    expect(await hiddenBy(big, made.subject)).toBe(decision);
    const former = await big.get(`/api/decisions/${made.decision}`);
    expect(former.json()).toMatchObject({ appeals: [{ state: 'upheld', jury }] });
  });
});
