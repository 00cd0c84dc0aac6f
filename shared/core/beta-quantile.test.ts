import { expect, test } from 'vitest';
import { betaQuantile } from './beta-quantile.ts';

// Reference values from SciPy 1: scipy.special.betaincinv(a, b, p).
test.each([
  [0.05, 1, 1, 0.05],
  [0.05, 4.25, 1, 0.494_168_769_234_504_53],
  [0.95, 1, 4.25, 0.505_831_230_765_495_4],
  [0.95, 1.19, 4.885, 0.490_707_228_106_846_7],
  [0.05, 206.5, 12.75, 0.913_811_640_758_277_3],
  [0.95, 50_001, 30_001, 0.627_810_437_658_734_6],
  [0.05, 1, 2632.614_297_390_676, 1.948_359_649_487_642_4e-5],
])('the quantile %d of the beta distribution with %d and %d', (p, a, b, expected) => {
  expect(betaQuantile(p, a, b)).toBeCloseTo(expected, 12);
});
