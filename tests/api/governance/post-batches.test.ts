import { beforeEach, describe, expect, test } from 'vitest';
import { endCasesOfWithdrawnSubjects } from '#server/governance/case-decisions/lift-veils.ts';
import type { DecisionResponse } from '#shared/governance/case-decisions.ts';
import type { CaseResponse } from '#shared/governance/case-handling.ts';
import type { PostBatchResponse, PostBatchesResponse } from '#shared/governance/post-batches.ts';
import type { InboxResponse } from '#shared/community/inbox.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makePost, makeThread } from '#tests/support/forum.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import { answerProposalAs, flagSubjectAs } from './cases.testing.ts';
import {
  appealAs,
  castVoteAs,
  drawJuryAfterHour,
  findAskedJurors,
  findJuryOfCase,
  makeEstablishedCommunity,
} from './juries.testing.ts';

const SPAM = 'Gagnez 200 € avec mon code : https://parrain.example/ab12';
const HONEST = 'Chez moi le virement est arrivé le 3, merci pour votre aide.';
const WORDS = { rule: 'R7', facts: 'Le même lien de parrainage.', reason: 'C’est une publicité.' };
const DAY_MS = 86_400_000;

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

/** A post a second after the one before: the order of a day is that of writing. */
function makeLater(thread: string, member: TestMember, text: string): Promise<string> {
  site.clock.now = new Date(site.clock.now.getTime() + 1000);
  return makePost(site, thread, { member, text });
}

/** Three posts of spam and one honest post of one author and day; the first is reported. */
async function makeWave() {
  const author = await makeMember(site);
  const { id: thread, postId: first } = await makeThread(site, { member: author, text: SPAM });
  const spam = [
    await makeLater(thread, author, `${SPAM} vite`),
    await makeLater(thread, author, 'Regardez https://parrain.example/ab12.'),
  ];
  const honest = await makeLater(thread, author, HONEST);
  const flagger = await makeMember(site);
  const reason = 'advertising';
  await flagSubjectAs(site, `post/${first}`, flagger, { reason });
  const { id: caseId } = await site.database.prisma.moderationCase.findFirstOrThrow({
    where: { subject: `post/${first}` },
  });
  return { author, thread, first, spam, honest, flagger, caseId };
}

const see = (caseId: string, member: TestMember | null) =>
  site.get(`/api/moderation/cases/${caseId}/batch`, member?.cookie);
const propose = (caseId: string, member: TestMember | null, posts: unknown, more: object = {}) =>
  site.post(`/api/moderation/cases/${caseId}/batch`, { posts, ...WORDS, ...more }, member?.cookie);
const hiddenOf = async (ids: readonly string[]) => {
  const where = { id: { in: [...ids] } };
  const rows = await site.database.prisma.forumPost.findMany({ where });
  return ids.map((id) => rows.find((row) => row.id === id)?.hiddenBy ?? null);
};
const linesOf = async (member: TestMember) =>
  (await site.get('/api/me/inbox', member.cookie)).json<InboxResponse>().items;

/** A wave whose posts of spam two people hid. */
async function makeHiddenWave() {
  const wave = await makeWave();
  await propose(wave.caseId, moderator, wave.spam);
  const agreed = await answerProposalAs(site, wave.caseId, second);
  const [decision] = await hiddenOf([wave.first]);
  if (decision === null || decision === undefined) throw new Error(agreed.body);
  return { ...wave, decision };
}

describe('the posts of one author and day', () => {
  test('are seen together by a moderator: those alike are ticked, none of others or other days', async () => {
    const { caseId, author, thread, first, spam, honest } = await makeWave();
    const withdrawn = await makePost(site, thread, { member: author, text: SPAM });
    await site.post(`/api/posts/${withdrawn}/withdraw`, {}, author.cookie);
    await makePost(site, thread, { member: await makeMember(site), text: SPAM });
    const now = site.clock.now;
    site.clock.now = new Date(now.getTime() - DAY_MS);
    await makePost(site, thread, { member: author, text: SPAM });
    site.clock.now = now;
    const batch = (await see(caseId, moderator)).json<PostBatchResponse>();
    expect(batch).toMatchObject({ case: caseId, author: author.pseudonym, first: { id: first } });
    expect(batch.posts.map(({ id, alike }) => [id, alike])).toEqual([
      ...spam.map((id) => [id, true]),
      [honest, false],
    ]);
    for (const member of [second, author, null]) {
      expect((await see(caseId, member)).statusCode).toBe(member === null ? 401 : 403);
    }
    expect((await see('zzzzzzzzzzzz', moderator)).statusCode).toBe(404);
  });

  test('stand first in a moderator’s list where several are reported', async () => {
    const { caseId, author } = await makeWave();
    const list = await site.get('/api/moderation/batches', moderator.cookie);
    const { batches } = list.json<PostBatchesResponse>();
    expect(batches.find((one) => one.case === caseId)).toMatchObject({
      author: author.pseudonym,
      posts: 4,
      flagged: 1,
    });
    expect((await site.get('/api/moderation/batches', second.cookie)).statusCode).toBe(403);
  });
});

