import { describe, expect, test } from 'vitest';
import { convertCurrency, shareOfMinimumWage } from './currency-conversion.ts';

const RATES = [
  { currency: 'EUR', perEur: 1, asOf: '2026-01', status: 'exact' },
  { currency: 'USD', perEur: 1.16, asOf: '2025-11', status: 'indicative' },
  { currency: 'MGA', perEur: 5200, asOf: '2025-11', status: 'indicative' },
] as const;

describe('convert', () => {
  test.each([
    [1_00, 'EUR', 'EUR', 100],
    [1_00, 'EUR', 'USD', 116],
    [1_16, 'USD', 'EUR', 100],
    // An ariary has no decimals: one euro is 5,200 of its smallest unit.
    [1_00, 'EUR', 'MGA', 5_200],
    [5_200, 'MGA', 'EUR', 100],
    [1_00, 'EUR', 'CHF', null],
    [1_00, 'CHF', 'CHF', 100],
  ] as const)('%d of %s in %s is %s', (minor, from, to, expected) => {
    const converted = convertCurrency(minor, from, to, RATES);
    if (expected === null) expect(converted).toBeNull();
    else expect(converted).toBeCloseTo(expected, 6);
  });
});

describe('shareOfWage', () => {
  const france = {
    country: 'FR',
    currency: 'EUR',
    hourly: 12,
    asOf: '2026-01',
    status: '',
  } as const;
  const madagascar = {
    country: 'MG',
    currency: 'MGA',
    hourly: 1_560,
    asOf: '',
    status: '',
  } as const;

  test.each([
    [{ minor: 3_00, currency: 'EUR' }, france, 0.25],
    [{ minor: 3_48, currency: 'USD' }, france, 0.25],
    [{ minor: 60, currency: 'EUR' }, madagascar, 2],
    [{ minor: 1_00, currency: 'CHF' }, france, null],
  ] as const)('%j beside %j', (hourly, wage, expected) => {
    const share = shareOfMinimumWage(hourly, wage, RATES);
    if (expected === null) expect(share).toBeNull();
    else expect(share).toBeCloseTo(expected, 6);
  });
});
