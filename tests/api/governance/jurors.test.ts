import { beforeEach, describe, expect, test } from 'vitest';
import type { DecisionResponse } from '#shared/governance/case-decisions.ts';
import type { InboxResponse } from '#shared/community/inbox.ts';
import { PASSWORD, makeRealMember } from '#tests/support/accounts.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, type TestMember } from '#tests/support/factories.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import { answerProposalAs, flagSubjectAs, giveCaseTo, proposeMeasureAs } from './cases.testing.ts';
import {
  APPEAL_TEXT,
  appealAs,
  castVoteAs,
  declineSeatAs,
  drawJuryAfterHour,
  makeEstablishedCommunity,
  findAskedJurors,
  findJuryOfCase,
  makeContestedCase,
  makeHiddenSubject,
  advanceClockHours,
  readJury,
  readOwnJury,
  runMinuteJobs,
} from './juries.testing.ts';

let site: TestApp;

beforeEach(async () => {
  site ??= await createTestApp();
  // Moderators of other tests could be drawn where members are few, and may look at more than others.
  await site.database.prisma.roleGrant.deleteMany();
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
const readDecision = async (id: string | null): Promise<DecisionResponse> =>
  (await site.get(`/api/decisions/${id}`)).json<DecisionResponse>();

async function sitOnContested() {
  const made = await makeContestedCase(site);
  await drawJuryAfterHour(site, made.jury);
  return made;
}

describe('a juror', () => {
  test('votes once, with a reason, for what can be voted, by a rule that allows it', async () => {
    const { jury, author, moderator, second } = await sitOnContested();
    const [a] = await findAskedJurors(site, jury);
    if (a === undefined) throw new Error('nobody asked');
    expect((await castVoteAs(site, jury, null)).statusCode).toBe(401);
    for (const other of [author, moderator, second, await makeMember(site)]) {
      expect((await castVoteAs(site, jury, other, { vote: 'dismiss' })).statusCode).toBe(403);
      expect((await declineSeatAs(site, jury, other)).statusCode).toBe(403);
    }
    expect((await castVoteAs(site, 'zzzzzzzzzzzz', a)).statusCode).toBe(404);
    for (const wrong of [
      { vote: 'veil' },
      { vote: 'dismiss', reason: '' },
      { vote: 'hide' },
      { vote: 'remove', rule: 'R5' },
      // It is not hidden: there is nothing to show again.
      { vote: 'restore' },
    ]) {
      expect((await castVoteAs(site, jury, a, wrong)).statusCode).toBe(422);
    }
    expect((await castVoteAs(site, jury, a, { vote: 'dismiss' })).statusCode).toBe(200);
    expect((await castVoteAs(site, jury, a, { vote: 'dismiss' })).statusCode).toBe(409);
    expect((await declineSeatAs(site, jury, a)).statusCode).toBe(409);
    expect((await readOwnJury(site, jury, a)).seat).toMatchObject({
      state: 'voted',
      vote: { vote: 'dismiss', rule: null },
      can: { vote: false, decline: false },
    });
  });

  test('declines without a reason, and the next of the draw takes her seat', async () => {
    const { jury } = await sitOnContested();
    const before = await findAskedJurors(site, jury);
    const [a] = before;
    expect((await declineSeatAs(site, jury, null)).statusCode).toBe(401);
    expect((await declineSeatAs(site, 'zzzzzzzzzzzz', a ?? null)).statusCode).toBe(404);
    expect((await declineSeatAs(site, jury, a ?? null)).statusCode).toBe(200);
    expect((await castVoteAs(site, jury, a ?? null, { vote: 'dismiss' })).statusCode).toBe(409);
    const after = await findAskedJurors(site, jury);
    expect(after).toHaveLength(3);
    const next = after.find(({ id }) => !before.some((one) => one.id === id));
    expect((await linesOf(next)).map(({ kind }) => kind)).toContain('jury-duty');
    expect(await kindsInRecord(site, `jury/${jury}`)).toContain('juror-replaced');
  });

  test('who is silent for three days is replaced, to the minute, and may vote no more', async () => {
    const { jury } = await sitOnContested();
    const [a, b, c] = await findAskedJurors(site, jury);
    await castVoteAs(site, jury, a ?? null, { vote: 'dismiss' });
    advanceClockHours(site, 71.9);
    await runMinuteJobs(site);
    expect((await readJury(site, jury)).order.every(({ state }) => state !== 'silent')).toBe(true);
    advanceClockHours(site, 0.1);
    // Her time is over, also where nothing has run yet.
    expect((await castVoteAs(site, jury, b ?? null, { vote: 'dismiss' })).statusCode).toBe(409);
    await runMinuteJobs(site);
    const { order } = await readJury(site, jury);
    expect(order.filter(({ state }) => state === 'silent')).toHaveLength(2);
    const asked = await findAskedJurors(site, jury);
    expect(asked).toHaveLength(2);
    for (const juror of [b, c]) expect(asked.map(({ id }) => id)).not.toContain(juror?.id);
    // The vote that was given counts with those of who came after.
    expect((await castVoteAs(site, jury, asked[0] ?? null, { vote: 'dismiss' })).statusCode).toBe(
      200,
    );
    expect((await readJury(site, jury)).state).toBe('decided');
  });

  test('who flags what she decides on is a party: her vote goes, another is asked', async () => {
    const { jury, subject } = await sitOnContested();
    const [a, b, c] = await findAskedJurors(site, jury);
    if (a === undefined) throw new Error('nobody asked');
    await castVoteAs(site, jury, a, { vote: 'dismiss' });
    expect((await flagSubjectAs(site, subject, a)).statusCode).toBe(201);
    await castVoteAs(site, jury, b ?? null, { vote: 'dismiss' });
    expect((await readJury(site, jury)).state).toBe('sitting');
    await runMinuteJobs(site);
    expect((await findAskedJurors(site, jury)).map(({ id }) => id)).not.toContain(a.id);
    expect((await castVoteAs(site, jury, c ?? null, { vote: 'dismiss' })).statusCode).toBe(200);
    const { decision, votes } = await readJury(site, jury);
    expect(votes).toHaveLength(2);
    expect((await readDecision(decision)).hands).toHaveLength(2);
  });

  test('who came to count as one voice with a party votes no more', async () => {
    const { jury, author } = await sitOnContested();
    const [a] = await findAskedJurors(site, jury);
    const id = { in: [a?.id ?? '', author.id] };
    await site.database.prisma.member.updateMany({ where: { id }, data: { voice: `v-${jury}` } });
    expect((await castVoteAs(site, jury, a ?? null, { vote: 'dismiss' })).statusCode).toBe(403);
    if (a === undefined) throw new Error('nobody asked');
    expect((await readOwnJury(site, jury, a)).seat).toMatchObject({
      thing: null,
      can: { vote: false },
    });
  });

  test('who deletes her account takes her vote along; another is asked', async () => {
    const made = await makeContestedCase(site);
    const { prisma } = site.database;
    const leaver = await makeRealMember(site, `Jurée ${made.jury}`);
    await drawJuryAfterHour(site, made.jury);
    const [a] = await findAskedJurors(site, made.jury);
    await prisma.juror.updateMany({
      where: { juryId: made.jury, memberId: a?.id ?? '' },
      data: { memberId: leaver.id },
    });
    expect((await castVoteAs(site, made.jury, leaver, { vote: 'dismiss' })).statusCode).toBe(200);
    const deleted = await site.post('/api/me/delete', { password: PASSWORD }, leaver.cookie);
    expect(deleted.statusCode).toBe(200);
    await runMinuteJobs(site);
    const asked = await findAskedJurors(site, made.jury);
    expect(asked).toHaveLength(3);
    for (const juror of asked.slice(0, 2))
      await castVoteAs(site, made.jury, juror, { vote: 'dismiss' });
    expect((await readJury(site, made.jury)).votes).toHaveLength(2);
  });

  test('reads what was removed, its picture too, while she sits, and the appeal', async () => {
    const { prisma } = site.database;
    const { id, member: author } = await makePayout(site, { screenshot: true });
    const subject = `payout/${id}`;
    const flagger = await makeMember(site);
    await flagSubjectAs(site, subject, flagger, { reason: 'personal-data' });
    const { id: caseId } = await prisma.moderationCase.findFirstOrThrow({ where: { subject } });
    const moderator = await makeMember(site, { moderator: true });
    await proposeMeasureAs(site, caseId, moderator, { kind: 'remove', rule: 'R4' });
    const second = await makeMember(site, { established: true });
    await giveCaseTo(site, caseId, second);
    await answerProposalAs(site, caseId, second);
    const { hiddenBy: decision } = await prisma.payout.findUniqueOrThrow({ where: { id } });
    const { key } = await prisma.screenshot.findUniqueOrThrow({ where: { payoutId: id } });
    const picture = `/files/${key}/reading.webp`;
    expect((await appealAs(site, decision ?? '', author)).statusCode).toBe(201);
    const jury = await findJuryOfCase(site, caseId);
    await drawJuryAfterHour(site, jury);
    const [juror] = await findAskedJurors(site, jury);
    if (juror === undefined) throw new Error('nobody asked');
    // Established after the draw: in no pool.
    const bystander = await makeMember(site, { established: true });
    expect((await site.get(picture, bystander.cookie)).statusCode).toBe(404);
    expect((await site.get(picture, juror.cookie)).statusCode).toBe(200);
    const { seat } = await readOwnJury(site, jury, juror);
    expect(seat).toMatchObject({
      hidden: 'remove',
      thing: { pictures: [{ url: picture }] },
      proposal: null,
      decision: { id: decision, kind: 'remove', rule: 'R4' },
      appeals: [{ role: 'author', text: APPEAL_TEXT }],
      options: ['restore', 'hide', 'remove'],
    });
    await declineSeatAs(site, jury, juror);
    expect((await readOwnJury(site, jury, juror)).seat).toMatchObject({ thing: null, appeals: [] });
    expect((await site.get(picture, juror.cookie)).statusCode).toBe(404);
  });
});

describe('an appeal of who deletes her account', () => {
  test('ends while no jury sits; her words go', async () => {
    const { caseId, decision, flagger } = await makeHiddenSubject(site);
    const { prisma } = site.database;
    const leaver = await makeRealMember(site, `Partie ${caseId}`);
    await prisma.caseParty.updateMany({
      where: { caseId, memberId: flagger.id },
      data: { memberId: leaver.id },
    });
    const made = await appealAs(site, decision, leaver);
    const { id } = made.json<{ id: string }>();
    await site.post('/api/me/delete', { password: PASSWORD }, leaver.cookie);
    expect(await prisma.appeal.findUniqueOrThrow({ where: { id } })).toMatchObject({
      memberId: null,
      state: 'withdrawn',
      text: '',
    });
    expect((await readJury(site, await findJuryOfCase(site, caseId))).state).toBe('dropped');
  });
});
