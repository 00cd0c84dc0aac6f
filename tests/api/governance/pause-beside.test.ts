import { beforeEach, describe, expect, test } from 'vitest';
import type { CaseResponse, SecondReviewsResponse } from '#shared/governance/case-handling.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { makePost, makeThread } from '#tests/support/forum.ts';
import { answerProposalAs, findHidingDecision, flagSubjectAs } from './cases.testing.ts';
import { makeEstablishedCommunity } from './juries.testing.ts';

/** A batch and the pause of its author, proposed by one moderator, are one visit for the second person. */

const SPAM = 'Gagnez 200 € avec mon code : https://parrain.example/ab12';
const WORDS = { rule: 'R7', facts: 'Le même lien de parrainage.', reason: 'C’est une publicité.' };
const OBJECTION = 'C’est son premier jour ici.';

let site: TestApp;
let moderator: TestMember;
let second: TestMember;

beforeEach(async () => {
  if (site === undefined) {
    site = await createTestApp();
    await makeEstablishedCommunity(site);
  }
  // What other tests left is decided.
  await site.database.prisma.moderationCase.updateMany({ data: { state: 'closed' } });
  moderator = await makeMember(site, { moderator: true });
  second = await makeMember(site, { established: true });
});

/** Two posts of one author and day, of which one is reported. */
async function makeWave() {
  const author = await makeMember(site);
  const { id: thread, postId } = await makeThread(site, { member: author, text: SPAM });
  const other = await makePost(site, thread, { member: author, text: `${SPAM} vite` });
  const flagger = await makeMember(site);
  const subject = `post/${postId}`;
  await flagSubjectAs(site, subject, flagger, { reason: 'advertising' });
  const where = { subject };
  const { id: batch } = await site.database.prisma.moderationCase.findFirstOrThrow({ where });
  return { author, subject, other, flagger, batch };
}

async function pauseOf(author: TestMember): Promise<{ id: string; caseId: string }> {
  const { id } = await site.database.prisma.postingPause.findFirstOrThrow({
    where: { memberId: author.id },
  });
  const where = { subject: `pause/${id}` };
  const found = await site.database.prisma.moderationCase.findFirstOrThrow({ where });
  return { id, caseId: found.id };
}

/** The same, with the batch and the pause proposed in one form. */
async function makeBoth() {
  const wave = await makeWave();
  const path = `/api/moderation/cases/${wave.batch}/batch`;
  const input = { posts: [wave.other], ...WORDS, pause: 'on' };
  const sent = await site.post(path, input, moderator.cookie);
  if (sent.statusCode !== 201) throw new Error(sent.body);
  return { ...wave, pause: await pauseOf(wave.author) };
}

const read = async (id: string, member = second) =>
  (await site.get(`/api/moderation/cases/${id}`, member.cookie)).json<CaseResponse>();
const listOf = async (member = second) =>
  (await site.get('/api/moderation/seconds', member.cookie)).json<SecondReviewsResponse>();
const idsOf = async (member = second) => (await listOf(member)).cases.map(({ id }) => id);
const holds = async (pause: string) => {
  const { hiddenBy } = await site.database.prisma.postingPause.findUniqueOrThrow({
    where: { id: pause },
  });
  return hiddenBy !== null;
};
/** Answers both, as the one form does. */
async function answerBoth(batch: string, fields: object, member = second) {
  const { pause } = await read(batch, member);
  const body = { pauseProposal: pause?.proposal.id, pauseAnswer: 'agree', ...fields };
  return answerProposalAs(site, batch, member, body);
}

