import { describe, expect, test } from 'vitest';
import {
  expectedPaymentDelay,
  medianReceiptDelay,
  payoutOutcome,
  waitsLongerThan,
  type PayoutEvidence,
} from './payout-evidence.ts';
import { NOW, ago, members, paid, refused, waiting } from './standing.testing.ts';

const only = ([payout]: PayoutEvidence[]): PayoutEvidence => {
  if (payout === undefined) throw new Error('no payout');
  return payout;
};

describe('what a report says', () => {
  test.each<[string, PayoutEvidence[], 'paid' | 'not-paid' | null]>([
    ['received', paid(1), 'paid'],
    ['three quarters of it', paid(1, 0, { shareReceived: 0.75 }), 'paid'],
    ['less', paid(1, 0, { shareReceived: 0.74 }), 'not-paid'],
    ['refused', refused(1), 'not-paid'],
    ['given up', refused(1, 0, { state: 'given-up' }), 'not-paid'],
    ['waiting as long as is normal', waiting(1, 44), null],
    ['waiting for longer', waiting(1, 45), 'not-paid'],
    ['waiting, not looked at yet', waiting(1, 99, { unpaidOn: null }), null],
  ])('%s', (_name, payouts, outcome) => {
    expect(payoutOutcome(only(payouts), NOW)).toBe(outcome);
  });

  test('only what waits waits longer than twice', () => {
    expect(waitsLongerThan(only(waiting(1, 60)), 2, 30, NOW)).toBe(true);
    expect(waitsLongerThan(only(waiting(1, 59)), 2, 30, NOW)).toBe(false);
    expect(waitsLongerThan(only(refused(1, 60)), 2, 30, NOW)).toBe(false);
  });
});

describe('expected delay', () => {
  test.each<[number | null, number | null, number]>([
    [null, null, 30],
    [null, 22, 22],
    [20, 22, 20],
    [0, 22, 15],
    [14, null, 15],
    [15, null, 15],
    [45, null, 45],
    [46, null, 45],
    [90, 12, 45],
    [null, 2, 15],
    [null, 120, 45],
  ])('promise %s, median %s: %i days', (promise, median, days) => {
    expect(expectedPaymentDelay(promise, median)).toBe(days);
  });

  const after = (delay: number, overrides: Partial<PayoutEvidence> = {}): PayoutEvidence =>
    only(members(1, ago(100), { settledOn: ago(100 - delay), ...overrides }));
  const times = (count: number, row: PayoutEvidence): PayoutEvidence[] =>
    Array.from({ length: count }, () => row);

  test.each<[string, PayoutEvidence[], number | null]>([
    ['four receipts', times(4, after(9)), null],
    ['five receipts', [3, 9, 20, 4, 60].map((days) => after(days)), 9],
    ['the shorter of two middle ones', [3, 4, 9, 20, 60, 61].map((days) => after(days)), 9],
    ['waiting and refused do not count', [...times(4, after(9)), ...waiting(1, 1)], null],
    ['suspect ones do not count', [...times(4, after(9)), after(9, { suspect: true })], null],
    ['no day, no delay', [...times(4, after(9)), after(9, { settledOn: null })], null],
    ['given up does not count', [...times(4, after(9)), after(9, { state: 'given-up' })], null],
    ['solicited ones do not count', [...times(4, after(9)), after(9, { solicited: true })], null],
    [
      'older than 12 months does not count',
      [...times(4, after(9)), after(10, { askedOn: ago(376), settledOn: ago(366) })],
      null,
    ],
    [
      '12 months old still counts',
      [...times(4, after(9)), after(9, { askedOn: ago(374), settledOn: ago(365) })],
      9,
    ],
    ['new accounts where nobody else is', times(5, after(9, { established: false })), 9],
    [
      'the established before a flood of new accounts',
      [...times(5, after(9)), ...times(60, after(80, { established: false }))],
      9,
    ],
  ])('median delay: %s', (_name, rows, median) => {
    expect(medianReceiptDelay(rows, NOW)).toBe(median);
  });
});
