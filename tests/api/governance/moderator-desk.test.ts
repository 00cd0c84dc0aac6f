import { beforeEach, describe, expect, test } from 'vitest';
import { CHANGE_KINDS } from '#server/governance/change-kinds.ts';
import { countChangesToAnswer } from '#server/identity/two-person-approval/queries.ts';
import type { Sql } from '#server/database/sql.ts';
import type { Viewer } from '#server/http/viewer.ts';
import { GUIDE_TEXT_SQL } from '#server/community/forum/sql-fragments.ts';
import { randomId } from '#server/core/ids.ts';
import { dayToDate } from '#server/database/db.ts';
import { addDays, today } from '#shared/core/days.ts';
import { isGuideOld } from '#shared/community/guides.ts';
import type { SecondReviewsResponse } from '#shared/governance/case-handling.ts';
import type { DeskQueue, DeskQueuesResponse } from '#shared/governance/moderator-desk.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, type TestMember } from '#tests/support/factories.ts';
import { makePost, makeThread } from '#tests/support/forum.ts';
import { platformId } from '#tests/support/platform-id.ts';
import { actsOf, makeAct } from '#tests/support/proposals.ts';
import { makeFlaggedCase, proposeMeasureAs } from './cases.testing.ts';
import { advanceClockHours, makeEstablishedCommunity } from './juries.testing.ts';

/** What waits for a moderator on pages of its own, as her desk tells it. */

let site: TestApp;
let moderator: TestMember;
let other: TestMember;

beforeEach(async () => {
  if (site === undefined) {
    site = await createTestApp();
    await makeEstablishedCommunity(site);
  }
  // What other tests left is decided.
  await site.database.prisma.moderationCase.updateMany({ data: { state: 'closed' } });
  await site.database.prisma.proposedChange.updateMany({ data: { state: 'dropped' } });
  moderator = await makeMember(site, { moderator: true });
  other = await makeMember(site, { moderator: true });
});

const read = (member: TestMember | null) => site.get('/api/moderation/queues', member?.cookie);
const queueOf = async (queue: DeskQueue, member = moderator) =>
  (await read(member)).json<DeskQueuesResponse>().queues.find((one) => one.queue === queue);
const daysAgo = (days: number) => dayToDate(addDays(today(site.clock.now), -days));
const propose = async (member: TestMember) => {
  const { caseId } = await makeFlaggedCase(site);
  expect((await proposeMeasureAs(site, caseId, member)).statusCode).toBe(200);
};

