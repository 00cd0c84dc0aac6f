import { beforeEach, describe, expect, test } from 'vitest';
import { askVolunteers } from '#server/community/forum/ask-volunteers.ts';
import { inboxResponse } from '#shared/community/inbox.ts';
import { VOLUNTEERS_PER_QUESTION } from '#shared/community/volunteers.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makePost, makeThread } from '#tests/support/forum.ts';

/** A question that nobody answers for a day goes to members who volunteered, by turns. */

const HOUR_MS = 3_600_000;
const site: TestApp = await createTestApp();
const { prisma } = site.database;
let asker: TestMember;
beforeEach(async () => {
  await prisma.memberChoices.deleteMany();
  await prisma.forumThread.updateMany({ data: { askedVolunteers: true } });
  asker = await makeMember(site);
});

function advanceHours(hours: number): void {
  site.clock.now = new Date(site.clock.now.getTime() + hours * HOUR_MS);
}
async function volunteer(): Promise<TestMember> {
  const member = await makeMember(site);
  const yes = await site.post('/api/me/answers-questions', { answers: 'yes' }, member.cookie);
  expect(yes.statusCode).toBe(200);
  return member;
}
/** The questions that a member was sent, by the id of the first post. */
async function askedOf({ id }: TestMember): Promise<string[]> {
  const where = { memberId: id, kind: 'question' };
  return (await prisma.inboxItem.findMany({ where })).map(({ subject }) => subject);
}
async function askersOf(postId: string): Promise<string[]> {
  const where = { subject: postId, kind: 'question' };
  return (await prisma.inboxItem.findMany({ where })).map(({ memberId }) => memberId);
}
const run = () => askVolunteers(site.database, site.clock.now);
const ask = (title = 'Qui sait ?') => makeThread(site, { member: asker, title });

test('goes out after 24 hours, not before, once, and says so in the inbox', async () => {
  const helper = await volunteer();
  const { postId } = await ask('Comment déclarer ?');
  advanceHours(23);
  await run();
  expect(await askedOf(helper)).toEqual([]);
  advanceHours(1);
  await run();
  expect(await askedOf(helper)).toEqual([postId]);
  const inbox = inboxResponse.parse((await site.get('/api/me/inbox', helper.cookie)).json());
  expect(inbox.items).toMatchObject([{ kind: 'question', about: { name: 'Comment déclarer ?' } }]);
  // The next days it is not sent again, to nobody.
  const late = await volunteer();
  advanceHours(30);
  await run();
  expect(await askedOf(late)).toEqual([]);
  expect(await askedOf(helper)).toHaveLength(1);
});

test('goes out of the inbox once somebody else answers, and only that question', async () => {
  const helpers = [await volunteer(), await volunteer()];
  const { id, postId } = await ask();
  advanceHours(24);
  await run();
  advanceHours(24);
  const other = await ask('Et celle-ci ?');
  advanceHours(24);
  await run();
  const say = (text: string, by?: TestMember) =>
    site.post(`/api/forum/threads/${id}/posts`, { text }, by?.cookie);
  await say('Personne ?', asker);
  expect(await askersOf(postId)).toHaveLength(helpers.length);
  expect((await say('Moi, je sais.', helpers[0])).statusCode).toBe(201);
  expect(await askersOf(postId)).toEqual([]);
  expect(await askersOf(other.postId)).toHaveLength(helpers.length);
});

test('a few are asked, by turns, each at most once a day', async () => {
  const helpers = await Promise.all(Array.from({ length: 5 }, volunteer));
  const [one, two, three] = [await ask(), await ask(), await ask()];
  advanceHours(24);
  await run();
  const counts = await Promise.all(helpers.map(async (helper) => (await askedOf(helper)).length));
  expect(counts).toEqual([1, 1, 1, 1, 1]);
  const sizes = async (): Promise<number[]> =>
    Promise.all([one, two, three].map(async ({ postId }) => (await askersOf(postId)).length));
  // Nobody was left for the last: it waits for the next day.
  const rest = 5 - VOLUNTEERS_PER_QUESTION;
  expect((await sizes()).toSorted()).toEqual([0, rest, VOLUNTEERS_PER_QUESTION]);
  advanceHours(24);
  await run();
  expect((await sizes()).toSorted()).toEqual([
    rest,
    VOLUNTEERS_PER_QUESTION,
    VOLUNTEERS_PER_QUESTION,
  ]);
});

