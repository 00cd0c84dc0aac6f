import { beforeAll, describe, expect, test } from 'vitest';
import type { AppealResponse } from '#shared/governance/appeals.ts';
import type { CaseResponse } from '#shared/governance/case-handling.ts';
import type { PostResponse, VersionsResponse } from '#shared/community/forum.ts';
import type { OwnReview } from '#shared/evidence/reviews.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { decide, makeHands } from '#tests/support/decisions.ts';
import { makeMember, makeReview, type TestMember } from '#tests/support/factories.ts';
import { makePost, makeThread } from '#tests/support/forum.ts';
import { kindsInRecord } from '#tests/support/log-entries.ts';
import {
  answerProposalAs,
  flagSubjectAs,
  giveCaseTo,
  makeFlaggedCase,
  proposeMeasureAs,
  veilSubjectAs,
} from './cases.testing.ts';
import { makeEstablishedCommunity } from './juries.testing.ts';
import {
  COVERED_TEXT,
  COVER_FIELDS,
  MARK,
  PHONE,
  TEXT_WITH_PHONE,
  findPost,
  makeCoveredPost,
} from './covered-words.testing.ts';

/** Words of a text are covered by two people, stay covered in whatever its author writes, and come back. */

let site: TestApp;
let moderator: TestMember;
let second: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  await makeEstablishedCommunity(site, 24);
  moderator = await makeMember(site, { moderator: true });
  second = await makeMember(site, { established: true });
});

const postOf = (subject: string): string => subject.split('/')[1] ?? '';
const readPost = async (subject: string, member?: TestMember) =>
  (await site.get(`/api/forum/posts/${postOf(subject)}`, member?.cookie)).json<PostResponse>();
const textOf = async (subject: string) => (await findPost(site, subject)).text;

describe('a proposal to cover words', () => {
  test('names words that stand in the text, whole ones, and a rule that allows it', async () => {
    const { caseId } = await makeFlaggedCase(site, {
      reason: 'personal-data',
      text: TEXT_WITH_PHONE,
    });
    const fieldsOf = async (fields: object) => {
      const response = await proposeMeasureAs(site, caseId, moderator, {
        ...COVER_FIELDS,
        ...fields,
      });
      expect(response.statusCode, response.body).toBe(422);
      return response.json<{ error: { fields: object } }>().error.fields;
    };
    expect(await fieldsOf({ words: undefined })).toMatchObject({ words: { code: 'required' } });
    expect(await fieldsOf({ words: 'au' })).toMatchObject({ words: { code: 'too-short' } });
    expect(await fieldsOf({ words: `${PHONE}\n06 99` })).toMatchObject({
      words: { code: 'not-in-text' },
    });
    expect(await fieldsOf({ words: 'che' })).toMatchObject({ words: { code: 'not-in-text' } });
    expect(await fieldsOf({ rule: 'R5' })).toMatchObject({ rule: { code: 'only-hides' } });
  });

  test('is not published with the words in its reasons', async () => {
    const { caseId } = await makeFlaggedCase(site, {
      reason: 'personal-data',
      text: TEXT_WITH_PHONE,
    });
    for (const field of ['facts', 'reason']) {
      const said = { ...COVER_FIELDS, [field]: `On y lit ${PHONE}.` };
      const response = await proposeMeasureAs(site, caseId, moderator, said);
      expect(response.json()).toMatchObject({
        error: { fields: { [field]: { code: 'says-covered-words' } } },
      });
    }
    await proposeMeasureAs(site, caseId, moderator, COVER_FIELDS);
    const objection = `${PHONE} est public.`;
    const answer = await answerProposalAs(site, caseId, second, { answer: 'object', objection });
    expect(answer.json()).toMatchObject({
      error: { fields: { objection: { code: 'says-covered-words' } } },
    });
  });

  test('is for texts alone, by moderators, and changes nothing until a second person agrees', async () => {
    const { caseId, subject, author } = await makeFlaggedCase(site, { text: TEXT_WITH_PHONE });
    const member = await makeMember(site, { established: true });
    for (const [who, status] of [
      [null, 401],
      [member, 403],
      [author, 403],
    ] as const) {
      expect((await proposeMeasureAs(site, caseId, who, COVER_FIELDS)).statusCode).toBe(status);
    }
    expect((await proposeMeasureAs(site, caseId, moderator, COVER_FIELDS)).statusCode).toBe(200);
    expect(await textOf(subject)).toBe(TEXT_WITH_PHONE);
    const seen = await site.get(`/api/moderation/cases/${caseId}`, second.cookie);
    expect(seen.json<CaseResponse>().proposals[0]).toMatchObject({ kind: 'cover', words: [PHONE] });
    expect((await site.get(`/api/moderation/cases/${caseId}`, author.cookie)).statusCode).toBe(403);
  });
});

