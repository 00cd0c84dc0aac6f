import { expect, test } from 'vitest';
import { wilsonInterval } from './wilson-interval.ts';

/** Against R: prop.test(x, n, correct = FALSE)$conf.int. */
test.each([
  [0, 10, 0, 0.2775],
  [5, 10, 0.2366, 0.7634],
  [10, 10, 0.7225, 1],
  [56, 100, 0.4623, 0.6534],
  [1, 1000, 0.0002, 0.0056],
])('%i of %i', (count, answers, low, high) => {
  const found = wilsonInterval(count / answers, answers);
  expect(found.low).toBeCloseTo(low, 3);
  expect(found.high).toBeCloseTo(high, 3);
});

test('without answers it says nothing', () => {
  expect(wilsonInterval(0.5, 0)).toEqual({ low: 0, high: 1 });
});
