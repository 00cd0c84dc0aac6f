import { beforeAll, describe, expect, test } from 'vitest';
import type { OwnJuryResponse } from '#shared/governance/juries.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, type TestMember } from '#tests/support/factories.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import { answerProposalAs, makeFlaggedCase, proposeMeasureAs } from './cases.testing.ts';
import {
  COVERED_TEXT,
  COVER_FIELDS,
  PHONE,
  TEXT_WITH_PHONE,
  findPost,
  makeCoveredPost,
} from './covered-words.testing.ts';
import {
  appealAs,
  castVoteAs,
  drawJuryAfterHour,
  findAskedJurors,
  findJuryOfCase,
  makeEstablishedCommunity,
} from './juries.testing.ts';

/** A jury on covered words covers them or shows them, and its reasons never say them. */

let site: TestApp;
let moderator: TestMember;
let second: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  await makeEstablishedCommunity(site, 24);
  moderator = await makeMember(site, { moderator: true });
  second = await makeMember(site, { established: true });
});

const textOf = async (subject: string) => (await findPost(site, subject)).text;

describe('an appeal against covered words', () => {
  async function sitOnCover() {
    const made = await makeCoveredPost(site, { moderator, second });
    expect((await appealAs(site, made.decision, made.author)).statusCode).toBe(201);
    const jury = await findJuryOfCase(site, made.caseId);
    await drawJuryAfterHour(site, jury);
    return { ...made, jury, jurors: await findAskedJurors(site, jury) };
  }

  test('shows jurors the words, and shows them to all where they say so', async () => {
    const { subject, jury, jurors } = await sitOnCover();
    const [a, b] = jurors;
    const { seat } = (
      await site.get(`/api/juries/${jury}/mine`, a?.cookie)
    ).json<OwnJuryResponse>();
    expect(seat).toMatchObject({ words: [PHONE], options: ['restore', 'cover'] });
    const told = await castVoteAs(site, jury, a ?? null, { reason: `${PHONE} est public.` });
    expect(told.json()).toMatchObject({
      error: { fields: { reason: { code: 'says-covered-words' } } },
    });
    expect((await castVoteAs(site, jury, a ?? null, { vote: 'hide' })).statusCode).toBe(422);
    expect((await castVoteAs(site, jury, a ?? null)).statusCode).toBe(200);
    expect(await textOf(subject)).toBe(COVERED_TEXT);
    const last = await castVoteAs(site, jury, b ?? null);
    expect(last.statusCode, last.body).toBe(200);
    expect(await findPost(site, subject)).toMatchObject({ text: TEXT_WITH_PHONE, coveredBy: null });
    expect(await kindsInRecord(site, subject)).toEqual(['post-covered', 'post-uncovered']);
  });

  test('confirms them where most say so, and asks nobody again about texts with the same words', async () => {
    const { subject, decision, jury, jurors } = await sitOnCover();
    const quoting = { subject: { not: subject }, origin: 'detector' };
    const { moderationCase } = site.database.prisma;
    await moderationCase.updateMany({ where: quoting, data: { state: 'closed' } });
    const cover = { vote: 'cover', rule: 'R4' };
    for (const juror of jurors.slice(0, 2)) {
      const cast = await castVoteAs(site, jury, juror, cover);
      expect(cast.statusCode, cast.body).toBe(200);
    }
    expect(await moderationCase.count({ where: { ...quoting, state: 'open' } })).toBe(0);
    const { text, coveredBy } = await findPost(site, subject);
    expect(text).toBe(COVERED_TEXT);
    expect(coveredBy).not.toBe(decision);
    const ended = await site.database.prisma.appeal.findFirstOrThrow({
      where: { decisionId: decision },
    });
    expect(ended.state).toBe('upheld');
  });
});

test('an objection hands the words to a jury, which covers them', async () => {
  const { caseId, subject } = await makeFlaggedCase(site, {
    reason: 'personal-data',
    text: TEXT_WITH_PHONE,
  });
  await proposeMeasureAs(site, caseId, moderator, COVER_FIELDS);
  const objection = 'Ce numéro est celui de l’entreprise.';
  await answerProposalAs(site, caseId, second, { answer: 'object', objection });
  const jury = await findJuryOfCase(site, caseId);
  await drawJuryAfterHour(site, jury);
  const [a, b] = await findAskedJurors(site, jury);
  for (const juror of [a, b]) {
    const cast = await castVoteAs(site, jury, juror ?? null, { vote: 'cover', rule: 'R4' });
    expect(cast.statusCode, cast.body).toBe(200);
  }
  expect(await textOf(subject)).toBe(COVERED_TEXT);
});