describe('covered words', () => {
  test('leave the text, its HTML and its former versions; the rest is read as before', async () => {
    const { postId, member } = await makeThread(site, { text: TEXT_WITH_PHONE });
    const subject = `post/${postId}`;
    const longer = `${TEXT_WITH_PHONE} Et ${PHONE}\u00A0!`;
    const edit = await site.post(`/api/forum/posts/${postId}`, { text: longer }, member.cookie);
    expect(edit.statusCode, edit.body).toBe(200);
    const hands = await makeHands(site);
    await decide(site, hands, { kind: 'post', id: postId }, 'cover', { words: [PHONE] });
    const { text, html } = await findPost(site, subject);
    expect(text).toBe(`${COVERED_TEXT} Et ${MARK}\u00A0!`);
    expect(html).toContain(MARK);
    expect(html).not.toContain(PHONE);
    const history = await site.get(`/api/forum/posts/${postId}/versions`, member.cookie);
    expect(history.json<VersionsResponse>().versions.map((one) => one.text)).toEqual([
      `${COVERED_TEXT} Et ${MARK}\u00A0!`,
      COVERED_TEXT,
    ]);
    // And come back, version for version.
    await decide(site, hands, { kind: 'post', id: postId }, 'uncover', {
      replaces: (await findPost(site, subject)).coveredBy ?? '',
    });
    expect(await textOf(subject)).toBe(longer);
    expect((await findPost(site, subject)).html).toContain(PHONE);
    const after = await site.get(`/api/forum/posts/${postId}/versions`);
    expect(after.json<VersionsResponse>().versions.map((one) => one.text)).toEqual([
      longer,
      TEXT_WITH_PHONE,
    ]);
    expect(await site.database.prisma.textCover.count({ where: { subject } })).toBe(0);
  });

  test('are told to readers with rule and decision, and to the author word by word', async () => {
    const { subject, decision, author, flagger } = await makeCoveredPost(site, {
      moderator,
      second,
    });
    const { post, text } = await readPost(subject);
    expect(post).toMatchObject({ hiding: null, covering: { rule: 'R4', decision } });
    expect(text).toBe(COVERED_TEXT);
    const page = await site.get(`/fr/moderation/decisions/${decision}`);
    expect(page.body).toContain('Mots cachés');
    expect(page.body).not.toContain(PHONE);
    const appealOf = async (member: TestMember) =>
      (await site.get(`/api/decisions/${decision}/appeal`, member.cookie)).json<AppealResponse>();
    expect(await appealOf(author)).toMatchObject({ covered: [PHONE], can: { appeal: true } });
    expect(await appealOf(flagger)).toMatchObject({ covered: [], why: 'nothing-to-gain' });
    expect(await appealOf(second)).toMatchObject({ covered: [] });
    const hers = await site.get(`/fr/moderation/decisions/${decision}`, author.cookie);
    expect(hers.body).toContain(PHONE);
    expect((await readPost(subject, author)).text).toBe(TEXT_WITH_PHONE);
    expect((await site.get('/api/me/data.json', author.cookie)).body).toContain(PHONE);
  });

  test('stay covered in what the author writes later, until a decision takes that back', async () => {
    const { subject, author } = await makeCoveredPost(site, { moderator, second });
    const edit = (text: string) =>
      site.post(`/api/forum/posts/${postOf(subject)}`, { text }, author.cookie);
    // Sent as it stands in her form: nothing changed.
    expect((await edit(TEXT_WITH_PHONE)).statusCode).toBe(200);
    const where = { postId: postOf(subject) };
    expect(await site.database.prisma.forumPostVersion.count({ where })).toBe(0);
    expect((await edit(`Bonjour. ${TEXT_WITH_PHONE}`)).statusCode).toBe(200);
    expect(await textOf(subject)).toBe(`Bonjour. ${COVERED_TEXT}`);
    expect((await edit('Elle ne paie pas, et je vous le dis.')).statusCode).toBe(200);
    const { versions } = (
      await site.get(`/api/forum/posts/${postOf(subject)}/versions`)
    ).json<VersionsResponse>();
    expect(JSON.stringify(versions)).not.toContain(PHONE);
    const coveredBy = (await findPost(site, subject)).coveredBy ?? '';
    const about = { kind: 'post', id: postOf(subject) } as const;
    await decide(site, await makeHands(site), about, 'uncover', { replaces: coveredBy });
    const shown = await site.get(`/api/forum/posts/${postOf(subject)}/versions`);
    expect(shown.json<VersionsResponse>().versions.map(({ text }) => text)).toEqual([
      'Elle ne paie pas, et je vous le dis.',
      `Bonjour. ${TEXT_WITH_PHONE}`,
      TEXT_WITH_PHONE,
    ]);
  });

  test('of a review leave it counted, and her form as she wrote it', async () => {
    const member = await makeMember(site);
    const { id } = await makeReview(site, { member, text: TEXT_WITH_PHONE });
    await site.catchUp();
    const figure = async () =>
      (await site.get('/api/platforms/clickworker')).json<{ rating: { count: number } }>().rating
        .count;
    const before = await figure();
    await decide(site, await makeHands(site), { kind: 'review', id }, 'cover', { words: [PHONE] });
    expect(await figure()).toBe(before);
    const list = await site.get('/api/platforms/clickworker/reviews');
    expect(list.body).toContain(MARK);
    expect(list.body).not.toContain(PHONE);
    const own = (await site.get('/api/me/reviews', member.cookie)).json<{ reviews: OwnReview[] }>();
    const [review] = own.reviews;
    expect(review).toMatchObject({ text: TEXT_WITH_PHONE, covering: { rule: 'R4' } });
    const { criteria, experiencedMonth } = review ?? {};
    const form = { ...criteria, experiencedMonth, text: `${TEXT_WITH_PHONE} Voilà.` };
    const saved = await site.post('/api/platforms/clickworker/review', form, member.cookie);
    expect(saved.statusCode, saved.body).toBe(200);
    const row = await site.database.prisma.review.findUniqueOrThrow({ where: { id } });
    expect(row.text).toBe(`${COVERED_TEXT} Voilà.`);
    expect((await site.get('/api/me/data.json', member.cookie)).body).toContain(PHONE);
  });

  test('replace a veil: the rest of the text shows again', async () => {
    const { caseId, subject } = await makeFlaggedCase(site, {
      reason: 'personal-data',
      text: TEXT_WITH_PHONE,
    });
    const veil = await veilSubjectAs(site, caseId, moderator, { rule: 'R4' });
    expect(veil.statusCode, veil.body).toBe(200);
    const open = await site.database.prisma.caseProposal.findFirstOrThrow({ where: { caseId } });
    expect(open.kind).toBe('remove');
    await site.post(`/api/moderation/cases/${caseId}/withdraw`, {}, moderator.cookie);
    expect((await proposeMeasureAs(site, caseId, moderator, COVER_FIELDS)).statusCode).toBe(200);
    await giveCaseTo(site, caseId, second);
    const { id: proposal } = await site.database.prisma.caseProposal.findFirstOrThrow({
      where: { caseId, state: 'open' },
    });
    const agreed = await answerProposalAs(site, caseId, second, { proposal });
    expect(agreed.statusCode, agreed.body).toBe(200);
    expect(await findPost(site, subject)).toMatchObject({ hiddenBy: null, text: COVERED_TEXT });
  });

  test('go with the text that its author takes back, and the words that were proposed', async () => {
    const { caseId, subject, author } = await makeCoveredPost(site, { moderator, second });
    const gone = await site.post(`/api/posts/${postOf(subject)}/withdraw`, {}, author.cookie);
    expect(gone.statusCode, gone.body).toBe(200);
    expect(await site.database.prisma.textCover.count({ where: { subject } })).toBe(0);
    const proposals = await site.database.prisma.caseProposal.findMany({ where: { caseId } });
    expect(proposals.map(({ words }) => words)).toEqual([null]);
  });

  test('are recorded as a decision, without the words', async () => {
    const { subject, decision } = await makeCoveredPost(site, { moderator, second });
    expect(await kindsInRecord(site, subject)).toEqual(['post-covered']);
    const row = await site.database.prisma.decision.findUniqueOrThrow({ where: { id: decision } });
    expect(JSON.stringify(row)).not.toContain(PHONE);
  });
});

