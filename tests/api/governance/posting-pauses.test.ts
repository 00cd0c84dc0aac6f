import { beforeEach, describe, expect, test } from 'vitest';
import type { DecisionResponse } from '#shared/governance/case-decisions.ts';
import type { CaseResponse, SecondReviewsResponse } from '#shared/governance/case-handling.ts';
import type { InboxResponse } from '#shared/community/inbox.ts';
import { threadResponse } from '#shared/community/forum.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makeThread } from '#tests/support/forum.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import { answerProposalAs, makeFlaggedCase } from './cases.testing.ts';
import {
  advanceClockHours,
  appealAs,
  castVoteAs,
  drawJuryAfterHour,
  findAskedJurors,
  findJuryOfCase,
  makeEstablishedCommunity,
} from './juries.testing.ts';

const WORDS = { rule: 'R5', facts: 'Il insulte trois collègues.', reason: 'Il recommence.' };

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

const propose = (caseId: string, member: TestMember | null, fields: object = {}) =>
  site.post(
    `/api/moderation/cases/${caseId}/pause`,
    { days: 7, ...WORDS, ...fields },
    member?.cookie,
  );
const reply = (thread: string, member: TestMember, text = 'Je réponds ici.') =>
  site.post(`/api/forum/threads/${thread}/posts`, { text }, member.cookie);
const linesOf = async (member: TestMember) =>
  (await site.get('/api/me/inbox', member.cookie)).json<InboxResponse>().items;

/** A pause that waits for a second person. */
async function makeProposedPause(fields: object = {}) {
  const made = await makeFlaggedCase(site, { text: 'Quelle bande de voleurs.' });
  const answer = await propose(made.caseId, moderator, fields);
  if (answer.statusCode !== 201) throw new Error(answer.body);
  return { ...made, pause: answer.json<{ id: string }>().id };
}

/** A pause that holds. */
async function makePause() {
  const made = await makeProposedPause();
  await answerProposalAs(site, made.pause, second);
  const { id } = await site.database.prisma.decision.findFirstOrThrow({
    where: { caseId: made.pause },
  });
  return { ...made, decision: id };
}

