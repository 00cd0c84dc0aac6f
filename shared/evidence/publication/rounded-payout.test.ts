import { expect, it } from 'vitest';
import { addDays, daysBetween, monthOf } from '#shared/core/days.ts';
import { CURRENCIES } from '#shared/core/money.ts';
import {
  amountBandBounds,
  isRoundedDelay,
  representPayout,
  roundDelay,
  roundPayout,
  shortestDelayOf,
} from './rounded-payout.ts';

const NOW = '2026-11-18';

/** A seeded generator (Lehmer) of integers from `from` to `to`. */
function createInteger(seed: number): (from: number, to: number) => number {
  let state = seed;
  return (from, to) => {
    state = (state * 48_271) % 2_147_483_647;
    return from + (state % (to - from + 1));
  };
}

it('keeps no cents, no days, and the share that was received, rounded down', () => {
  const rounded = roundPayout({
    currency: 'EUR',
    expectedMinor: 4_137,
    receivedMinor: 3_921,
    askedOn: '2026-10-29',
    settledOn: '2026-11-05',
    showsAmount: false,
  });
  expect(rounded).toEqual({
    amountBand: 2,
    receivedShare: 0.9,
    shownMinor: null,
    askedMonth: '2026-10',
    delayDays: 5,
  });
});

it('keeps the class of a delay of slips', () => {
  expect([0, 3, 4, 7, 8, 14, 15, 30, 31, 200].map(roundDelay)).toEqual([
    2, 2, 5, 5, 11, 11, 22, 22, 45, 270,
  ]);
});

it('tells the shortest delay of the class that a rounded one stands for', () => {
  for (let days = 0; days < 400; days += 1) {
    const rounded = roundDelay(days);
    expect(isRoundedDelay(rounded)).toBe(true);
    const shortest = shortestDelayOf(rounded);
    expect(shortest).toBeLessThanOrEqual(days);
    expect(roundDelay(shortest)).toBe(rounded);
    if (shortest > 0) expect(roundDelay(shortest - 1)).not.toBe(rounded);
  }
  expect([3, 6, 23].map(isRoundedDelay)).toEqual([false, false, false]);
});

it('counts less than three quarters received as less than three quarters', () => {
  const received = (receivedMinor: number) =>
    roundPayout({
      currency: 'EUR',
      expectedMinor: 10_000,
      receivedMinor,
      askedOn: NOW,
      settledOn: NOW,
      showsAmount: false,
    }).receivedShare;
  expect([7_499, 7_500, 8_999, 10_000, 12_000].map(received)).toEqual([0.5, 0.75, 0.75, 1, 1]);
});

it('represents rounded values by values that are rounded to the same, none after today', () => {
  const integer = createInteger(7);
  for (let run = 0; run < 4_000; run += 1) {
    const askedOn = addDays(NOW, -integer(0, 400));
    const settled = integer(1, 10) <= 8 ? addDays(askedOn, integer(0, 200)) : null;
    const values = {
      currency: CURRENCIES[integer(0, CURRENCIES.length - 1)] ?? 'EUR',
      expectedMinor: integer(10, 900_000),
      receivedMinor: null as number | null,
      askedOn,
      settledOn: settled !== null && settled > NOW ? NOW : settled,
      showsAmount: integer(1, 10) <= 3,
    };
    if (integer(1, 10) <= 7) values.receivedMinor = integer(10, values.expectedMinor);
    const rounded = roundPayout(values);
    const sent = representPayout({ ...rounded, currency: values.currency }, NOW);
    expect(roundPayout(sent)).toEqual(rounded);
    expect(sent.askedOn <= NOW && (sent.settledOn ?? NOW) <= NOW).toBe(true);
    expect(monthOf(sent.askedOn)).toBe(monthOf(askedOn));
    if (sent.settledOn !== null)
      expect(daysBetween(sent.askedOn, sent.settledOn)).toBeGreaterThanOrEqual(0);
  }
});

it('has bands without a gap in each currency', () => {
  for (const currency of CURRENCIES) {
    const bands = [0, 1, 2, 3].map((band) => amountBandBounds(band, currency));
    expect(bands.map(({ from }) => from)).toEqual([
      0,
      ...bands.slice(0, 3).map(({ below }) => below),
    ]);
    expect(bands[3]?.below).toBeNull();
  }
});
