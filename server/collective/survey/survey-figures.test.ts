import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { SURVEY_QUESTIONS, type SurveyAnswers } from '#shared/collective/survey-questions.ts';
import { MIN_CELL_ANSWERS, computeSurveyFigures, type Draws } from './survey-figures.ts';

/** Seeded numbers from 0 to 1. */
function drawsOf(seed: string, monday = 0): Draws {
  const draw = (name: string): number =>
    createHmac('sha256', seed).update(name).digest().readUInt32BE(0) / 2 ** 32;
  return { ofYear: draw, ofMonday: (name) => draw(`${monday} ${name}`) };
}

function numbers(seed: string): () => number {
  let nth = 0;
  return () => {
    nth += 1;
    return createHmac('sha256', seed).update(String(nth)).digest().readUInt32BE(0) / 2 ** 32;
  };
}

const times = (count: number, answers: SurveyAnswers): SurveyAnswers[] =>
  Array.from({ length: count }, () => answers);
const bySex = (woman: number, man: number, other: number): SurveyAnswers[] => [
  ...times(woman, { sex: ['woman'] }),
  ...times(man, { sex: ['man'] }),
  ...times(other, { sex: ['other'] }),
];
const countsOf = (answers: SurveyAnswers[], id: string, seed = 'a') => {
  const { cells = {} } = computeSurveyFigures(answers, 0, drawsOf(seed)).questions[id] ?? {};
  return Object.fromEntries(Object.entries(cells).map(([answer, { count }]) => [answer, count]));
};

describe('what is shown', () => {
  test('counts near the true ones, as multiples of five', () => {
    const shown = countsOf(bySex(63, 47, 31), 'sex');
    for (const [answer, count] of Object.entries({ woman: 63, man: 47, other: 31 })) {
      expect(Math.abs((shown[answer] ?? -99) - count)).toBeLessThan(5);
      expect((shown[answer] ?? 1) % 5).toBe(0);
    }
  });

  test('nothing of a question that fewer than ten answered', () => {
    const figures = computeSurveyFigures(times(9, { sex: ['woman'] }), 0, drawsOf('a'));
    expect(figures.questions['sex']?.base).toBeNull();
    expect(countsOf(times(9, { sex: ['woman'] }), 'sex')).toMatchObject({ woman: null });
  });

  test('no small cell, nor the one from which it could be computed', () => {
    expect(countsOf(bySex(60, 40, 3), 'sex')).toMatchObject({ man: null, other: null });
    expect(countsOf(bySex(60, 40, 0), 'sex')).toMatchObject({ man: null, other: null });
  });

  test('nothing where all but few say the same', () => {
    expect(countsOf(bySex(60, 3, 3), 'sex')).toEqual({ woman: null, man: null, other: null });
    const many = [...times(60, { motives: ['money'] }), ...times(4, { motives: ['home'] })];
    expect(countsOf(many, 'motives')).toMatchObject({ money: null, home: null });
  });

  test('weighs by activity where each class has enough, and says how many answers that is worth', () => {
    const of = (hours: string, women: number, men: number): SurveyAnswers[] => [
      ...times(women, { hours: [hours], sex: ['woman'] }),
      ...times(men, { hours: [hours], sex: ['man'] }),
      ...times(20, { hours: [hours], sex: ['other'] }),
    ];
    const all = [...of('rarely', 80, 20), ...of('monthly', 40, 60), ...of('10-20', 30, 190)];
    const { sex, age } = computeSurveyFigures(all, 0, drawsOf('a')).questions;
    // 210 / 260 × 80 / 120 + 35 / 260 × 40 / 120 + 15 / 260 × 30 / 240 = 59.1 %, counts being rounded.
    expect(Math.abs((sex?.cells['woman']?.weighted ?? 0) - 59)).toBeLessThan(5);
    expect(sex?.effective).toBeGreaterThan(150);
    expect(sex?.effective).toBeLessThan(210);
    expect(age?.effective).toBeNull();
    // Among the regular ones fewer than ten.
    const few = [...of('rarely', 80, 20), ...of('monthly', 4, 60), ...of('10-20', 30, 190)];
    const weighed = computeSurveyFigures(few, 0, drawsOf('a')).questions['sex'];
    expect(weighed?.cells['woman']).toMatchObject({ weighted: null });
    expect(weighed?.cells['man']?.weighted).toBeGreaterThan(0);
  });
});