describe('a pause from posting', () => {
  test('holds once a second person agreed, for seven days, and then ends by itself', async () => {
    const { author, pause } = await makeProposedPause();
    const { id: thread } = await makeThread(site);
    expect((await reply(thread, author)).statusCode).toBe(201);
    expect((await answerProposalAs(site, pause, second)).statusCode).toBe(200);
    const refused = await reply(thread, author);
    expect(refused.statusCode).toBe(403);
    expect(refused.json()).toMatchObject({ error: { code: 'posting-paused' } });
    const topic = { title: 'Un autre sujet', category: 'paiements', text: 'Bonjour à vous.' };
    expect((await site.post('/api/forum/threads', topic, author.cookie)).statusCode).toBe(403);
    advanceClockHours(site, 7 * 24 - 1);
    expect((await reply(thread, author)).statusCode).toBe(403);
    advanceClockHours(site, 3);
    expect((await reply(thread, author)).statusCode).toBe(201);
  });

  test('tells her at the form why, until when, and what to appeal against; others nothing', async () => {
    const { author, decision } = await makePause();
    const { id } = await makeThread(site);
    const path = `/api/forum/threads/${id}`;
    const hers = threadResponse.parse((await site.get(path, author.cookie)).json());
    expect(hers.paused).toMatchObject({ rule: 'R5', reason: WORDS.reason, decision });
    const others = threadResponse.parse((await site.get(path, second.cookie)).json());
    expect(others.paused).toBeNull();
    expect(await linesOf(author)).toMatchObject([
      { kind: 'decision', about: { key: decision, name: 'pause' }, facts: { measure: 'hide' } },
    ]);
  });

  test('keeps what she has written as it is, and lets her take it back', async () => {
    const { author, subject } = await makePause();
    const id = subject.split('/')[1] ?? '';
    const edited = await site.post(
      `/api/forum/posts/${id}`,
      { text: 'Autre chose.' },
      author.cookie,
    );
    expect(edited.statusCode).toBe(403);
    expect((await site.post(`/api/posts/${id}/withdraw`, {}, author.cookie)).statusCode).toBe(200);
  });

  test('is public without a name, a post, or who reported it', async () => {
    const { author, flagger, subject, decision } = await makePause();
    const shown = await site.get(`/api/decisions/${decision}`);
    const made = shown.json<DecisionResponse>();
    expect(made.about).toMatch(/^pause\//);
    expect(made.until).toMatch(/:00:00Z$/);
    for (const name of [author.id, author.pseudonym, flagger.pseudonym, subject.split('/')[1]]) {
      expect(shown.body).not.toContain(name);
    }
    expect(await kindsInRecord(site, made.about)).toEqual(['pause-hidden']);
  });

  test('is proposed by a moderator who is no party, once at a time', async () => {
    const { caseId, author, flagger } = await makeFlaggedCase(site);
    for (const member of [second, author, flagger]) {
      expect((await propose(caseId, member)).statusCode).toBe(403);
    }
    expect((await propose(caseId, null)).statusCode).toBe(401);
    expect((await propose('zzzzzzzzzzzz', moderator)).statusCode).toBe(404);
    expect((await propose(caseId, moderator, { days: 8 })).statusCode).toBe(422);
    expect((await propose(caseId, moderator)).statusCode).toBe(201);
    expect((await propose(caseId, moderator)).statusCode).toBe(409);
  });

  test('is not answered by who reported the post', async () => {
    const made = await makeFlaggedCase(site);
    const reporter = await makeMember(site, { established: true });
    const about = made.subject;
    const flag = { about, reason: 'insult', sentence: 'Cela insulte une collègue.' };
    await site.post('/api/flags', flag, reporter.cookie);
    const { id: pause } = (await propose(made.caseId, moderator)).json<{ id: string }>();
    expect((await answerProposalAs(site, pause, reporter)).statusCode).toBe(403);
    const one = await site.get(`/api/moderation/cases/${pause}`, second.cookie);
    expect(one.json<CaseResponse>()).toMatchObject({ thing: { text: 'Un texte.' }, days: 7 });
    expect((await answerProposalAs(site, pause, second)).statusCode).toBe(200);
  });

  test('is heard by people who did not decide, who end it', async () => {
    const { author, flagger, pause, decision } = await makePause();
    const { id: thread } = await makeThread(site);
    expect((await appealAs(site, decision, flagger)).statusCode).toBe(403);
    expect((await appealAs(site, decision, author)).statusCode).toBe(201);
    const jury = await findJuryOfCase(site, pause);
    await drawJuryAfterHour(site, jury);
    const jurors = await findAskedJurors(site, jury);
    const [first = moderator] = jurors;
    expect((await castVoteAs(site, jury, first, { vote: 'remove', rule: 'R4' })).statusCode).toBe(
      422,
    );
    for (const juror of jurors.slice(0, 2)) {
      expect((await castVoteAs(site, jury, juror)).statusCode).toBe(200);
    }
    expect((await reply(thread, author)).statusCode).toBe(201);
  });

  test('is not begun again by a jury that confirms it', async () => {
    const { author, pause, decision } = await makePause();
    const where = { memberId: author.id };
    const before = await site.database.prisma.postingPause.findFirstOrThrow({ where });
    await appealAs(site, decision, author);
    const jury = await findJuryOfCase(site, pause);
    await drawJuryAfterHour(site, jury);
    for (const juror of (await findAskedJurors(site, jury)).slice(0, 2)) {
      await castVoteAs(site, jury, juror, { vote: 'hide', rule: 'R5' });
    }
    const after = await site.database.prisma.postingPause.findFirstOrThrow({ where });
    expect(after.hiddenBy).not.toBe(before.hiddenBy);
    expect(after.endsAt).toEqual(before.endsAt);
  });
});

describe('a pause of thirty days', () => {
  test('takes two moderators and a jury', async () => {
    const { author, pause } = await makeProposedPause({ days: 30 });
    const { id: thread } = await makeThread(site);
    const waiting = await site.get('/api/moderation/seconds', second.cookie);
    const cases = waiting.json<SecondReviewsResponse>().cases.map(({ id }) => id);
    expect(cases).not.toContain(pause);
    expect((await answerProposalAs(site, pause, second)).statusCode).toBe(409);
    const other = await makeMember(site, { moderator: true });
    expect((await answerProposalAs(site, pause, other)).statusCode).toBe(200);
    expect((await reply(thread, author)).statusCode).toBe(201);
    const jury = await findJuryOfCase(site, pause);
    await drawJuryAfterHour(site, jury);
    const jurors = await findAskedJurors(site, jury);
    expect(jurors.map(({ id }) => id)).not.toContain(moderator.id);
    for (const juror of jurors.slice(0, 2)) {
      await castVoteAs(site, jury, juror, { vote: 'hide', rule: 'R5' });
    }
    expect((await reply(thread, author)).statusCode).toBe(403);
    advanceClockHours(site, 8 * 24);
    expect((await reply(thread, author)).statusCode).toBe(403);
  });

  test('does not exist in a small community, where one moderator decides the short one', async () => {
    const small = await createTestApp();
    const { caseId, author } = await makeFlaggedCase(small);
    const only = await makeMember(small, { moderator: true });
    const path = `/api/moderation/cases/${caseId}/pause`;
    const long = await small.post(path, { days: 30, ...WORDS }, only.cookie);
    expect(long.statusCode).toBe(409);
    expect((await small.post(path, { days: 7, ...WORDS }, only.cookie)).statusCode).toBe(201);
    const { id } = await makeThread(small);
    const text = 'Je réponds.';
    const refused = await small.post(`/api/forum/threads/${id}/posts`, { text }, author.cookie);
    expect(refused.statusCode).toBe(403);
  });
});
