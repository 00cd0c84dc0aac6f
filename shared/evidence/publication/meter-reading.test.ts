import { describe, expect, it } from 'vitest';
import { anonymityLevel, proofPrice, roundCrowd } from './crowd-levels.ts';
import { readMeter } from './meter-reading.ts';
import { chooseLevel, SLIP_DETAILS, GOOD_MIN_CROWD, BAD_MIN_CROWD } from './meter.ts';

const FRIDAY = '2026-11-27';
const crowd = { workers: 2000, badShare: 0.04 };

it.each([
  [0.4, 0],
  [9.9, 9],
  [99.9, 99],
  [84, 84],
  [429, 420],
  [12_999, 12_000],
])('rounds %d workers down to %d', (workers, told) => {
  expect(roundCrowd(workers)).toBe(told);
});

describe('the reading of a first report among 2000', () => {
  const { soon, later, knowingly } = readMeter(crowd, 1, FRIDAY);

  it('is of the fewer ones where a lot decides, and of the last Monday', () => {
    expect(soon.delay).toEqual({ shown: true, crowd: 84, latest: '2027-02-22', detailed: true });
    expect(soon.amount).toEqual(soon.delay);
    expect(soon.none).toEqual({ shown: true, crowd: 600, latest: '2027-02-22', detailed: false });
    expect(soon.notPaid).toEqual({
      shown: true,
      crowd: 100,
      latest: '2027-02-22',
      detailed: false,
    });
  });

  it('is of more workers where she can wait', () => {
    expect(later.notPaid).toEqual({
      shown: true,
      crowd: 360,
      latest: '2027-11-22',
      detailed: false,
    });
    expect(later.none).toEqual(soon.none);
  });

  it('says how few there are if she shows it knowingly', () => {
    expect(knowingly).toEqual({ paid: 300, notPaid: 32 });
  });
});

it('holds back what is held back, with the number of showing it knowingly', () => {
  const { soon, knowingly } = readMeter({ workers: 200, badShare: 0.04 }, 1, FRIDAY);
  const held = { shown: false, latest: null, detailed: false };
  expect(soon.none).toEqual({ ...held, crowd: knowingly.paid });
  expect(soon.notPaid).toEqual({ ...held, crowd: knowingly.notPaid });
});

it('agrees with the level, and never promises more workers than it leaves', () => {
  for (const workers of [200, 700, 2000, 20_000]) {
    for (const spent of [1, 0.3, 0.01]) {
      const readings = readMeter({ workers, badShare: 0.04 }, spent, FRIDAY);
      for (const later of [false, true]) {
        const { notPaid, ...good } = later ? readings.later : readings.soon;
        for (const detail of SLIP_DETAILS) {
          const level = chooseLevel({ workers, badShare: 0.04 }, spent, detail, later);
          expect(good[detail].shown).toBe(level !== null);
          if (level !== null) expect(good[detail].crowd).toBeGreaterThanOrEqual(GOOD_MIN_CROWD);
          if (level !== null) expect(good[detail].crowd).toBeLessThanOrEqual(workers * spent);
        }
        if (notPaid.shown) expect(notPaid.crowd).toBeGreaterThanOrEqual(BAD_MIN_CROWD);
      }
    }
  }
});

it.each([
  [200, 'well'],
  [199, 'fairly'],
  [80, 'fairly'],
  [79, 'risky'],
] as const)('says of %d that they are %s hidden', (workers, level) => {
  expect(anonymityLevel(workers)).toBe(level);
});

it('prices what a proof shows', () => {
  expect(proofPrice({ amount: false, month: false })).toBe(1);
  expect(proofPrice({ amount: true, month: true })).toBeCloseTo(0.008);
  expect(proofPrice({ amount: false, month: false, method: true })).toBe(0.2);
});
