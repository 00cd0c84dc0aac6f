import { describe, expect, test } from 'vitest';
import type { TaskFigures } from '#shared/evidence/tasks.ts';
import { turkopticonClientFigures } from '#shared/site/turkopticon-compatibility.ts';
import { computeLegacyFigures } from './legacy-figures.ts';
import {
  computeTestAttrs,
  computeTestLegacy,
  computeTestView,
  makeReviewFacts,
  makeTaskFigures,
  paidHourly,
} from './legacy-figures.testing.ts';

const NOTHING = {
  reward: [0, 0, 0],
  pending: 0,
  comm: [0, 0, 0],
  recommend: [0, 0, 0],
  rejected: [0, 0, 0],
  tos: [0, 0],
  broken: [0, 0],
};

const refusing = (share: number): Pick<TaskFigures, 'refused'> => ({
  refused: { share, withoutReasonShare: 0, members: 10 },
});

describe('a client without a report or review', () => {
  test('has no marks, no sums and no view, never a made-up figure', () => {
    expect(computeTestLegacy(null)).toEqual({
      aliases: ['NT'],
      attrs: null,
      aggregates: null,
      view: null,
    });
  });

  test('names itself once among its aliases', () => {
    const nobody = { tasks: null, recentTasks: null, reviews: [], rates: [] };
    const { aliases } = computeLegacyFigures({ ...nobody, name: 'Noah', aliases: ['Noah', 'NT'] });
    expect(aliases).toEqual(['NT']);
  });
});

describe('attrs', () => {
  test('are means of the marks with two decimals, each under its old name', () => {
    const attrs = computeTestAttrs(null, [
      makeReviewFacts({ authorKey: 'a', communication: 1, pay: 2, fairness: 3, speed: 5 }),
      makeReviewFacts({ authorKey: 'b', communication: 2, pay: 2, fairness: 4, speed: 5 }),
      makeReviewFacts({ authorKey: 'c', communication: 2, pay: 3, fairness: 5, speed: 5 }),
    ]);
    expect(attrs.attrs).toEqual({ comm: '1.67', pay: '2.33', fair: '4.00', fast: '5.00' });
    expect(attrs.reviews).toBe(3);
  });

  test('give who reviewed two clients that are one a single voice', () => {
    const attrs = computeTestAttrs(null, [
      makeReviewFacts({ authorKey: 'a', pay: 1 }),
      makeReviewFacts({ authorKey: 'a', pay: 1 }),
      makeReviewFacts({ authorKey: 'a', pay: 1 }),
      makeReviewFacts({ authorKey: 'b', pay: 5 }),
    ]);
    expect(attrs.attrs.pay).toBe('3.00');
  });

  test('count the members who flag the terms of service', () => {
    const flagged = makeTaskFigures({ ...paidHourly(1_000), breaksTerms: 5 });
    expect(computeTestAttrs(flagged).tos_flags).toBe(5);
  });

  test.each([
    [0, 0],
    [399, 0],
    [400, 1],
    [699, 1],
    [700, 2],
    [999, 2],
    [1_000, 3],
    [1_499, 3],
    [1_500, 4],
    [9_000, 4],
  ])('a median of %i cents an hour puts all members into bucket %i of pay', (cents, bucket) => {
    const attrs = computeTestAttrs(makeTaskFigures(paidHourly(cents)));
    expect(attrs.pay_buckets.map(([, members]) => members)).toEqual(
      [0, 1, 2, 3, 4].map((index) => (index === bucket ? 5 : 0)),
    );
  });
});

describe('attrs of a client with reports alone', () => {
  test.each([
    [399, '1.00'],
    [400, '2.00'],
    [725, '3.00'],
    [1_000, '4.00'],
    [1_500, '5.00'],
  ])('%i cents an hour are a mark of %s for pay, by members and not by reviews', (cents, pay) => {
    const { attrs, reviews } = computeTestAttrs(makeTaskFigures(paidHourly(cents)));
    expect([attrs, reviews]).toEqual([{ pay }, 10]);
  });

  test.each<[Partial<TaskFigures>, object]>([
    [{ answered: { share: 0, members: 5 } }, { comm: '1.00' }],
    [{ answered: { share: 0.5, members: 5 } }, { comm: '3.00' }],
    [{ medianApprovalDays: 0 }, { fast: '5.00' }],
    [{ medianApprovalDays: 30 }, { fast: '1.00' }],
    [refusing(0), { fair: '5.00' }],
    [refusing(0.05), { fair: '4.00' }],
    [refusing(0.1), { fair: '3.00' }],
    [refusing(0.05 * 3), { fair: '2.00' }],
    [refusing(0.25), { fair: '1.00' }],
  ])('%j gives %j beside it, and no other mark', (figures, marks) => {
    const { attrs } = computeTestAttrs(makeTaskFigures({ ...paidHourly(1_500), ...figures }));
    expect(attrs).toEqual({ pay: '5.00', ...marks });
  });

  test('are none where nobody measured the pay', () => {
    expect(computeTestLegacy(makeTaskFigures(refusing(0))).attrs).toBeNull();
    expect(computeTestLegacy(makeTaskFigures(paidHourly(1_000, 'INR'))).attrs).toBeNull();
  });

  test('leave the marks that members gave as they are', () => {
    const tasks = makeTaskFigures({ ...paidHourly(1_500), ...refusing(0.5) });
    const { attrs, reviews } = computeTestAttrs(tasks, [makeReviewFacts({ pay: 2, fairness: 4 })]);
    expect([attrs, reviews]).toEqual([
      { comm: '3.00', pay: '2.00', fair: '4.00', fast: '3.00' },
      1,
    ]);
  });
});

