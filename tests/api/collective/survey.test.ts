import { randomBytes } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { moveBatches } from '#server/collective/pledge-slots/move-batches.ts';
import { SURVEY_BATCHES } from '#server/collective/survey/answer-batches.ts';
import { moveAllWaitingRecords } from '#server/collective/pledges/open-slots.ts';
import { SURVEY_QUESTIONS, type SurveyAnswers } from '#shared/collective/survey-questions.ts';
import type { SurveyResults } from '#shared/collective/survey.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { makeMember, makePayout, type TestMember } from '#tests/support/factories.ts';
import { sequence } from '#tests/support/log-sequencer.ts';
import {
  askForSurveyToken,
  findSurvey,
  openSurvey,
  prepareAnswer,
  runSurveyJob,
  sendAnswer,
} from '#tests/support/survey.ts';

/** The yearly survey: one answer a member, which nothing leads to her. */

const DAY_MS = 86_400_000;
const YEAR = 2026;

let site: TestApp;
let member: TestMember;
beforeAll(async () => {
  site = await createTestApp();
  site.clock.now = new Date(`${YEAR}-06-10T10:00:00Z`);
  await openSurvey(site);
});
beforeEach(async () => {
  member = await makeMember(site, { established: true });
});

const codeOf = (answer: { json: () => unknown }) =>
  (answer.json() as { error: { code: string } }).error.code;
const move = (options: { all?: boolean } = { all: true }) =>
  moveBatches(site, [SURVEY_BATCHES], options);
const rows = (year = YEAR) => site.database.prisma.surveyAnswer.count({ where: { year } });
async function ownSurvey({ cookie } = member) {
  const survey = await findSurvey(site, cookie);
  if (survey === null) throw new Error('no survey');
  return survey;
}
/** Sends one answer of a new member; it goes to the table at once. */
async function answer(answers: SurveyAnswers, who?: TestMember): Promise<void> {
  const from = who ?? (await makeMember(site, { established: true }));
  const survey = await ownSurvey(from);
  const signed = await askForSurveyToken(site, from.cookie, survey);
  expect((await sendAnswer(site, survey.year, signed, answers)).statusCode).toBe(200);
}

describe('a token', () => {
  test('is there for established members, and for whoever has evidence and thirty days', async () => {
    expect(await ownSurvey()).toMatchObject({ year: YEAR, issued: false });
    const newcomer = await makeMember(site);
    await makePayout(site, { member: newcomer });
    expect(await findSurvey(site, newcomer.cookie)).toBeNull();
    const { prisma } = site.database;
    const createdAt = new Date(site.clock.now.getTime() - 31 * DAY_MS);
    await prisma.member.update({ where: { id: newcomer.id }, data: { createdAt } });
    expect(await findSurvey(site, newcomer.cookie)).toMatchObject({ year: YEAR });
    const silent = await makeMember(site);
    await prisma.member.update({ where: { id: silent.id }, data: { createdAt } });
    expect(await findSurvey(site, silent.cookie)).toBeNull();
    const { blinded } = prepareAnswer(await ownSurvey());
    const refused = await site.post('/api/me/survey-token', { blinded }, silent.cookie);
    expect([refused.statusCode, codeOf(refused)]).toEqual([403, 'not-allowed']);
  });

  test('is given once: the same bytes again get the same, others none', async () => {
    const survey = await ownSurvey();
    const { blinded } = prepareAnswer(survey);
    const ask = (what: string) =>
      site.post('/api/me/survey-token', { blinded: what }, member.cookie);
    const [first, again] = [await ask(blinded), await ask(blinded)];
    expect(first.headers['cache-control']).toBe('private, no-store');
    expect(again.json()).toEqual(first.json());
    const other = await ask(prepareAnswer(survey).blinded);
    expect([other.statusCode, codeOf(other)]).toEqual([409, 'token-taken']);
    expect(await ownSurvey()).toMatchObject({ issued: true });
  });

  test('names nobody: its row has an alias, and nothing of an answer', async () => {
    await askForSurveyToken(site, member.cookie, await ownSurvey());
    const held = await site.database.prisma.surveyTokenHolder.findMany();
    expect(Object.keys(held[0] ?? {}).toSorted()).toEqual(['alias', 'blindedHash', 'year']);
    expect(JSON.stringify(held)).not.toContain(member.id);
  });

  test('is refused signed out, and for what is no number below the modulus', async () => {
    const { blinded } = prepareAnswer(await ownSurvey());
    expect((await site.post('/api/me/survey-token', { blinded })).statusCode).toBe(401);
    expect((await site.get('/api/me/survey-token')).statusCode).toBe(401);
    const large = Buffer.alloc(256, 255).toString('base64');
    const refused = await site.post('/api/me/survey-token', { blinded: large }, member.cookie);
    expect(refused.statusCode).toBe(422);
  });
});

