import { describe, expect, test } from 'vitest';
import { estimateMonth, findBest, parseWeeklyHours } from './platform-comparison.ts';

describe('the best of a row', () => {
  test.each([
    ['high', [4, 7, 5], [false, true, false]],
    ['low', [4, 7, 5], [true, false, false]],
    ['low', [5, 10, 5], [true, false, true]],
    ['high', [null, 3, 2], [false, true, false]],
    ['high', [3, 3, 3], [false, false, false]],
    ['low', [0, 5], [true, false]],
    // One known value is the best of nothing.
    ['high', [null, 3, null], [false, false, false]],
    ['high', [], []],
  ] as const)('%s of %j is %j', (better, values, best) => {
    expect(findBest(values, better)).toEqual(best);
  });
});

test.each([
  ['10', 10],
  [' 7,5 ', 7.5],
  ['7.5', 7.5],
  ['168', 168],
  ['0', null],
  ['0,0', null],
  ['169', null],
  ['-3', null],
  ['1e2', null],
  ['ten', null],
  ['', null],
])('%j hours a week are %s', (typed, hours) => {
  expect(parseWeeklyHours(typed)).toBe(hours);
});

describe('what a month brings', () => {
  const rates = [
    { currency: 'EUR', perEur: 1 },
    { currency: 'USD', perEur: 1.25 },
    { currency: 'XOF', perEur: 656 },
  ] as const;
  const euros = (minor: number): { minor: number; currency: 'EUR' } => ({ minor, currency: 'EUR' });

  test('is hours, a twelfth of 52 weeks, the rate, less what is never paid', () => {
    const earners = [
      { hourly: euros(390), shareReceived: 0.96 },
      { hourly: euros(390), shareReceived: null },
      { hourly: null, shareReceived: 1 },
    ];
    const months = estimateMonth(10, earners, euros(1202), rates);
    expect(months.map((month) => month && [month.minor, month.currency])).toEqual([
      [16_200, 'EUR'],
      [16_900, 'EUR'],
      null,
      [52_100, 'EUR'],
    ]);
    expect(months[3]?.part).toBe(1);
    expect(months[0]?.part).toBeCloseTo(162 / 521);
  });

  test('stands in the currency of the wage, in its whole units', () => {
    const earners = [{ hourly: { minor: 500, currency: 'USD' } as const, shareReceived: 1 }];
    const [month] = estimateMonth(12, earners, { minor: 200, currency: 'XOF' }, rates);
    // 5 $ are 4 € are 2,624 francs; 52 hours.
    expect(month).toMatchObject({ minor: 136_448, currency: 'XOF', part: 1 });
  });

  test('keeps the own currency, and draws no bar, where there is no rate', () => {
    const earners = [{ hourly: { minor: 500, currency: 'INR' } as const, shareReceived: 1 }];
    const months = estimateMonth(12, earners, euros(1000), rates);
    expect(months[0]).toEqual({ minor: 26_000, currency: 'INR', part: null });
    expect(months[1]).toMatchObject({ currency: 'EUR', part: null });
  });

  test('is nothing where nothing is known', () => {
    expect(estimateMonth(10, [{ hourly: null, shareReceived: null }], null, rates)).toEqual([
      null,
      null,
    ]);
  });
});
