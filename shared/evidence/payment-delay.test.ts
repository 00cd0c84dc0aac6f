import { describe, expect, test } from 'vitest';
import { computeDelayCurve, delayPercentile, type DelayObservation } from './payment-delay.ts';

const received = (...days: number[]): DelayObservation[] =>
  days.map((d) => ({ days: d, event: 'received' }));
const waiting = (...days: number[]): DelayObservation[] =>
  days.map((d) => ({ days: d, event: 'waiting' }));
const refused = (...days: number[]): DelayObservation[] =>
  days.map((d) => ({ days: d, event: 'refused' }));

describe('delayCurve', () => {
  test('nothing makes no step', () => {
    expect(computeDelayCurve([])).toEqual([]);
    expect(computeDelayCurve([...waiting(3, 9), ...refused(2)])).toEqual([]);
  });

  // Weeks of remission under 6-MP (Freireich et al. 1963), the textbook example of the method.
  test.each([
    [6, 0.8571, 0.0578, 0.3289],
    [7, 0.8067, 0.0898, 0.3875],
    [10, 0.7529, 0.1264, 0.4489],
    [13, 0.6902, 0.1702, 0.5213],
    [16, 0.6275, 0.2176, 0.5874],
    [22, 0.5378, 0.2808, 0.6888],
    [23, 0.4482, 0.3519, 0.7735],
  ])('published example at %i: survival %d', (day, survival, low, high) => {
    const curve = computeDelayCurve([
      ...waiting(6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35),
      ...received(6, 6, 6, 7, 10, 13, 16, 22, 23),
    ]);
    expect(curve).toHaveLength(7);
    const step = curve.find((s) => s.day === day);
    expect(1 - (step?.share ?? NaN)).toBeCloseTo(survival, 4);
    expect(step?.low).toBeCloseTo(low, 4);
    expect(step?.high).toBeCloseTo(high, 4);
  });

  test('a refused one stays in the denominator whatever its day', () => {
    for (const day of [0, 5, 400]) {
      const curve = computeDelayCurve([...received(1, 2, 3), ...refused(day)]);
      expect(curve.map((s) => s.share)).toEqual([
        expect.closeTo(0.25),
        expect.closeTo(0.5),
        expect.closeTo(0.75),
      ]);
    }
  });

  test('a waiting one counts on its last day and not after', () => {
    expect(computeDelayCurve([...received(5), ...waiting(5)]).at(-1)?.share).toBeCloseTo(0.5);
    expect(computeDelayCurve([...received(5), ...waiting(4)]).at(-1)?.share).toBe(1);
  });

  test('everything received ends at 1, with a low end that has a value', () => {
    const curve = computeDelayCurve(received(2, 4, 4, 4));
    expect(curve.at(-1)).toEqual({ day: 4, share: 1, low: curve[0]?.low, high: 1 });
    expect(computeDelayCurve(received(0, 0, 0))).toEqual([
      { day: 0, share: 1, low: expect.closeTo(0.05 ** (1 / 3)), high: 1 },
    ]);
  });

  test('the order of the observations does not matter', () => {
    const some = [...waiting(3, 8), ...received(4, 1, 9), ...refused(2)];
    expect(computeDelayCurve(some.toReversed())).toEqual(computeDelayCurve(some));
  });
});

describe('percentile', () => {
  const curve = computeDelayCurve([...received(1, 2, 3, 30), ...refused(1, 1)]);
  test.each([
    [0.1, 1],
    [0.5, 3],
    [2 / 3, 30],
    [0.67, null],
    [0.95, null],
  ])('%d of the payouts within %s days', (share, day) => {
    expect(delayPercentile(curve, share)).toBe(day);
  });

  test('no curve, no percentile', () => {
    expect(delayPercentile([], 0.5)).toBeNull();
  });
});
