import { describe, expect, test } from 'vitest';
import type { TaskReportFigures } from '#shared/evidence/hourly-pay.ts';
import type { TestReportFacts } from '#shared/evidence/hourly-pay.testing.ts';
import { turkopticonClientFigures } from '#shared/site/turkopticon-compatibility.ts';
import { computeLegacyFigures } from './legacy-figures.ts';
import { computeTestLegacy, makeReportFacts, makeReviewFacts } from './legacy-figures.testing.ts';

const NOTHING = {
  reward: [0, 0, 0],
  pending: 0,
  comm: [0, 0, 0],
  recommend: [0, 0, 0],
  rejected: [0, 0, 0],
  tos: [0, 0],
  broken: [0, 0],
};

describe('a client without a report or review', () => {
  test('has no data in every shape, never a made-up figure', () => {
    const unknown = { class: 'muted', faicon: 'fa-question' };
    expect(computeTestLegacy([])).toEqual({
      aliases: ['NT'],
      attrs: {
        attrs: { comm: '0.00', pay: '0.00', fair: '0.00', fast: '0.00' },
        reviews: 0,
        tos_flags: 0,
        pay_buckets: [
          ['$0-$4', 0],
          ['$4-$7', 0],
          ['$7-$10', 0],
          ['$10-$15', 0],
          ['$15+', 0],
        ],
      },
      aggregates: { all: NOTHING, recent: NOTHING },
      view: {
        reviews: 0,
        user_reviews: 0,
        wages: { average: { wage: null, ...unknown }, user_average: { wage: null, ...unknown } },
        ratings: {
          pay: { text: 'No data', ...unknown },
          comm: { text: 'No data', ...unknown },
          fast: { text: 'No data', ...unknown },
        },
        rejections: 0,
        blocks: 0,
        thid: null,
      },
    });
  });

  test('names itself once among its aliases', () => {
    const nobody = { reports: [], reviews: [], rates: [], now: '2026-11-20' };
    const { aliases } = computeLegacyFigures({ ...nobody, name: 'Noah', aliases: ['Noah', 'NT'] });
    expect(aliases).toEqual(['NT']);
  });
});

describe('attrs', () => {
  test('are means of the marks with two decimals, each under its old name', () => {
    const { attrs } = computeTestLegacy(
      [],
      [
        makeReviewFacts({ authorKey: 'a', communication: 1, pay: 2, fairness: 3, speed: 5 }),
        makeReviewFacts({ authorKey: 'b', communication: 2, pay: 2, fairness: 4, speed: 5 }),
        makeReviewFacts({ authorKey: 'c', communication: 2, pay: 3, fairness: 5, speed: 5 }),
      ],
    );
    expect(attrs.attrs).toEqual({ comm: '1.67', pay: '2.33', fair: '4.00', fast: '5.00' });
    expect(attrs.reviews).toBe(3);
  });

  test('give who reviewed two clients that are one a single voice', () => {
    const { attrs } = computeTestLegacy(
      [],
      [
        makeReviewFacts({ authorKey: 'a', pay: 1 }),
        makeReviewFacts({ authorKey: 'a', pay: 1 }),
        makeReviewFacts({ authorKey: 'a', pay: 1 }),
        makeReviewFacts({ authorKey: 'b', pay: 5 }),
      ],
    );
    expect(attrs.attrs.pay).toBe('3.00');
  });

  test('count members, not reports, who flag the terms of service', () => {
    const flagged = makeReportFacts({ breaksTerms: true });
    const other = makeReportFacts({ authorKey: 'b', breaksTerms: true });
    expect(computeTestLegacy([flagged, flagged, other]).attrs.tos_flags).toBe(2);
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
  ])('%i cents an hour lie in bucket %i of pay', (cents, bucket) => {
    const { attrs } = computeTestLegacy([
      makeReportFacts({ rewardMinor: cents, paid: 1, totalSeconds: 3_600 }),
    ]);
    expect(attrs.pay_buckets.map(([, members]) => members)).toEqual(
      [0, 1, 2, 3, 4].map((index) => (index === bucket ? 1 : 0)),
    );
  });

  test('put a member into one bucket by all her time, unpaid time included', () => {
    const { attrs } = computeTestLegacy([
      makeReportFacts({ rewardMinor: 2_000, paid: 1, totalSeconds: 3_600 }),
      makeReportFacts({
        rewardMinor: 2_000,
        paid: 0,
        refusedWithoutReason: 3,
        totalSeconds: 10_800,
      }),
    ]);
    expect(attrs.pay_buckets[1]).toEqual(['$4-$7', 1]);
  });
});

