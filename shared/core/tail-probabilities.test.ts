import { describe, expect, test } from 'vitest';
import { binomialTail, fisherTail, poissonTail } from './tail-probabilities.ts';

// Reference values from R: ppois(count - 1, mean, lower = FALSE), pbinom and phyper likewise.
describe('chances', () => {
  test.each([
    [0, 2, 1],
    [1, 1, 0.632_120_56],
    [7, 1, 8.324_1e-5],
    [9, 2, 2.374_473e-4],
    [60, 10, 6.521_903e-27],
  ])('of at least %d where %d are expected', (count, mean, expected) => {
    expect(poissonTail(count, mean) / expected).toBeCloseTo(1, 3);
  });

  test.each([
    [0, 5, 0.2, 1],
    [5, 5, 0.2, 3.2e-4],
    [7, 10, 0.5, 0.171_875],
    [20, 20, 0.6, 3.656_158e-5],
  ])('of at least %d of %d at %d each', (count, of, share, expected) => {
    expect(binomialTail(count, of, share) / expected).toBeCloseTo(1, 4);
  });

  test.each([
    [5, 5, 5, 20, 1.882_176e-5],
    [1, 2, 2, 2, 0.833_333],
    [0, 4, 3, 4, 1],
  ])('of %d in the first %d when %d fall on %d more', (count, first, hits, second, expected) => {
    expect(fisherTail(count, first, hits, second) / expected).toBeCloseTo(1, 4);
  });
});