describe('the queues of a moderator', () => {
  test('are none where nothing waits, and for nobody but moderators', async () => {
    expect((await read(moderator)).json()).toEqual({ queues: [] });
    expect((await read(null)).statusCode).toBe(401);
    expect((await read(await makeMember(site, { established: true }))).statusCode).toBe(403);
  });

  test('count the cases of the second person’s page, from the day that they were proposed', async () => {
    await propose(other);
    advanceClockHours(site, 72);
    await propose(other);
    await propose(moderator);
    const list = await site.get('/api/moderation/seconds', moderator.cookie);
    expect(list.json<SecondReviewsResponse>().cases).toHaveLength(2);
    expect(await queueOf('second')).toEqual({
      queue: 'second',
      count: 2,
      oldestDays: 3,
      key: null,
    });
  });

  test('count changes that wait for another moderator; of what members propose no day is said', async () => {
    await makeAct(site, { memberId: other.id });
    await makeAct(site, { memberId: moderator.id });
    advanceClockHours(site, 48);
    await makeAct(site, { memberId: other.id });
    expect((await actsOf(site, moderator)).waiting).toHaveLength(2);
    expect(await queueOf('acts')).toMatchObject({ count: 2, oldestDays: 2 });
    await site.database.prisma.proposedChange.updateMany({ data: { handle: null } });
    expect(await queueOf('acts')).toMatchObject({ count: 2, oldestDays: null });
  });

  test('count changes by one statement, of each kind, without those whose subject is gone', async () => {
    const own = {
      memberId: other.id,
      handle: 'M-TEST2',
      state: 'open',
      reason: 'Elle est fausse.',
    };
    for (const { kind, of } of CHANGE_KINDS.values()) {
      const word = { word: 'mot', questionFr: 'Sûr ?', questionEn: 'Sure?' };
      const payload = { ...word, to: 'zzzzzzzzzzzz', from: 'zzzzzzzzzzzz', posts: [] };
      const proposed = { id: randomId(), kind, subject: `${of}/zzzzzzzzzzzz`, payload };
      await site.database.prisma.proposedChange.create({
        data: { ...own, ...proposed, proposedAt: site.clock.now },
      });
    }
    for (let nth = 0; nth < 3; nth += 1) await makeAct(site, { memberId: other.id });
    let asked = 0;
    const counting = ((text: string, params: unknown[]) => {
      asked += 1;
      return site.database.sql(text, params);
    }) as Sql;
    const viewer = { ...moderator, established: false, roles: ['moderator'] } as unknown as Viewer;
    const found = await countChangesToAnswer(counting, CHANGE_KINDS, viewer, site.clock.now);
    // A watched word needs no row: adding one is a change too.
    expect(found.count).toBe(3 + 2);
    expect(asked).toBe(1);
    expect((await actsOf(site, moderator)).waiting).toHaveLength(found.count);
  });

  test('count replies and disputed facts, but not about a platform that she speaks for', async () => {
    const { prisma } = site.database;
    const platform = { platformId: await platformId(site, 'clickworker') };
    const reply = { signedAs: 'Clickworker', text: 'Nous payons.', sender: '', state: 'waiting' };
    await prisma.reply.create({
      data: { ...platform, ...reply, id: randomId(), receivedOn: daysAgo(4) },
    });
    const sent = { domain: 'clickworker.example', reasons: 'Cinq jours.', dueAt: daysAgo(-5) };
    const about = 'fact/promiseDays';
    await prisma.domainDispute.create({
      data: { ...platform, ...sent, about, id: randomId(), receivedAt: daysAgo(2) },
    });
    expect(await queueOf('replies')).toMatchObject({ count: 1, oldestDays: 4 });
    expect(await queueOf('disputes')).toMatchObject({ count: 1, oldestDays: 2 });
    await prisma.domainDispute.deleteMany();
    await prisma.reply.deleteMany();
    expect((await read(moderator)).json()).toEqual({ queues: [] });
  });

  test('count reported private messages without her own', async () => {
    const [flagger, sender] = [await makeMember(site), await makeMember(site)];
    const flag = { sealed: '', flaggedAt: daysAgo(1), senderId: sender.id };
    for (const flaggerId of [flagger.id, moderator.id]) {
      const ids = { id: randomId(), messageId: randomId() };
      await site.database.prisma.messageFlag.create({ data: { ...flag, ...ids, flaggerId } });
    }
    expect(await queueOf('messages')).toMatchObject({ count: 1, oldestDays: 1 });
    expect(await queueOf('messages', other)).toMatchObject({ count: 2 });
    await site.database.prisma.messageFlag.deleteMany();
  });

  test('count the private evidence that she was drawn for and has not answered', async () => {
    const { prisma } = site.database;
    const [member, id] = [await makeMember(site), randomId()];
    const evidence = { id, memberId: member.id, text: '', sentOn: daysAgo(3) };
    const platform = { platformId: await platformId(site, 'clickworker') };
    await prisma.privateEvidence.create({ data: { ...evidence, ...platform } });
    const drawn = { evidenceId: id, memberId: moderator.id, drawnOn: daysAgo(2) };
    await prisma.privateEvidenceChecker.create({ data: drawn });
    expect(await queueOf('private-evidence')).toMatchObject({ count: 1, oldestDays: 3 });
    expect(await queueOf('private-evidence', other)).toBeUndefined();
    const answer = { evidenceId: id, memberId: moderator.id, accepts: true };
    await prisma.privateEvidenceAnswer.create({ data: answer });
    expect(await queueOf('private-evidence')).toBeUndefined();
  });

  test('count doubted proofs without a day, which would be that of the proof', async () => {
    const { id } = await makePayout(site, { screenshot: true });
    const doubt = { reason: 'amount', sentence: 'Je lis autre chose.' };
    const doubter = await makeMember(site, { established: true });
    const asked = await site.post(`/api/payouts/${id}/doubt`, doubt, doubter.cookie);
    expect(asked.statusCode).toBe(200);
    advanceClockHours(site, 48);
    expect(await queueOf('checks')).toEqual({
      queue: 'checks',
      count: 1,
      oldestDays: null,
      key: null,
    });
    await site.database.prisma.proofCheck.deleteMany();
  });

  test('count guides from the day on which they have to be read again, and lead to the oldest', async () => {
    const now = today(site.clock.now);
    const days = Array.from({ length: 40 }, (_, nth) => addDays(now, -(165 + nth)));
    const threads: { id: string; on: string }[] = [];
    for (const on of days) {
      const { id } = await makeThread(site);
      await site.database.sql(
        `UPDATE forum_thread t SET guide_on = $2::date, guide_of = ${GUIDE_TEXT_SQL},
           guide_sources = '[]', guide_by = '[]' WHERE t.id = $1`,
        [id, on],
      );
      threads.push({ id, on });
    }
    const old = threads.filter(({ on }) => isGuideOld(on, now));
    expect(old.length).toBeGreaterThan(0);
    expect(old.length).toBeLessThan(threads.length);
    const found = await queueOf('guides');
    expect(found).toMatchObject({ count: old.length, key: threads.at(-1)?.id });
    expect(found?.oldestDays).toBeGreaterThan(0);
    const [first] = old;
    await site.database.sql('UPDATE forum_thread SET member_id = $2 WHERE id = $1', [
      first?.id,
      moderator.id,
    ]);
    expect(await queueOf('guides')).toMatchObject({ count: old.length - 1 });
    await site.database.sql('UPDATE forum_thread SET guide_on = NULL, guide_of = NULL');
  });

  test('say that another moderator answered whether accounts are one person’s, until she looks', async () => {
    const link = 'Voyez https://parrain.example/ab12';
    const { caseId, author } = await makeFlaggedCase(site, { text: link });
    const { id: thread } = await makeThread(site);
    await makePost(site, thread, { member: await makeMember(site), text: link });
    const path = `/api/moderation/cases/${caseId}/likeness`;
    await site.post(path, {}, other.cookie);
    expect(await queueOf('likeness')).toBeUndefined();
    await site.post(`${path}/answer`, { answer: 'unsure' }, other.cookie);
    expect(await queueOf('likeness')).toMatchObject({ count: 1, oldestDays: 0, key: caseId });
    expect(await queueOf('likeness', other)).toBeUndefined();
    expect((await read(moderator)).body).not.toContain(author.id);
    await site.post(path, {}, moderator.cookie);
    expect(await queueOf('likeness')).toBeUndefined();
  });
});