describe('a pause proposed beside a batch', () => {
  test('is listed with it, and its case leads there', async () => {
    const { batch, pause } = await makeBoth();
    expect(await idsOf()).toEqual([batch]);
    const { pause: beside, answeredIn } = await read(batch);
    expect(beside).toMatchObject({
      days: 7,
      proposal: { kind: 'hide', rule: 'R7', state: 'open' },
    });
    expect(answeredIn).toBeNull();
    expect(await read(pause.caseId)).toMatchObject({ pause: null, answeredIn: batch });
    // Who proposed answers neither, and reads each in its place.
    for (const id of [batch, pause.caseId]) {
      expect(await read(id, moderator)).toMatchObject({ pause: null, answeredIn: null });
    }
  });

  test('is answered with it at once: the posts are hidden, and the pause holds', async () => {
    const { batch, subject, pause } = await makeBoth();
    expect((await answerBoth(batch, {})).statusCode).toBe(200);
    expect(await findHidingDecision(site, subject)).not.toBeNull();
    expect(await holds(pause.id)).toBe(true);
    expect((await listOf()).cases).toEqual([]);
  });

  test('may be refused while the batch is agreed, with a reason', async () => {
    const { batch, subject, pause } = await makeBoth();
    const no = { pauseAnswer: 'object' };
    const refused = await answerBoth(batch, no);
    expect(refused.statusCode).toBe(422);
    expect(refused.json()).toMatchObject({
      error: { fields: { pauseObjection: { code: 'required' } } },
    });
    // Neither is stored where one is refused.
    expect(await findHidingDecision(site, subject)).toBeNull();
    expect((await answerBoth(batch, { pauseAnswer: undefined })).statusCode).toBe(422);
    const sent = await answerBoth(batch, { ...no, pauseObjection: OBJECTION });
    expect(sent.statusCode).toBe(200);
    expect(await findHidingDecision(site, subject)).not.toBeNull();
    expect(await holds(pause.id)).toBe(false);
    const where = { id: pause.caseId };
    const { state } = await site.database.prisma.moderationCase.findUniqueOrThrow({ where });
    expect(state).toBe('jury');
  });

  test('is a case of its own again once the batch was answered without it', async () => {
    const { batch, pause } = await makeBoth();
    const { pause: beside } = await read(batch);
    expect((await answerProposalAs(site, batch, second)).statusCode).toBe(200);
    expect(await idsOf()).toEqual([pause.caseId]);
    expect(await read(pause.caseId)).toMatchObject({ answeredIn: null });
    // A form that was loaded before is told, and changes nothing.
    const third = await makeMember(site, { established: true });
    const late = { pauseProposal: beside?.proposal.id, pauseAnswer: 'agree' };
    expect((await answerProposalAs(site, batch, third, late)).statusCode).toBe(409);
    expect(await holds(pause.id)).toBe(false);
  });

  test('is joined whichever was proposed first, but not to a proposal of another moderator', async () => {
    const words = { days: 7, ...WORDS };
    for (const proposer of [moderator, await makeMember(site, { moderator: true })]) {
      const { batch, other, author } = await makeWave();
      await site.post(`/api/moderation/cases/${batch}/pause`, words, proposer.cookie);
      const input = { posts: [other], ...WORDS };
      await site.post(`/api/moderation/cases/${batch}/batch`, input, moderator.cookie);
      const { caseId } = await pauseOf(author);
      const isOne = proposer === moderator;
      expect((await read(batch)).pause === null).toBe(!isOne);
      expect((await read(caseId)).answeredIn).toBe(isOne ? batch : null);
      expect((await idsOf()).includes(caseId)).toBe(!isOne);
    }
  });

  test('stays apart where few may read the post: nobody chooses that case', async () => {
    const { batch, author } = await makeWave();
    const words = { days: 7, ...WORDS };
    await site.post(`/api/moderation/cases/${batch}/pause`, words, moderator.cookie);
    const remove = { kind: 'remove', ...WORDS, rule: 'R4' };
    await site.post(`/api/moderation/cases/${batch}/proposals`, remove, moderator.cookie);
    const { caseId } = await pauseOf(author);
    const { cases, guarded } = await listOf();
    expect(cases.map(({ id }) => id)).toEqual([caseId]);
    expect(guarded).toHaveLength(1);
    expect(await read(caseId)).toMatchObject({ answeredIn: null });
  });

  test('of who reported the posts asks nothing, in either case', async () => {
    const { batch, pause, flagger } = await makeBoth();
    await site.database.prisma.member.update({
      where: { id: flagger.id },
      data: { establishedOn: new Date('2026-10-01') },
    });
    expect(await idsOf(flagger)).toEqual([]);
    for (const id of [batch, pause.caseId]) {
      const answer = await site.get(`/api/moderation/cases/${id}`, flagger.cookie);
      expect(answer.statusCode).toBe(403);
    }
  });
});
