import { describe, expect, test } from 'vitest';
import { addDays, daysBetween, mondayOf } from '#shared/core/days.ts';
import { BAD_WINDOWS, type PublicationLevel } from '#shared/evidence/publication/meter.ts';
import { badShareOf, drawMonday, slipContent, sourcedWorkers, type DrawInteger } from './rules.ts';

const SATURDAY = '2026-11-28';
const crowd = { workers: 2_000, badShare: 0.04 };
const level: PublicationLevel = { good: 4, detail: 'delay', bad: 26 };

/** The minimal standard generator of Park and Miller. */
function seededDraw(seed: number): DrawInteger {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return Math.floor((state / 2_147_483_647) * below);
  };
}

describe('the Monday', () => {
  // Beyond this value of chi-square lies one uniform draw in 10,000, for n - 1 degrees of freedom.
  const MOST: Readonly<Record<number, number>> = { 4: 21.1, 13: 39.2, 26: 60.1, 52: 98.1 };

  test.each([...BAD_WINDOWS])('is uniform in a window of %i weeks', (weeks) => {
    const draw = seededDraw(weeks);
    const counts = new Map<number, number>();
    for (let post = 0; post < 2_000; post++) {
      const monday = drawMonday(SATURDAY, weeks, draw);
      expect(mondayOf(monday)).toBe(monday);
      const week = daysBetween('2026-11-30', monday) / 7;
      counts.set(week, (counts.get(week) ?? 0) + 1);
    }
    expect([...counts.keys()].every((week) => week >= 0 && week < weeks)).toBe(true);
    const mean = 2_000 / weeks;
    const chiSquare = Array.from({ length: weeks }, (_, week) => counts.get(week) ?? 0)
      .map((count) => (count - mean) ** 2 / mean)
      .reduce((sum, one) => sum + one);
    expect(chiSquare).toBeLessThan(MOST[weeks] ?? 0);
  });

  test('is never the day of posting', () => {
    expect(drawMonday('2026-11-30', 4, () => 0)).toBe('2026-12-07');
    expect(drawMonday(addDays('2026-11-30', -1), 4, () => 0)).toBe('2026-11-30');
  });
});

test.each([
  ['paid', 3, { window: 4, detail: 'delay', detailClass: 0, price: 0.15 * 0.05 }],
  ['paid', 8, { window: 4, detail: 'delay', detailClass: 2, price: 0.15 * 0.3 }],
  ['paid', null, { window: 4, detail: null, detailClass: null, price: 0.15 }],
  ['paid', 40, { window: 4, detail: 'delay', detailClass: 4, price: 0.15 * 0.04 }],
  ['not-paid', null, { window: 26, detail: null, detailClass: null, price: 0.02 * 5 }],
] as const)('a slip that tells %s after %s days', (outcome, delayDays, expected) => {
  const { price, ...told } = slipContent({ outcome, delayDays, amountBand: 0 }, level, crowd);
  const { price: wanted, ...rest } = expected;
  expect(told).toEqual(rest);
  expect(price).toBeCloseTo(wanted);
});

test('a level without a detail tells none', () => {
  const report = { outcome: 'paid', delayDays: 3, amountBand: 0 } as const;
  const told = slipContent(report, { ...level, detail: 'none' }, crowd);
  expect(told).toMatchObject({ detail: null, price: 0.15 });
});

test.each([
  [0, { detail: 'amount', detailClass: 0, price: 0.15 * 0.15 }],
  [3, { detail: 'amount', detailClass: 3, price: 0.15 * 0.06 }],
  [null, { detail: null, detailClass: null, price: 0.15 }],
] as const)('a slip that tells the amount of band %s', (amountBand, { price, ...expected }) => {
  const report = { outcome: 'paid', delayDays: 3, amountBand } as const;
  const told = slipContent(report, { ...level, detail: 'amount' }, crowd);
  expect(told).toMatchObject(expected);
  expect(told.price).toBeCloseTo(price);
});

test.each([
  [{ paidWorkers: 2_800, registeredAccounts: 50_000 }, 2_800],
  [{ paidWorkers: null, registeredAccounts: 50_000 }, 1_000],
  [{ paidWorkers: null, registeredAccounts: null }, null],
])('of %j are paid workers', (facts, expected) => {
  expect(sourcedWorkers(facts)).toBe(expected);
});

test('one bad report of one vouches for nobody', () => {
  expect(badShareOf({ bad: 1, all: 1 })).toBeLessThan(0.1);
  expect(badShareOf({ bad: 40, all: 1_000 })).toBeCloseTo(0.04, 3);
});
