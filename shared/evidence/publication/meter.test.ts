import { describe, expect, it } from 'vitest';
import {
  badPrice,
  chooseLevel,
  crowdSize,
  SLIP_DETAILS,
  goodPrice,
  GOOD_MIN_CROWD,
  BAD_MIN_CROWD,
  type Crowd,
} from './meter.ts';

describe('the number of paid workers that the meter counts on', () => {
  it.each([
    { sourced: null, established: 0, workers: 200 },
    { sourced: null, established: 30, workers: 600 },
    { sourced: 2000, established: 100, workers: 2000 },
    { sourced: 2000, established: 20, workers: 1000 },
    { sourced: 150, established: 20, workers: 150 },
    { sourced: 1_000_000, established: 20, workers: 1000 },
  ])('is $workers with $sourced sourced and $established established', (row) => {
    expect(crowdSize(row.sourced, row.established)).toBe(row.workers);
  });
});

describe('the level of a report', () => {
  const pays: Crowd = { workers: 2000, badShare: 0.04 };

  it.each([
    { name: 'a first report', crowd: pays, spent: 1, detail: 'none', good: 13, bad: 13 },
    { name: 'a second one', crowd: pays, spent: 0.3, detail: 'none', good: 13, bad: 52 },
    {
      name: 'among many workers',
      crowd: { workers: 20_000, badShare: 0.04 },
      spent: 1,
      detail: 'none',
      good: 4,
      bad: 13,
    },
    {
      name: 'where bad news is rare',
      crowd: { workers: 2000, badShare: 0.001 },
      spent: 1,
      detail: 'none',
      good: 13,
      bad: 26,
    },
  ] as const)('of $name', ({ crowd, spent, detail, good, bad }) => {
    expect(chooseLevel(crowd, spent, detail)).toEqual({ good, bad, detail });
  });

  it('holds back what no window hides', () => {
    expect(chooseLevel({ workers: 200, badShare: 0.04 }, 1, 'none')).toBeNull();
    expect(chooseLevel(pays, 0.05, 'none')).toBeNull();
  });

  it('shows a detail that was drawn only where a mean one leaves enough', () => {
    expect(chooseLevel(pays, 1, 'delay')).toEqual({ good: 13, bad: 13, detail: 'delay' });
    expect(chooseLevel(pays, 0.3, 'delay')).toEqual({ good: 13, bad: 52, detail: 'none' });
  });

  it('leaves the least crowd, whatever the platform and what was spent', () => {
    for (const workers of [200, 700, 2000, 9000, 20_000, 100_000]) {
      for (const badShare of [0, 0.02, 0.1, 0.3, 1]) {
        for (const spent of [1, 0.3, 0.09, 0.01, 0.001]) {
          for (const detail of SLIP_DETAILS) {
            const level = chooseLevel({ workers, badShare }, spent, detail);
            if (level === null) continue;
            const left = workers * spent;
            expect(left * badPrice(level.bad, badShare)).toBeGreaterThanOrEqual(BAD_MIN_CROWD);
            const price = goodPrice(level.good, 'none', 0) * (level.detail === 'none' ? 1 : 0.14);
            expect(left * price).toBeGreaterThanOrEqual(GOOD_MIN_CROWD);
          }
        }
      }
    }
  });

  it('knows no value: the price of a rare delay is lower, its level the same', () => {
    expect(goodPrice(13, 'delay', 0)).toBeLessThan(goodPrice(13, 'delay', 2));
  });
});