const NONE = { all: null, recent: NOTHING };

describe('aggregates', () => {
  test('count nothing in a time without a report', () => {
    expect(computeTestLegacy(makeTaskFigures()).aggregates?.recent).toEqual(NOTHING);
  });

  test.each<[string, Partial<TaskFigures>, Partial<Record<string, unknown>>]>([
    ['the dollars of an hour and its seconds', paidHourly(1_000), { reward: [10, 3_600, 5] }],
    ['euros become dollars', paidHourly(1_000, 'EUR'), { reward: [12, 3_600, 5] }],
    ['a currency without a rate is left out', paidHourly(1_000, 'INR'), { reward: [0, 0, 0] }],
    ['no time, no reward', {}, { reward: [0, 0, 0] }],
    ['approval in three days', { medianApprovalDays: 3 }, { pending: 259_200 }],
    ['half answered', { answered: { share: 0.5, members: 10 } }, { comm: [5, 10, 10] }],
    ['nobody answered', { answered: { share: 0, members: 5 } }, { comm: [0, 5, 10] }],
    ['all recommend', { recommends: { share: 1, members: 5 } }, { recommend: [5, 5, 10] }],
    [
      'a fifth refused',
      { refused: { share: 0.2, withoutReasonShare: 0, members: 10 } },
      { rejected: [2, 10, 10] },
    ],
    ['against the terms', { breaksTerms: 5 }, { tos: [5, 10] }],
    ['nothing of broken runs', {}, { broken: [0, 0] }],
  ])('%s', (_, overrides, expected) => {
    const { all } = computeTestLegacy(makeTaskFigures(overrides)).aggregates ?? NONE;
    expect(all).toMatchObject(expected);
  });

  test('tell the recent ones apart', () => {
    const recentTasks = makeTaskFigures({ members: 5 });
    const { all, recent } =
      computeTestLegacy(makeTaskFigures(), [], recentTasks).aggregates ?? NONE;
    expect([all?.tos, recent.tos]).toEqual([
      [0, 10],
      [0, 5],
    ]);
  });
});

describe('the view of a client', () => {
  test.each([
    [399, 'Underpaid', 'danger'],
    [400, 'Low', 'danger'],
    [725, 'Fair', 'warning'],
    [1_000, 'Good', 'success'],
    [1_500, 'Generous', 'success'],
  ])('%i cents an hour are %s', (cents, text, colour) => {
    const tasks = makeTaskFigures(paidHourly(cents));
    const { wages, ratings } = computeTestView(tasks, [makeReviewFacts({ pay: 3 })]);
    expect(ratings.pay).toMatchObject({ text, class: colour });
    expect(wages.average.class).toBe(colour);
  });

  test.each([
    [1, 'Underpaid'],
    [2, 'Low'],
    [3, 'Fair'],
    [4, 'Good'],
    [5, 'Generous'],
  ])('a mark of %i stands in where nobody measured: %s', (pay, text) => {
    expect(computeTestView(null, [makeReviewFacts({ pay })]).ratings.pay.text).toBe(text);
  });

  test.each([
    [0, 'Very fast'],
    [1, 'Very fast'],
    [3, 'Fast'],
    [7, 'Average'],
    [14, 'Slow'],
    [15, 'Very slow'],
  ])('approval after %i days is %s', (medianApprovalDays, text) => {
    const tasks = makeTaskFigures({ medianApprovalDays });
    const { ratings } = computeTestView(tasks, [makeReviewFacts({ speed: 3 })]);
    expect(ratings.fast.text).toBe(text);
  });

  test.each([
    [0, 'Unresponsive'],
    [0.2, 'Poor'],
    [0.4, 'Acceptable'],
    [0.6, 'Good'],
    [0.8, 'Excellent'],
  ])('a share of %d answered: %s', (share, text) => {
    const tasks = makeTaskFigures({ answered: { share, members: 5 } });
    expect(computeTestView(tasks).ratings.comm.text).toBe(text);
  });

  test('counts reviews where nobody reported a task', () => {
    expect(computeTestView(null, [makeReviewFacts()]).reviews).toBe(1);
  });

  test('counts members as reviews, and those whose share of the refusals that is', () => {
    const refused = { share: 0.3, withoutReasonShare: 0, members: 10 };
    const { reviews, rejections } = computeTestView(makeTaskFigures({ refused }));
    expect([reviews, rejections]).toEqual([10, 3]);
  });

  test('keeps to the schema whatever comes in', () => {
    const tasks = makeTaskFigures({
      ...paidHourly(725),
      answered: { share: 0.35, members: 5 },
      medianApprovalDays: 4,
    });
    const figures = computeTestLegacy(tasks, [makeReviewFacts()]);
    expect(turkopticonClientFigures.parse(figures)).toEqual(figures);
  });
});

test('twenty new accounts weigh in marks what one established member does', () => {
  const reviews = [
    ...[1, 2, 3, 4].map((index) =>
      makeReviewFacts({ authorKey: `e${index}`, established: true, pay: 5 }),
    ),
    ...Array.from({ length: 20 }, (_, index) =>
      makeReviewFacts({ authorKey: `n${index}`, pay: 1 }),
    ),
  ];
  expect(computeTestAttrs(null, reviews).attrs.pay).toBe('4.20');
});