test('over random answers no shown number is of fewer than ten, or leaves fewer', () => {
  const next = numbers('random answers');
  const pick = <Of>(all: readonly Of[]): Of => all[Math.floor(next() ** 3 * all.length)] as Of;
  for (let round = 0; round < 60; round += 1) {
    const all = Array.from({ length: 20 + Math.floor(next() * 300) }, () =>
      Object.fromEntries(
        SURVEY_QUESTIONS.filter(() => next() > 0.2).map(({ id, answers }) => [
          id,
          [pick(answers as readonly string[])],
        ]),
      ),
    ) as SurveyAnswers[];
    const figures = computeSurveyFigures(all, 0, drawsOf(`round ${round}`));
    for (const { id, kind, answers } of SURVEY_QUESTIONS) {
      const given = all.flatMap((one) => one[id] ?? []);
      const count = (answer: string): number => given.filter((one) => one === answer).length;
      const cells = figures.questions[id]?.cells ?? {};
      const shown = answers.filter((answer) => cells[answer]?.count !== null);
      for (const answer of shown) {
        expect(count(answer)).toBeGreaterThanOrEqual(MIN_CELL_ANSWERS);
        expect(given.length - count(answer)).toBeGreaterThanOrEqual(MIN_CELL_ANSWERS);
      }
      const hidden = answers.filter((answer) => !(shown as readonly string[]).includes(answer));
      if (kind === 'many' || shown.length === 0 || hidden.length === 0) continue;
      expect(hidden.length).toBeGreaterThan(1);
      const left = hidden.reduce((sum, answer) => sum + count(answer), 0);
      expect(left).toBeGreaterThanOrEqual(MIN_CELL_ANSWERS);
    }
  }
});

/**
 * Puppets fill nineteen of the twenty places of each Monday, and know all that was answered before but
 * what one honest member said each Monday. They want to know what she said, from the figures before and
 * after. Which cell first appears is not tried: it tells once a cell.
 */
describe('puppets in nineteen of twenty places', () => {
  const ANSWERS = ['woman', 'man', 'other'] as const;
  const ROUNDS = 200;

  /** The published counts of this many Mondays, less what the puppets know of them. */
  function follow(seed: string, mondays: number): { said: number[]; seen: number[][] } {
    const next = numbers(seed);
    const true_ = [204, 204, 204];
    const known = [204, 204, 204];
    const said: number[] = [];
    const seen: number[][] = [];
    for (let monday = 0; monday < mondays; monday += 1) {
      if (monday > 0) {
        const honest = Math.floor(next() * 3);
        said.push(honest);
        true_[honest] = (true_[honest] ?? 0) + 1;
        // Places that keep the puppets' own counts where one more shows best.
        for (const [nth, more] of [5, 5, 5].entries()) {
          true_[nth] = (true_[nth] ?? 0) + more;
          known[nth] = (known[nth] ?? 0) + more;
        }
      }
      const [woman = 0, man = 0, other = 0] = true_;
      const { cells = {} } =
        computeSurveyFigures(bySex(woman, man, other), 0, drawsOf(seed, monday)).questions['sex'] ??
        {};
      seen.push(ANSWERS.map((answer, nth) => (cells[answer]?.count ?? 0) - (known[nth] ?? 0)));
    }
    return { said, seen };
  }

  const largest = (values: readonly number[]): number => values.indexOf(Math.max(...values));
  const meanOf = (rows: readonly number[][]): number[] =>
    ANSWERS.map((_, nth) => rows.reduce((sum, row) => sum + (row[nth] ?? 0), 0) / rows.length);

  test('learn from one Monday to the next little more than by guessing', () => {
    let right = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const { said, seen } = follow(`two ${round}`, 2);
      const [before = [], after = []] = seen;
      right += largest(after.map((count, nth) => count - (before[nth] ?? 0))) === said[0] ? 1 : 0;
    }
    console.log(`one Monday: ${Math.round((100 * right) / ROUNDS)} % right, 33 % by guessing`);
    expect(right / ROUNDS).toBeLessThan(0.5);
  });

  test('learn more from all Mondays of half a year, with 456 accounts, and are often wrong', () => {
    let right = 0;
    for (let round = 0; round < ROUNDS / 4; round += 1) {
      const { said, seen } = follow(`many ${round}`, 25);
      const [before, after] = [meanOf(seen.slice(0, 13)), meanOf(seen.slice(13))];
      // The twelve others said as often one thing as another.
      right += largest(after.map((count, nth) => count - (before[nth] ?? 0))) === said[12] ? 1 : 0;
    }
    console.log(`25 Mondays: ${Math.round((400 * right) / ROUNDS)} % right, 33 % by guessing`);
    expect(right / (ROUNDS / 4)).toBeLessThan(0.7);
  });
});