describe('an answer', () => {
  test('is taken without a cookie, once, however often it is sent, and never changes', async () => {
    const survey = await ownSurvey();
    const signed = await askForSurveyToken(site, member.cookie, survey);
    const before = await rows();
    const sent = await sendAnswer(site, YEAR, signed, { sex: ['woman'] });
    expect(sent.json()).toEqual({ kept: true });
    expect((await sendAnswer(site, YEAR, signed, { sex: ['man'] })).statusCode).toBe(200);
    await move();
    expect((await sendAnswer(site, YEAR, signed, { sex: ['man'] })).statusCode).toBe(200);
    await move();
    expect(await rows()).toBe(before + 1);
    const key = Uint8Array.from(Buffer.from(signed.key, 'base64'));
    const row = await site.database.prisma.surveyAnswer.findUniqueOrThrow({
      where: { year_key: { year: YEAR, key } },
    });
    expect(row.answers).toEqual({ sex: ['woman'] });
    expect(Object.keys(row).toSorted()).toEqual(['answers', 'key', 'prefix', 'signature', 'year']);
  });

  test('may leave out any question, and all of them', async () => {
    const before = await rows();
    await answer({});
    for (const { id, answers } of SURVEY_QUESTIONS) await answer({ [id]: [answers[0]] });
    await move();
    expect(await rows()).toBe(before + 1 + SURVEY_QUESTIONS.length);
  });

  test('of every question at its longest fits into a slot and the padded body', async () => {
    const longest = Object.fromEntries(
      SURVEY_QUESTIONS.map(({ id, answers, ...more }) => [
        id,
        answers
          .toSorted((one: string, other: string) => other.length - one.length)
          .slice(0, 'most' in more ? more.most : 1),
      ]),
    );
    const before = await rows();
    await answer(longest);
    expect(JSON.stringify(longest).length).toBeLessThan(1_200);
    await move();
    expect(await rows()).toBe(before + 1);
  });

  test('is refused with a signature of nobody, of another key or another year', async () => {
    const survey = await ownSurvey();
    const signed = await askForSurveyToken(site, member.cookie, survey);
    const random = (bytes: number): string => randomBytes(bytes).toString('base64');
    for (const changes of [
      { signature: random(256) },
      { key: random(32) },
      { prefix: random(32) },
    ]) {
      const refused = await sendAnswer(site, YEAR, { ...signed, ...changes });
      expect([refused.statusCode, codeOf(refused)]).toEqual([403, 'bad-signature']);
    }
    const later = await sendAnswer(site, YEAR + 1, signed);
    expect(codeOf(later)).toBe('not-open');
  });

  test('is refused with an unknown, doubled or second answer, or an unknown question', async () => {
    const signed = await askForSurveyToken(site, member.cookie, await ownSurvey());
    for (const answers of [
      { sex: ['queen'] },
      { sex: ['woman', 'man'] },
      { sex: [] },
      { motives: ['money', 'money'] },
      { motives: ['money', 'hours', 'home', 'interest'] },
      { pseudonym: ['moi'] },
    ]) {
      const refused = await sendAnswer(site, YEAR, signed, answers as SurveyAnswers);
      expect([answers, refused.statusCode]).toEqual([answers, 422]);
    }
  });

  test('waits for its batch until there are ten of them, or a day is over', async () => {
    await move();
    const before = await rows();
    for (let nth = 0; nth < 9; nth += 1) await answer({ sex: ['woman'] });
    await move({});
    expect(await rows()).toBe(before);
    await answer({ sex: ['woman'] });
    await move({});
    expect(await rows()).toBe(before + 10);
    await answer({ sex: ['man'] });
    for (let turn = 1; turn < SURVEY_BATCHES.maxRuns; turn += 1) await site.slots.turn();
    expect(await rows()).toBe(before + 10);
    await move({});
    expect(await rows()).toBe(before + 11);
  });

  test('is in the table before a backup', async () => {
    await move();
    const before = await rows();
    await answer({});
    const settings = { dataDir: site.dataDir, secretKey: null, s3: null };
    await moveAllWaitingRecords(settings, site.database);
    expect(await rows()).toBe(before + 1);
    await move();
    expect(await rows()).toBe(before + 1);
  });
});

