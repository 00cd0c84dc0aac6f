import { describe, expect, test } from 'vitest';
import { recordFrom } from '#shared/core/record-from.ts';
import { PLATFORM_REVIEW_CRITERIA } from '#shared/directory/review-criteria.ts';
import { bayesianMean, computeRating, overallScore, siteMeansOf } from './platform-rating.ts';
import { computeRatingFigures } from './rating-figures.ts';

describe('overallScore', () => {
  test.each([
    [[5, 1, null, 3], 3],
    [[4], 4],
    [[null, null], null],
    [[], null],
  ])('of %j is %s', (criteria, score) => {
    expect(overallScore(criteria)).toBe(score);
  });
});

describe('bayesianMean', () => {
  test.each([
    [[], 3.4, 3.4],
    [[], null, 3],
    [[5], 3, 20 / 6],
    [[1, 1, 1, 1, 1], 3, 2],
    [[5, 5, 5, 5, 5], 4, 4.5],
  ])('of %j on a site at %s is %d', (scores, siteMean, mean) => {
    const weighed = scores.map((value) => ({ value, weight: 1 }));
    expect(bayesianMean(weighed, siteMean)).toBeCloseTo(mean);
  });

  test('weighs', () => {
    expect(bayesianMean([{ value: 5, weight: 0.25 }], 3)).toBeCloseTo(16.25 / 5.25);
  });
});

describe('siteMeansOf', () => {
  const sums = (established: boolean, reviews: number, pay: number) => ({
    established,
    reviews,
    pay,
  });

  test.each([
    ['no review', [], null],
    ['one new account', [sums(false, 1, 2)], 2],
    ['established alone', [sums(true, 4, 16)], 4],
    // 2 of the established, and 4 quarters: the cap of 1 is just reached.
    ['four new accounts', [sums(true, 2, 10), sums(false, 4, 4)], 11 / 3],
    ['forty new accounts', [sums(false, 40, 40), sums(true, 2, 10)], 11 / 3],
  ])('of %s', (_, given, mean) => {
    const { pay } = siteMeansOf(['pay'], given);
    if (mean === null) expect(pay).toBeNull();
    else expect(pay).toBeCloseTo(mean);
  });
});

describe('computeRating', () => {
  test('has no mean without a review', () => {
    const none = { mean: null, count: 0, distribution: [0, 0, 0, 0, 0] };
    expect(computeRating([], 3, '2026-06-30')).toEqual({ allTime: none, recent: none });
  });

  test('sets 90 days against all time', () => {
    const reviews = [
      { score: 5, on: '2026-04-01', established: true }, // 90 days before
      { score: 1, on: '2026-03-31', established: true }, // 91 days before
      { score: 2.5, on: '2026-06-30', established: true },
    ];
    expect(computeRating(reviews, 3, '2026-06-30')).toEqual({
      allTime: { mean: expect.closeTo(23.5 / 8), count: 3, distribution: [1, 0, 1, 0, 1] },
      recent: { mean: expect.closeTo(22.5 / 7), count: 2, distribution: [0, 0, 1, 0, 1] },
    });
  });

  test('counts every review, and weighs new accounts together as at most a quarter', () => {
    const of = (score: number, established: boolean, count: number, on = '2026-06-30') =>
      Array.from({ length: count }, () => ({ score, on, established }));
    // New accounts weigh at most a quarter of 10 established members in all time, of 2 in the last days.
    const reviews = [...of(5, true, 8, '2025-06-30'), ...of(5, true, 2), ...of(1, false, 20)];
    expect(computeRating(reviews, 3, '2026-06-30')).toEqual({
      allTime: {
        mean: expect.closeTo((15 + 50 + 2.5) / 17.5),
        count: 30,
        distribution: [20, 0, 0, 0, 10],
      },
      recent: {
        mean: expect.closeTo((15 + 10 + 1) / 8),
        count: 22,
        distribution: [20, 0, 0, 0, 2],
      },
    });
  });
});

describe('new accounts on a platform that 40 established members rate', () => {
  const reviewsOf = (mark: number, established: boolean, count: number) =>
    Array.from({ length: count }, () => ({
      ...recordFrom(PLATFORM_REVIEW_CRITERIA, () => mark),
      on: '2026-06-30',
      established,
    }));
  const site = recordFrom(PLATFORM_REVIEW_CRITERIA, () => 3.5);
  const shiftOf = (count: number, honest: number, attack: number, weighed: boolean): number => {
    const members = reviewsOf(honest, true, 40);
    const crowd = reviewsOf(attack, !weighed, count);
    const overall = (reviews: typeof members) =>
      computeRatingFigures(reviews, site, '2026-06-30').overall ?? 0;
    return overall([...members, ...crowd]) - overall(members);
  };

  // Figures of docs/decisions/reviews-and-incidents.md and blame-keeps-its-weight.md.
  test.each([
    [10, 4, 1, -0.54, -0.15],
    [40, 4, 1, -1.39, -0.54],
    [200, 4, 1, -2.4, -0.54],
    [200, 2, 5, 2.31, 0.52],
    [200, 4, 5, 0.86, 0.19],
  ])(
    '%d at %d who give %d move it by %d unweighed, by %d weighed',
    (count, honest, attack, ...by) => {
      const [before, after] = by;
      expect(shiftOf(count, honest, attack, false)).toBeCloseTo(before, 2);
      expect(shiftOf(count, honest, attack, true)).toBeCloseTo(after, 2);
    },
  );
});