describe('a proposal to hide several posts', () => {
  test('hides nothing before the second person, who reads all of them', async () => {
    const { caseId, first, spam, honest } = await makeWave();
    const made = await propose(caseId, moderator, spam);
    expect(made.statusCode).toBe(201);
    expect(await hiddenOf([first, ...spam, honest])).toEqual([null, null, null, null]);
    const one = await site.get(`/api/moderation/cases/${caseId}`, second.cookie);
    expect(one.json<CaseResponse>()).toMatchObject({
      state: 'proposed',
      batch: spam.map((id) => ({ id })),
      can: { answer: true },
    });
    expect((await answerProposalAs(site, caseId, second)).statusCode).toBe(200);
    const hidden = await hiddenOf([first, ...spam, honest]);
    expect(new Set(hidden.slice(0, 3)).size).toBe(1);
    expect(hidden[0]).not.toBeNull();
    expect(hidden[3]).toBeNull();
    for (const id of [first, ...spam]) {
      expect(await kindsInRecord(site, `post/${id}`)).toContain('post-hidden');
    }
  });

  test('takes one of the same author and day at least, and no other', async () => {
    const { caseId, thread } = await makeWave();
    const foreign = await makePost(site, thread, { member: await makeMember(site), text: SPAM });
    expect((await propose(caseId, moderator, undefined)).statusCode).toBe(422);
    expect((await propose(caseId, moderator, [foreign])).statusCode).toBe(422);
    expect((await propose(caseId, moderator, ['nonsense'])).statusCode).toBe(422);
  });

  test('is a moderator’s alone, who reported none of them', async () => {
    const { caseId, spam, author } = await makeWave();
    for (const member of [second, author]) {
      expect((await propose(caseId, member, spam)).statusCode).toBe(403);
    }
    expect((await propose(caseId, null, spam)).statusCode).toBe(401);
    expect((await propose('zzzzzzzzzzzz', moderator, spam)).statusCode).toBe(404);
    await flagSubjectAs(site, `post/${spam[0]}`, moderator, { reason: 'advertising' });
    const refused = await propose(caseId, moderator, spam);
    expect(refused.statusCode).toBe(422);
  });

  test('is not answered by who reported one of them, before or after it was made', async () => {
    const { caseId, spam } = await makeWave();
    const before = await makeMember(site, { established: true });
    await flagSubjectAs(site, `post/${spam[0]}`, before, { reason: 'advertising' });
    await propose(caseId, moderator, spam);
    await flagSubjectAs(site, `post/${spam[1]}`, second, { reason: 'advertising' });
    for (const member of [before, second]) {
      expect((await answerProposalAs(site, caseId, member)).statusCode).toBe(403);
    }
    const other = await makeMember(site, { established: true });
    expect((await answerProposalAs(site, caseId, other)).statusCode).toBe(200);
  });

  test('does not count as cases that she takes, so that a wave of twenty accounts is one day’s work', async () => {
    for (let nth = 0; nth < 12; nth += 1) {
      const { caseId, spam } = await makeWave();
      expect((await propose(caseId, moderator, spam)).statusCode).toBe(201);
    }
  });
});