describe('figures', () => {
  const read = async (path = '/api/survey') => (await site.get(path)).json<SurveyResults>();

  test('appear once twenty have answered, stay for the week, and change for twenty more', async () => {
    site.clock.now = new Date(`${YEAR}-07-08T10:00:00Z`);
    await site.database.prisma.surveyAnswer.deleteMany();
    expect(await read()).toMatchObject({ year: YEAR, publishedOn: null, figures: null });
    for (let nth = 0; nth < 19; nth += 1) await answer({ motives: ['money'] });
    await move();
    await runSurveyJob(site);
    expect((await read()).figures).toBeNull();
    for (let nth = 0; nth < 19; nth += 1) await answer({ motives: ['home'] });
    await move();
    await runSurveyJob(site);
    const first = await read();
    expect(first).toMatchObject({ years: [YEAR], publishedOn: `${YEAR}-07-06` });
    expect(first.figures?.questions['motives']?.cells['money']?.count).toBeGreaterThanOrEqual(15);
    expect(first.figures?.questions['motives']?.cells['hours']?.count).toBeNull();
    for (let nth = 0; nth < 20; nth += 1) await answer({ motives: ['home'] });
    await move();
    await runSurveyJob(site);
    expect(await read()).toEqual(first);
    site.clock.now = new Date(`${YEAR}-07-13T00:30:00Z`);
    await runSurveyJob(site);
    expect(await read()).toMatchObject({ publishedOn: `${YEAR}-07-13` });
    expect((await site.get('/api/survey?year=1789')).statusCode).toBe(422);
  });

  test('and the key are in the record, and no answer is in any answer of the site', async () => {
    await sequence(site);
    const act = (await site.get(`/api/survey/${YEAR}/key-act`)).json<{ content: string }>();
    const { publicKey } = await ownSurvey();
    expect(JSON.parse(act.content)).toEqual({ id: String(YEAR), publicKey });
    expect((await site.get(`/api/survey/${YEAR + 1}/key-act`)).statusCode).toBe(404);
    const kinds = await site.database.prisma.recordEntry.findMany({
      where: { subject: { startsWith: 'survey' } },
      select: { kind: true },
      distinct: ['kind'],
      orderBy: { kind: 'asc' },
    });
    expect(kinds.map(({ kind }) => kind)).toEqual(['survey-figures-published', 'survey-key-told']);
  });
});

test('the end of the year takes waiting answers into the last figures, then deletes all but these', async () => {
  const { prisma } = site.database;
  site.clock.now = new Date(`${YEAR}-12-31T23:00:00Z`);
  await move();
  const before = await rows();
  for (let nth = 0; nth < 20; nth += 1) await answer({ age: ['25-34'] });
  const late = await askForSurveyToken(site, member.cookie, await ownSurvey());
  site.clock.now = new Date(`${YEAR + 1}-01-01T00:10:00Z`);
  await runSurveyJob(site);
  await sequence(site);
  const results = (await site.get(`/api/survey?year=${YEAR}`)).json<SurveyResults>();
  expect(results.figures?.answered).toBeGreaterThanOrEqual(before + 16);
  expect([await rows(), await prisma.surveyTokenHolder.count({ where: { year: YEAR } })]).toEqual([
    0, 0,
  ]);
  const year = await prisma.surveyYear.findUniqueOrThrow({ where: { year: YEAR } });
  expect([year.privateKey, year.keySlot, year.keyCheck]).toEqual([null, null, null]);
  expect(codeOf(await sendAnswer(site, YEAR, late))).toBe('not-open');
  expect(site.slots.answersOf(YEAR)).toEqual([]);
  // The next one is open, and what was signed for the last does not count there.
  expect(await ownSurvey()).toMatchObject({ year: YEAR + 1, issued: false });
  expect(codeOf(await sendAnswer(site, YEAR + 1, late))).toBe('bad-signature');
});
