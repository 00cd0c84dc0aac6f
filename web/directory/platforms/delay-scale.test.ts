import { describe, expect, test } from 'vitest';
import { computeDelayAxis } from './delay-scale.ts';

const curveTo = (...days: readonly number[]) =>
  days.map((day) => ({ day, share: 0.5, low: 0.4, high: 0.6 }));

describe('the time axis of the delay chart', () => {
  test.each([
    ['leaves room for words where all is paid at once', curveTo(0), 0, 6],
    ['shows the whole curve', curveTo(3, 24), 24, 30],
    ['is not squashed by one straggler', curveTo(3, 10, 200), 10, 25],
    ['shows all of it while 95 % is not reached', curveTo(3, 10, 200), null, 240],
  ])('%s', (_, curve, delay95, lastDay) => {
    expect(computeDelayAxis(curve, delay95).lastDay).toBe(lastDay);
  });

  test('has few marks, from nought to its end', () => {
    for (const day of [1, 7, 12, 33, 61, 365, 2_000]) {
      const { ticks, lastDay } = computeDelayAxis(curveTo(day), null);
      expect(ticks.length).toBeLessThanOrEqual(6);
      expect([ticks[0], ticks.at(-1)]).toEqual([0, lastDay]);
      expect(lastDay).toBeGreaterThanOrEqual(day);
    }
  });
});