test('who was asked longest ago comes first', async () => {
  const [early, ...others] = await Promise.all(Array.from({ length: 4 }, volunteer));
  const day = new Date(site.clock.now.getTime() - 3 * 24 * HOUR_MS);
  await prisma.memberChoices.updateMany({ data: { askedOn: day } });
  const never = await volunteer();
  const older = new Date(day.getTime() - 24 * HOUR_MS);
  await prisma.memberChoices.update({
    where: { memberId: early?.id ?? '' },
    data: { askedOn: older },
  });
  const { postId } = await ask();
  advanceHours(24);
  await run();
  const asked = await askersOf(postId);
  expect(asked).toContain(never.id);
  expect(asked).toContain(early?.id);
  expect(asked.filter((id) => others.some((other) => other.id === id))).toHaveLength(1);
});

describe('is not sent', () => {
  const expectNobody = async (postId: string): Promise<void> => {
    advanceHours(24);
    await run();
    expect(await askersOf(postId)).toEqual([]);
  };

  test('to who did not volunteer, or stopped', async () => {
    const helper = await volunteer();
    await site.post('/api/me/answers-questions', { answers: 'no' }, helper.cookie);
    await makeMember(site);
    await expectNobody((await ask()).postId);
  });

  test('to its author, or an account with her voice', async () => {
    asker = await volunteer();
    const twin = await volunteer();
    await prisma.member.updateMany({
      where: { id: { in: [asker.id, twin.id] } },
      data: { voice: `one-${asker.id}` },
    });
    await expectNobody((await ask()).postId);
  });

  test.each(['the helper blocked her', 'she blocked the helper'])('where %s', async (who) => {
    const helper = await volunteer();
    const [memberId, ignoredId] =
      who === 'the helper blocked her' ? [helper.id, asker.id] : [asker.id, helper.id];
    await prisma.ignore.create({ data: { memberId, ignoredId, since: site.clock.now } });
    await expectNobody((await ask()).postId);
  });

  test('once somebody answered, also if only the helpers are asked late', async () => {
    await volunteer();
    const { id, postId } = await ask();
    await makePost(site, id, { member: await makeMember(site) });
    await expectNobody(postId);
  });

  test('where it is closed, withdrawn, hidden or pinned', async () => {
    await volunteer();
    const [closed, pinned, gone] = [await ask(), await ask(), await ask()];
    await prisma.forumThread.update({
      where: { id: closed.id },
      data: { closedOn: site.clock.now, closedRule: 'settled', closedReason: 'Réglé.' },
    });
    await prisma.forumThread.update({ where: { id: pinned.id }, data: { pinned: true } });
    await prisma.forumPost.update({
      where: { id: gone.postId },
      data: { text: null, html: null, memberId: null, withdrawnOn: site.clock.now },
    });
    for (const { postId } of [closed, pinned, gone]) await expectNobody(postId);
  });

  test('when it is older than a week', async () => {
    const { postId } = await ask();
    advanceHours(8 * 24);
    await volunteer();
    await run();
    expect(await askersOf(postId)).toEqual([]);
  });
});

test('what she adds herself is no answer', async () => {
  const helper = await volunteer();
  const { id, postId } = await ask();
  await makePost(site, id, { member: asker, text: 'Je précise.' });
  advanceHours(24);
  await run();
  expect(await askedOf(helper)).toEqual([postId]);
});

test('processes that run at the same time send each question once, to nobody twice', async () => {
  await Promise.all(Array.from({ length: 9 }, volunteer));
  const questions = await Promise.all(Array.from({ length: 3 }, () => ask()));
  advanceHours(24);
  await Promise.all(Array.from({ length: 6 }, run));
  await run();
  const asked = await Promise.all(questions.map(({ postId }) => askersOf(postId)));
  expect(asked.flat()).toHaveLength(9);
  expect(new Set(asked.flat()).size).toBe(9);
});

test('reading the topic reads the item; no other member’s answer tells who volunteers', async () => {
  const helper = await volunteer();
  const { id } = await ask();
  advanceHours(24);
  await run();
  for (const path of [
    `/api/forum/threads/${id}`,
    `/api/members/${encodeURIComponent(helper.pseudonym)}`,
    '/api/me/inbox',
  ]) {
    expect((await site.get(path, asker.cookie)).body).not.toMatch(
      /volunteer|answersQuestions|question"/,
    );
  }
  await site.get(`/api/forum/threads/${id}`, helper.cookie);
  const inbox = inboxResponse.parse((await site.get('/api/me/inbox', helper.cookie)).json());
  expect(inbox.items).toMatchObject([{ kind: 'question', unread: false }]);
});

test('is for members', async () => {
  expect((await site.post('/api/me/answers-questions', { answers: 'yes' })).statusCode).toBe(401);
  const bad = await site.post('/api/me/answers-questions', { answers: 'often' }, asker.cookie);
  expect(bad.statusCode).toBe(422);
});
