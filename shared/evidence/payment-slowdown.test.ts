import { describe, expect, test } from 'vitest';
import { addDays } from '#shared/core/days.ts';
import type { PayoutEvidence } from './payout-evidence.ts';
import { arePaymentsSlower, compareDelays } from './payment-slowdown.ts';
import { NOW, ago, members } from './standing.testing.ts';

/** Payouts of as many members, told so many days ago, that took so many days. */
const told = (
  count: number,
  days: number,
  delay: number,
  over: Partial<PayoutEvidence> = {},
): PayoutEvidence[] => members(count, ago(days), { askedOn: addDays(ago(days), -delay), ...over });

describe('payments take longer', () => {
  test.each<[string, PayoutEvidence[], boolean]>([
    ['as before', [...told(20, 200, 5), ...told(20, 20, 5)], false],
    ['twenty members say so', [...told(20, 200, 5), ...told(20, 20, 22)], true],
    ['hardly longer', [...told(300, 200, 5), ...told(200, 20, 5), ...told(60, 20, 11)], false],
    ['faster than before', [...told(20, 200, 22), ...told(20, 20, 5)], false],
    ['seven members', [...told(20, 200, 5), ...told(7, 20, 22)], false],
    ['told 75 days ago', [...told(20, 200, 5), ...told(20, 75, 22)], false],
    ['told 74 days ago', [...told(20, 200, 5), ...told(20, 74, 22)], true],
    ['before 119 days ago nothing', [...told(20, 119, 5), ...told(20, 20, 22)], false],
    [
      'one member twenty times',
      [...told(20, 200, 5), ...told(20, 20, 22, { authorKey: 'one' })],
      false,
    ],
    ['new accounts', [...told(20, 200, 5), ...told(60, 20, 22, { established: false })], false],
    ['suspects', [...told(20, 200, 5), ...told(60, 20, 22, { suspect: true })], false],
    ['refused', [...told(20, 200, 5), ...told(20, 20, 22, { state: 'refused' })], false],
  ])('%s: %s', (_name, payouts, slower) => {
    expect(arePaymentsSlower(payouts, NOW)).toBe(slower);
  });
});

// By hand: at 1 day 1 of 2 and 0 of 2 are paid, at 2 days the other one and 1 of 2, at 3 days the last.
test('the log-rank statistic is that of Mantel', () => {
  const difference = 1 - 2 / 4 + (1 - (2 * 1) / 3) + 0;
  const variance = (1 * 2 * 2 * 3) / (4 * 4 * 3) + (2 * 1 * 2 * 1) / (3 * 3 * 2);
  const faster = compareDelays([1, 2], [2, 3]);
  expect(faster.z).toBeCloseTo(difference / Math.sqrt(variance), 12);
  // Observed are 2 in each group; expected 2 - difference in the first, 2 + difference in the second.
  expect(faster.rate).toBeCloseTo(2 / (2 - difference) / (2 / (2 + difference)), 12);
  expect(compareDelays([2, 3], [1, 2]).z).toBeLessThan(0);
});