describe('aggregates', () => {
  test.each<[string, TestReportFacts, Partial<Record<string, unknown>>]>([
    ['ten runs at half a dollar in half an hour', {}, { reward: [5, 1_800, 1] }],
    ['euros become dollars', { currency: 'EUR' }, { reward: [6, 1_800, 1] }],
    [
      'a currency without a rate is left out with its time',
      { currency: 'INR' },
      { reward: [0, 0, 0] },
    ],
    ['no time, no reward', { totalSeconds: null }, { reward: [0, 0, 0] }],
    [
      'all of it still pending',
      { paid: 0, pending: 3 },
      { reward: [0, 0, 0], rejected: [0, 0, 1] },
    ],
    ['approval in three days', { approvalDays: 3 }, { pending: 259_200 }],
    ['tried and answered', { contact: 'answered' }, { comm: [1, 1, 1] }],
    ['tried in vain', { contact: 'unanswered' }, { comm: [0, 1, 1] }],
    ['recommended', { recommends: true }, { recommend: [1, 1, 1] }],
    ['not recommended', { recommends: false }, { recommend: [0, 1, 1] }],
    ['one refused of eleven', { refusedWithoutReason: 1 }, { rejected: [1, 1, 1] }],
    ['all refused', { paid: 0, refusedWithReason: 2 }, { rejected: [1, 1, 1] }],
    ['none refused', {}, { rejected: [0, 1, 1] }],
    ['against the terms', { breaksTerms: true }, { tos: [1, 1] }],
    ['broken runs', { broken: 2 }, { broken: [1, 1] }],
  ])('%s', (_, overrides, expected) => {
    expect(computeTestLegacy([makeReportFacts(overrides)]).aggregates.all).toMatchObject(expected);
  });

  test('sum what a member brought, who counts once, and mean the wait over members', () => {
    const { all } = computeTestLegacy([
      makeReportFacts({ approvalDays: 1 }),
      makeReportFacts({ approvalDays: 3, rewardMinor: 100, totalSeconds: 3_600 }),
      makeReportFacts({ authorKey: 'b', approvalDays: 6, totalSeconds: null }),
    ]).aggregates;
    expect(all.reward).toEqual([15, 5_400, 1]);
    expect(all.pending).toBe(4 * 86_400);
  });

  // August counts as not recent: its middle is 97 days before the 20th of November.
  test.each([
    ['2026-11', 1],
    ['2026-09', 1],
    ['2026-08', 0],
    ['2025-11', 0],
  ])('worked in %s: recent %i', (workedMonth, reports) => {
    const { all, recent } = computeTestLegacy([makeReportFacts({ workedMonth })]).aggregates;
    expect([all.tos, recent.tos]).toEqual([
      [0, 1],
      [0, reports],
    ]);
  });
});

describe('the view of a client', () => {
  const paid = (cents: number, overrides: TestReportFacts = {}): TaskReportFigures =>
    makeReportFacts({ rewardMinor: cents, paid: 1, totalSeconds: 3_600, ...overrides });

  test('means hourly rates over members, each by her own', () => {
    const { wages } = computeTestLegacy([
      paid(500),
      paid(500),
      paid(500),
      paid(1_166, { authorKey: 'b' }),
    ]).view;
    expect(wages.average.wage).toBe('8.33');
  });

  test('lets a new account weigh a quarter of an established member', () => {
    const { wages } = computeTestLegacy([
      paid(500, { established: true }),
      paid(1_000, { authorKey: 'b' }),
    ]).view;
    expect(wages.average.wage).toBe('6.00');
  });

  test.each([
    [399, 'Underpaid', 'danger'],
    [400, 'Low', 'danger'],
    [725, 'Fair', 'warning'],
    [1_000, 'Good', 'success'],
    [1_500, 'Generous', 'success'],
  ])('%i cents an hour are %s', (cents, text, colour) => {
    const { wages, ratings } = computeTestLegacy([paid(cents)], [makeReviewFacts({ pay: 3 })]).view;
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
    expect(computeTestLegacy([], [makeReviewFacts({ pay })]).view.ratings.pay.text).toBe(text);
  });

  test.each([
    [0, 'Very fast'],
    [1, 'Very fast'],
    [3, 'Fast'],
    [7, 'Average'],
    [14, 'Slow'],
    [15, 'Very slow'],
  ])('approval after %i days is %s', (approvalDays, text) => {
    expect(
      computeTestLegacy([makeReportFacts({ approvalDays })], [makeReviewFacts({ speed: 3 })]).view
        .ratings.fast.text,
    ).toBe(text);
  });

  test.each([
    [0, 'Unresponsive'],
    [1, 'Poor'],
    [2, 'Acceptable'],
    [3, 'Good'],
    [4, 'Excellent'],
  ])('%i of five got an answer: %s', (answered, text) => {
    const reports = [0, 1, 2, 3, 4].map((index) =>
      makeReportFacts({
        authorKey: `m${index}`,
        contact: index < answered ? 'answered' : 'unanswered',
      }),
    );
    expect(computeTestLegacy(reports).view.ratings.comm.text).toBe(text);
  });

  test('counts reports as reviews, and members of whose work some was refused', () => {
    const refused = makeReportFacts({ refusedWithoutReason: 1 });
    const { reviews, rejections } = computeTestLegacy([
      refused,
      refused,
      makeReportFacts({ authorKey: 'b' }),
    ]).view;
    expect([reviews, rejections]).toEqual([3, 1]);
  });

  test('keeps to the schema whatever comes in', () => {
    const figures = computeTestLegacy(
      [paid(725), makeReportFacts({ authorKey: 'b', broken: 2, contact: 'answered' })],
      [makeReviewFacts()],
    );
    expect(turkopticonClientFigures.parse(figures)).toEqual(figures);
  });
});
