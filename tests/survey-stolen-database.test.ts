import { randomInt } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { moveBatches } from '#server/collective/pledge-slots/move-batches.ts';
import { SURVEY_BATCHES } from '#server/collective/survey/answer-batches.ts';
import { openSecrets } from '#server/core/secrets.ts';
import { col, statement } from '#server/database/sql.ts';
import { SURVEY_QUESTIONS } from '#shared/collective/survey-questions.ts';
import { createTestApp, type TestApp } from '#tests/support/app.ts';
import { platformId } from '#tests/support/factories.ts';
import { LONG } from '#tests/support/full-length-runs.ts';
import { readSlots } from '#tests/support/pledge-slots.ts';
import {
  WAYS_OF_THIEF,
  makeSilentMembers,
  prepareThief,
  type KeyOf,
  type OrderThief,
  type Verdict,
} from '#tests/support/stolen-order.ts';
import { askForSurveyToken, findSurvey, openSurvey, sendAnswer } from '#tests/support/survey.ts';

/**
 * The thief of stolen-order.ts, with answers to the survey. Each member answers right after her token,
 * which helps him most, and he is told which answers came in one batch. Within a batch he must link no
 * answer with the member who gave it better than by chance; see boycott-stolen-database.test.ts.
 */

const MEMBERS = LONG ? 500 : 300;
/** Each a test of its own, so that none is long. */
const PARTS = MEMBERS / 50;
const DEVIATIONS = 6;
const YEAR = 2026;

let site: TestApp;
let cookies: string[];
let thief: OrderThief;

beforeAll(async () => {
  site = await createTestApp();
  site.clock.now = new Date(`${YEAR}-11-18T10:00:00Z`);
  thief = await prepareThief(site, 'survey_answer');
  afterAll(() => thief.stop());
  await openSurvey(site);
  cookies = await makeSilentMembers(site, MEMBERS, await platformId(site, 'clickworker'));
});

/** One answer to some of the questions, as a member would choose them. */
function drawAnswers(): Record<string, string[]> {
  return Object.fromEntries(
    SURVEY_QUESTIONS.filter(() => randomInt(5) > 0).map(({ id, answers }) => [
      id,
      [answers[randomInt(answers.length)] ?? ''],
    ]),
  );
}

test.each(Array.from({ length: PARTS }, (_, part) => part + 1))(
  'members answer, each right after her token: part %i',
  async (part) => {
    const survey = await findSurvey(site, cookies[0] ?? '');
    if (survey === null) throw new Error('no survey');
    const end = (part * MEMBERS) / PARTS;
    while (thief.people() < end) {
      const batch = thief.people();
      const size = Math.min(randomInt(8, 30), end - batch);
      for (let nth = 0; nth < size; nth += 1) {
        const signed = await askForSurveyToken(site, cookies[thief.people()] ?? '', survey);
        const answer = await sendAnswer(site, YEAR, signed, drawAnswers());
        expect(answer.json()).toEqual({ kept: true });
        await thief.note(signed.key, batch);
      }
      await thief.lookAtSlots();
      await moveBatches(site, [SURVEY_BATCHES], { all: true });
      site.clock.now = new Date(site.clock.now.getTime() + 60_000);
    }
    expect(await site.database.prisma.surveyAnswer.count()).toBe(end);
  },
);

test('the thief knows in which order the tokens were issued, and all answered', async () => {
  const tokens = await site.database.sql(
    statement(
      { times: col.int },
      'SELECT count(DISTINCT xmin::text)::int AS times FROM survey_token_holder',
    ),
  );
  expect(tokens[0]?.times).toBe(MEMBERS);
  expect(await thief.keysInTable()).toEqual(thief.keys());
});

test('all answers of the table were written by one transaction', async () => {
  const rows = await site.database.sql(
    statement(
      { times: col.int },
      'SELECT count(DISTINCT xmin::text)::int AS times FROM survey_answer',
    ),
  );
  expect(rows[0]?.times).toBe(1);
});

/** Figures that docs/threat-model.md repeats. */
function print(way: string, { people, linked, batches, deviations }: Verdict): void {
  console.log(
    `${way}: ${linked} of ${people} linked, ${batches} by chance; ${deviations.toFixed(1)} deviations`,
  );
}

describe.each(WAYS_OF_THIEF)('by %s', (name) => {
  const judge = async (of: KeyOf): Promise<Verdict> => {
    const found = thief.ways.find(([way]) => way === name);
    if (found === undefined) throw new Error(`no way ${name}`);
    const verdict = await found[1](of);
    print(`${of === 'key' ? 'answers' : 'plain rows'}, ${name}`, verdict);
    return verdict;
  };

  test('he links no answer better than chance', async () => {
    const { people: found, linked, deviations, batches } = await judge('key');
    expect(found).toBeGreaterThan(MEMBERS * 0.9);
    expect(Math.abs(deviations)).toBeLessThan(DEVIATIONS);
    expect(linked).toBeLessThan(batches + DEVIATIONS * Math.sqrt(batches));
  });

  test('he links rows that are written one by one, so his method works', async () => {
    const { people: found, linked, deviations } = await judge('twin');
    expect(found).toBeGreaterThan(MEMBERS * 0.9);
    expect(linked).toBeGreaterThan(found * 0.5);
    expect(deviations).toBeGreaterThan(2 * DEVIATIONS);
  });
});

test('by the slots before each batch, opened with the secret, he links no better either', () => {
  const found = thief.bySlots();
  print('answers, the slots before each batch', found);
  expect(found.people).toBe(MEMBERS);
  expect(Math.abs(found.deviations)).toBeLessThan(DEVIATIONS);
  expect(found.linked).toBeLessThan(found.batches + DEVIATIONS * Math.sqrt(found.batches));
});

test('over the whole table the order of rows tells nothing, not even the batch', async () => {
  const found = await thief.overTheTable();
  print('answers, the whole table', found);
  expect(Math.abs(found.deviations)).toBeLessThan(DEVIATIONS);
});

test('the slots keep nothing once the batches ran', async () => {
  const key = openSecrets(null, site.dataDir).keyFor('waiting pledges');
  for (const name of readdirSync(join(site.dataDir, 'pledges'))) {
    expect(await readSlots(join(site.dataDir, 'pledges', name), key)).toEqual([]);
  }
});