describe('other texts with the same words', () => {
  test('are theirs: each becomes a case of its own, quotes too, and none is changed', async () => {
    const phone = '07 55 44 33 22';
    const { postId, id: thread } = await makeThread(site, { text: `Appelez le ${phone} vite.` });
    const member = await makeMember(site);
    const quote = `> [Ana, message 1](/p/${postId})\n> Appelez le ${phone} vite.\n\nNon.`;
    const quoting = await makePost(site, thread, { member, text: quote });
    const longer = await makePost(site, thread, { member, text: `Le 1${phone}9.` });
    const { id: review } = await makeReview(site, { text: `Son numéro\u00A0: ${phone}.` });
    const hands = await makeHands(site);
    await decide(site, hands, { kind: 'post', id: postId }, 'cover', { words: [phone] });
    const opened = async (subject: string) =>
      (await site.database.prisma.moderationCase.findMany({ where: { subject } })).map(
        ({ origin, reason, state }) => [origin, reason, state],
      );
    const expected = [['detector', 'personal-data', 'open']];
    expect(await opened(`post/${quoting}`)).toEqual(expected);
    expect(await opened(`review/${review}`)).toEqual(expected);
    expect(await opened(`post/${longer}`)).toEqual([]);
    expect(await textOf(`post/${quoting}`)).toBe(quote);
  });
});

test('a second covering adds to the first', async () => {
  const { subject } = await makeCoveredPost(site, { moderator, second });
  const flagger = await makeMember(site);
  const flagged = await flagSubjectAs(site, subject, flagger, { reason: 'illegal' });
  expect(flagged.statusCode, flagged.body).toBe(201);
  const { id: caseId } = await site.database.prisma.moderationCase.findFirstOrThrow({
    where: { subject, state: { not: 'closed' } },
  });
  const more = { ...COVER_FIELDS, words: 'le chef', facts: 'Le texte désigne une personne.' };
  const proposed = await proposeMeasureAs(site, caseId, moderator, more);
  expect(proposed.statusCode, proposed.body).toBe(200);
  expect((await answerProposalAs(site, caseId, second)).statusCode).toBe(200);
  expect(await textOf(subject)).toBe(COVERED_TEXT.replace('le chef', MARK));
});
