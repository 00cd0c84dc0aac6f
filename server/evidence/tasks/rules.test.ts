import { describe, expect, test } from 'vitest';
import { AppError } from '#server/core/errors.ts';
import type { ExchangeRate } from '#shared/directory/reference-data.ts';
import { taskReportForm } from '#shared/evidence/tasks.ts';
import { parseTaskReport, roundApprovalDays, roundRunCount } from './rules.ts';

const RATES: ExchangeRate[] = [
  { currency: 'EUR', perEur: 1, asOf: '2026-11', status: 'test' },
  { currency: 'XOF', perEur: 656, asOf: '2026-11', status: 'test' },
];
const TYPED = {
  platform: 'clickworker',
  title: 'Trier des images',
  reward: '0,03',
  currency: 'EUR',
  paid: 1_234,
  refusedWithoutReason: 149,
  time: '10 h 17',
  workedOn: '2026-11-18',
};

function read(fields: object) {
  return parseTaskReport(taskReportForm.parse({ ...TYPED, ...fields }), '2026-11-20', RATES);
}

function codeOf(fields: object): unknown {
  try {
    return read(fields);
  } catch (error) {
    return error instanceof AppError ? error.fields : error;
  }
}

describe('readTaskReport', () => {
  test('keeps what was typed, and counts it rounded, with the month alone', () => {
    const { exact, counted, task } = read({ client: 'Acme', notAPerson: 'on' });
    expect(exact).toMatchObject({ paid: 1_234, totalSeconds: 37_020, workedOn: '2026-11-18' });
    expect(counted).toMatchObject({
      paid: 1_000,
      refusedWithoutReason: 100,
      totalSeconds: 37_000,
      // From the exact counts and time: 1,234 × 3 cents in 37,020 seconds.
      hourlyMinor: 360,
      workedMonth: '2026-11',
    });
    expect(task).toEqual({
      title: 'Trier des images',
      titleKey: 'trier des images',
      currency: 'EUR',
      rewardMinor: 3,
    });
  });

  test('takes one run by its end alone', () => {
    const { exact } = read({ mode: 'one', ended: 'refusedWithReason' });
    expect(exact).toMatchObject({ paid: 0, refusedWithReason: 1, refusedWithoutReason: 0 });
  });

  test('says nothing of what was left empty', () => {
    const { counted, client } = read({ time: undefined });
    expect(counted).toMatchObject({
      totalSeconds: null,
      approvalDays: null,
      recommends: null,
      contact: 'not-tried',
    });
    expect(client).toEqual({ name: null, externalId: null });
  });

  test.each([
    [{ workedOn: '2026-11-21' }, { workedOn: { code: 'in-the-future', limit: '2026-11-20' } }],
    [{ workedOn: '1999-12-31' }, { workedOn: { code: 'too-small', limit: '2000-01-01' } }],
    [{ title: '…' }, { title: { code: 'invalid' } }],
    [{ reward: 'x' }, { reward: { code: 'not-an-amount', limit: '0,25' } }],
    [{ reward: '1,5', currency: 'MGA' }, { reward: { code: 'not-an-amount', limit: '25' } }],
    [{ reward: '0,00' }, { reward: { code: 'too-small', limit: '0.01' } }],
    [{ paid: 0, refusedWithoutReason: 0 }, { paid: { code: 'required' } }],
    [{ mode: 'one' }, { ended: { code: 'required' } }],
    [{ time: 'demain' }, { time: { code: 'not-a-duration' } }],
    [{ time: '0 min' }, { time: { code: 'too-small', limit: '1 s' } }],
    [{ time: '2000 h 1 s' }, { time: { code: 'too-big', limit: '2000 h' } }],
    [{ paid: 601, time: '10 min', refusedWithoutReason: 0 }, { time: { code: 'too-fast' } }],
    [
      { paid: 1, screenOuts: 99, time: '99 s', refusedWithoutReason: 0 },
      { time: { code: 'too-fast' } },
    ],
    [
      { reward: '17', time: '2 min', paid: 2, refusedWithoutReason: 0 },
      { reward: { code: 'too-well-paid' } },
    ],
    [
      { reward: '700000', currency: 'XOF', paid: 1, time: '1 h', refusedWithoutReason: 0 },
      { reward: { code: 'too-well-paid' } },
    ],
    // The site has no exchange rate for rupees.
    [
      { reward: '1000001', currency: 'INR', paid: 1, time: '1 h', refusedWithoutReason: 0 },
      { reward: { code: 'too-well-paid' } },
    ],
    [
      { reward: '10000000', currency: 'INR', paid: 100_000, time: '1 s' },
      { time: { code: 'too-fast' }, reward: { code: 'too-well-paid' } },
    ],
    [{ client: 'Acme' }, { notAPerson: { code: 'required' } }],
    [{ clientId: 'A1ACME' }, { notAPerson: { code: 'required' } }],
    [
      { title: '…', time: 'x', paid: 0, refusedWithoutReason: 0 },
      { title: { code: 'invalid' }, time: { code: 'not-a-duration' }, paid: { code: 'required' } },
    ],
  ])('refuses %j', (fields, issues) => {
    expect(codeOf(fields)).toEqual(issues);
  });
});

describe('readTaskReport takes', () => {
  test.each([
    ['a second a run', { paid: 600, time: '10 min', refusedWithoutReason: 0 }],
    ['a reward well paid', { reward: '16', time: '2 min', paid: 2, refusedWithoutReason: 0 }],
    ['a reward without a time', { reward: '5000', time: undefined }],
  ])('%s', (_, fields) => {
    expect(() => read(fields)).not.toThrow();
  });
});

test.each([
  [0, 0],
  [9, 9],
  [10, 10],
  [14, 10],
  [15, 20],
  [37, 40],
  [94, 90],
  [95, 100],
  [99, 100],
  [100, 100],
  [149, 100],
  [150, 200],
  [100_000, 100_000],
])('%i runs count as %i', (runs, published) => {
  expect(roundRunCount(runs)).toBe(published);
});

test.each([
  [0, 0],
  [3, 3],
  [4, 5],
  [8, 7],
  [12, 14],
  [37, 30],
  [38, 45],
  [300, 270],
  [365, 365],
])('%i days until approval count as %i', (days, published) => {
  expect(roundApprovalDays(days)).toBe(published);
});
