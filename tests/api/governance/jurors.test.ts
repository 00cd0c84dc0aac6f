import { beforeEach, describe, expect, test } from 'vitest';
import type { DecisionResponse } from '#shared/governance/case-decisions.ts';
import type { InboxResponse } from '#shared/community/inbox.ts';
import { PASSWORD, makeRealMember } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, type TestMember } from '#tests/support/factories.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import { answer, flag, hold, propose } from './cases.testing.ts';
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
  passHours,
  readJury,
  readOwn,
  runNow,
} from './juries.testing.ts';

let site: TestApp;

beforeEach(async () => {
  site ??= await createTestApp();
  // Moderators of other tests could be drawn where members are few, and may look at more than others.
  await site.database.prisma.roleGrant.deleteMany();
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
    await hold(site, caseId, second);
    await answer(site, caseId, second);
    const { hiddenBy: decision } = await prisma.payout.findUniqueOrThrow({ where: { id } });
    const { key } = await prisma.screenshot.findUniqueOrThrow({ where: { payoutId: id } });
    const picture = `/files/${key}/reading.webp`;
    expect((await appeal(site, decision ?? '', author)).statusCode).toBe(201);
    const jury = await juryOf(site, caseId);
    await drawJury(site, jury);
    const [juror] = await jurorsOf(site, jury);
    if (juror === undefined) throw new Error('nobody asked');
    // Established after the draw: in no pool.
    const bystander = await makeMember(site, { established: true });
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
    expect((await site.get(picture, juror.cookie)).statusCode).toBe(404);
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