test('a proposal leads to the next author, an answer to the next proposal', async () => {
  await site.database.prisma.moderationCase.updateMany({ data: { state: 'closed' } });
  const [one, other] = [await makeWave(), await makeWave()];
  // Another report of what is proposed is no work left to do.
  const reporter = await makeMember(site);
  await flagSubjectAs(site, `post/${one.spam[0]}`, reporter, { reason: 'advertising' });
  const made = await propose(one.caseId, moderator, one.spam);
  expect(made.json<{ path: string }>().path).toContain(other.caseId);
  await propose(other.caseId, moderator, other.spam);
  const first = await answerProposalAs(site, one.caseId, second);
  expect(first.json<{ path: string }>().path).toContain(other.caseId);
  const last = await answerProposalAs(site, other.caseId, second);
  expect(last.json<{ path: string }>().path).toContain('/decisions/');
});

describe('a decision on several posts', () => {
  test('names them; its author hears once, and others’ reports of them are answered', async () => {
    const wave = await makeWave();
    const reporter = await makeMember(site);
    await flagSubjectAs(site, `post/${wave.spam[0]}`, reporter, { reason: 'advertising' });
    await propose(wave.caseId, moderator, wave.spam);
    await answerProposalAs(site, wave.caseId, second);
    const [decision] = await hiddenOf([wave.first]);
    const shown = (await site.get(`/api/decisions/${decision}`)).json<DecisionResponse>();
    expect(shown).toMatchObject({ about: `post/${wave.first}`, batch: wave.spam, kind: 'hide' });
    expect(shown.hands).toHaveLength(2);
    const told = (await linesOf(wave.author)).filter(({ kind }) => kind === 'decision');
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ count: 1, about: { key: decision } });
    for (const member of [wave.flagger, reporter]) {
      expect(await linesOf(member)).toMatchObject([
        { kind: 'flag-decided', facts: { outcome: 'upheld' }, about: { key: decision } },
      ]);
    }
    const open = { subject: `post/${wave.spam[0]}`, state: { not: 'closed' } };
    expect(await site.database.prisma.moderationCase.count({ where: open })).toBe(0);
  });

  test('is appealed against once, and a jury shows all of them again', async () => {
    const { caseId, author, first, spam, decision } = await makeHiddenWave();
    expect((await appealAs(site, decision, author)).statusCode).toBe(201);
    expect((await appealAs(site, decision, author)).statusCode).toBe(409);
    const jury = await findJuryOfCase(site, caseId);
    await drawJuryAfterHour(site, jury);
    for (const juror of (await findAskedJurors(site, jury)).slice(0, 2)) {
      expect((await castVoteAs(site, jury, juror)).statusCode).toBe(200);
    }
    expect(await hiddenOf([first, ...spam])).toEqual([null, null, null]);
    for (const id of [first, ...spam]) {
      expect(await kindsInRecord(site, `post/${id}`)).toContain('post-restored');
    }
  });

  test('holds for the others when the author withdraws the first, which frees none of them', async () => {
    const wave = await makeWave();
    await makePost(site, wave.thread, { member: await makeMember(site) });
    await propose(wave.caseId, moderator, wave.spam);
    await site.post(`/api/posts/${wave.first}/withdraw`, {}, wave.author.cookie);
    await endCasesOfWithdrawnSubjects(site.database, site.clock.now);
    expect((await answerProposalAs(site, wave.caseId, second)).statusCode).toBe(200);
    const hidden = await hiddenOf(wave.spam);
    expect(hidden).not.toContain(null);
    const decision = hidden[0] ?? '';
    expect((await appealAs(site, decision, wave.author)).statusCode).toBe(201);
  });

  test('leaves one post of it to another decision, which does not replace it', async () => {
    const { spam, decision, author } = await makeHiddenWave();
    const [one = ''] = spam;
    const body = { about: `post/${one}`, reason: 'personal-data' };
    const opened = await site.post('/api/moderation/cases', body, moderator.cookie);
    const { id: caseId } = opened.json<{ id: string }>();
    const path = `/api/moderation/cases/${caseId}/proposals`;
    await site.post(path, { kind: 'restore', ...WORDS }, moderator.cookie);
    expect((await answerProposalAs(site, caseId, second)).statusCode).toBe(200);
    expect(await hiddenOf(spam)).toEqual([null, decision]);
    expect((await appealAs(site, decision, author)).statusCode).toBe(201);
  });
});

test('the database hides no post by a decision that does not name it', async () => {
  const { honest, decision } = await makeHiddenWave();
  const data = { hiddenBy: decision };
  await expect(
    site.database.prisma.forumPost.update({ where: { id: honest }, data }),
  ).rejects.toThrow();
  expect(await hiddenOf([honest])).toEqual([null]);
});
