import { describe, expect, test } from 'vitest';
import { bayesianMean, overallScore, computeRating } from './platform-rating.ts';

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
    expect(bayesianMean(scores, siteMean)).toBeCloseTo(mean);
  });
});

describe('rate', () => {
  test('has no mean without a review', () => {
    const none = { mean: null, count: 0, distribution: [0, 0, 0, 0, 0] };
    expect(computeRating([], 3, '2026-06-30')).toEqual({ allTime: none, recent: none });
  });

  test('sets 90 days against all time', () => {
    const reviews = [
      { score: 5, on: '2026-04-01' }, // 90 days before
      { score: 1, on: '2026-03-31' }, // 91 days before
      { score: 2.5, on: '2026-06-30' },
    ];
    expect(computeRating(reviews, 3, '2026-06-30')).toEqual({
      allTime: { mean: expect.closeTo(23.5 / 8), count: 3, distribution: [1, 0, 1, 0, 1] },
      recent: { mean: expect.closeTo(22.5 / 7), count: 2, distribution: [0, 0, 1, 0, 1] },
    });
  });
});
