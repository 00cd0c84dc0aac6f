import { describe, expect, test } from 'vitest';
import { addDays, daysBetween, type Day } from '#shared/core/days.ts';
import { HALF_LIFE_DAYS } from './standing-constants.ts';
import {
  expectedPaymentDelay,
  medianReceiptDelay,
  weighPayouts,
  type PayoutEvidence,
  type WeighedPayout,
} from './standing-weights.ts';

const NOW = '2026-06-30';
const ago = (days: number): Day => addDays(NOW, -days);
/** The remaining share of a weight after so many days. */
const halved = (days: number): number => 2 ** (-days / 45);

function payout(overrides: Partial<PayoutEvidence> = {}): PayoutEvidence {
  return {
    authorKey: 'ana',
    established: true,
    solicited: false,
    suspect: false,
    proof: 'confirmed',
    state: 'received',
    shareReceived: 1,
    askedOn: ago(10),
    settledOn: NOW,
    stillWaitingOn: null,
    unansweredReminders: 0,
    promiseDays: null,
    ...overrides,
  };
}
const waiting = (askedOn: Day, overrides: Partial<PayoutEvidence> = {}): PayoutEvidence =>
  payout({ state: 'waiting', proof: 'declared', settledOn: null, askedOn, ...overrides });
const refused = (settledOn: Day, overrides: Partial<PayoutEvidence> = {}): PayoutEvidence =>
  payout({ state: 'refused', settledOn, ...overrides });

const givenUp = (askedOn: Day, after: number, overrides: Partial<PayoutEvidence> = {}) =>
  waiting(askedOn, { state: 'given-up', settledOn: addDays(askedOn, after), ...overrides });

function weigh(...payouts: PayoutEvidence[]): WeighedPayout[] {
  return weighPayouts(payouts, NOW);
}
function first(...payouts: PayoutEvidence[]): WeighedPayout {
  const [row] = weigh(...payouts);
  if (row === undefined) throw new Error('nothing to weigh');
  return row;
}
const total = (rows: WeighedPayout[]): number =>
  rows.reduce((sum, row) => sum + row.paid + row.unpaid, 0);

describe('one payout', () => {
  test.each<[string, PayoutEvidence, number, number]>([
    ['confirmed', payout(), 1, 0],
    ['screenshot', payout({ proof: 'screenshot' }), 0.6, 0],
    ['declared', payout({ proof: 'declared' }), 0.5, 0],
    ['not established', payout({ established: false }), 0.25, 0],
    ['solicited', payout({ solicited: true }), 0, 0],
    ['solicited and not established', payout({ solicited: true, established: false }), 0, 0],
    ['suspect', payout({ suspect: true }), 0, 0],
    ['suspect and not established', payout({ suspect: true, established: false }), 0, 0],
    ['suspect and refused', refused(NOW, { suspect: true }), 0, 0],
    ['one half-life old', payout({ askedOn: ago(70), settledOn: ago(HALF_LIFE_DAYS) }), 0.5, 0],
    ['two half-lives old', payout({ askedOn: ago(100), settledOn: ago(90) }), 0.25, 0],
    ['partly paid', payout({ shareReceived: 0.4 }), 0.4, 0.6],
    ['refused', refused(NOW), 0, 1],
    ['refused, declared', refused(NOW, { proof: 'declared' }), 0, 0.5],
    ['refused 45 days ago', refused(ago(45), { askedOn: ago(55) }), 0, 0.5],
    ['waiting, on the last expected day', waiting(ago(30)), 0, 0],
    ['waiting one day more', waiting(ago(31)), 0, (0.5 / 30) * halved(1)],
    ['waiting, half overdue', waiting(ago(45)), 0, 0.25 * halved(15)],
    ['waiting, the day before unpaid', waiting(ago(59)), 0, ((0.5 * 29) / 30) * halved(29)],
    ['unpaid at twice the expected delay', waiting(ago(60)), 0, 0.5 * halved(30)],
    ['unpaid, screen confirmed', waiting(ago(60), { proof: 'confirmed' }), 0, halved(30)],
    ['unpaid, said again today', waiting(ago(200), { stillWaitingOn: NOW }), 0, 0.5],
    [
      'a last word before it was overdue does not age it sooner',
      waiting(ago(60), { stillWaitingOn: ago(50) }),
      0,
      0.5 * halved(30),
    ],
    [
      'no news: ages from the last word',
      waiting(ago(200), { stillWaitingOn: ago(45), unansweredReminders: 2 }),
      0,
      0.25,
    ],
    ['given up before it was overdue', givenUp(ago(100), 30), 0, 0],
    ['given up half overdue, today', givenUp(ago(45), 45), 0, 0.25],
    ['given up half overdue, 45 days ago', givenUp(ago(90), 45), 0, 0.125],
    ['given up at twice the expected delay', givenUp(ago(60), 60), 0, 0.5],
    ['given up long after', givenUp(ago(145), 100), 0, 0.25],
    [
      'what she said before she gave up counts no more',
      givenUp(ago(145), 100, { stillWaitingOn: NOW }),
      0,
      0.25,
    ],
    ['received, day forgotten', payout({ askedOn: ago(75), settledOn: null }), 0.5, 0],
    ['received just now, day forgotten', payout({ askedOn: ago(3), settledOn: null }), 1, 0],
  ])('%s', (_name, row, paid, unpaid) => {
    const weighed = first(row);
    expect(weighed.paid).toBeCloseTo(paid, 10);
    expect(weighed.unpaid).toBeCloseTo(unpaid, 10);
  });

  test.each<[string, PayoutEvidence, Day | null]>([
    ['received', payout(), null],
    ['three quarters received', payout({ shareReceived: 0.75 }), null],
    ['less received', payout({ shareReceived: 0.74 }), NOW],
    ['refused', refused(ago(7)), ago(7)],
    ['waiting 59 days', waiting(ago(59)), null],
    ['waiting 60 days', waiting(ago(60)), NOW],
    ['waiting 100 days', waiting(ago(100)), ago(40)],
    ['said again since', waiting(ago(100), { stillWaitingOn: ago(3) }), ago(3)],
    ['given up after 59 days', givenUp(ago(100), 59), null],
    ['given up after 60 days', givenUp(ago(100), 60), ago(40)],
    ['given up after 97 days', givenUp(ago(100), 97), ago(3)],
    ['given up ahead of today', givenUp(ago(100), 120), NOW],
  ])('the day from which it is unpaid: %s', (_name, row, day) => {
    expect(first(row).unpaidOn).toBe(day);
  });

  test.each<[string, PayoutEvidence, Day | null]>([
    ['received', payout(), null],
    ['less than three quarters received', payout({ shareReceived: 0.74 }), NOW],
    ['refused', refused(ago(7)), ago(7)],
    ['waiting 30 days', waiting(ago(30)), null],
    ['waiting 31 days', waiting(ago(31)), ago(1)],
    ['waiting 59 days', waiting(ago(59)), ago(29)],
    ['waiting 60 days', waiting(ago(60)), NOW],
    ['said again since', waiting(ago(50), { stillWaitingOn: ago(3) }), ago(3)],
    ['given up after 30 days', givenUp(ago(50), 30), null],
    ['given up after 31 days', givenUp(ago(50), 31), ago(19)],
  ])('the day from which it is late: %s', (_name, row, day) => {
    expect(first(row).lateOn).toBe(day);
  });

  test.each<[string, PayoutEvidence, number]>([
    ['received ahead of today', payout({ askedOn: '2026-06-25', settledOn: '2026-07-02' }), 1],
    ['asked ahead of today', waiting('2026-07-15'), 0],
    ['received on a day forgotten, in time', payout({ askedOn: ago(9), settledOn: null }), 1],
    ['given up ahead of today', givenUp(ago(100), 120), 0.5],
    ['a last word ahead of today', waiting(ago(100), { stillWaitingOn: '2026-07-15' }), 0.5],
  ])('%s counts as today', (_name, row, counted) => {
    expect(total([first(row)])).toBeCloseTo(counted, 10);
    expect(first(row).agesFrom).toBe(NOW);
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

  test('a long promise excuses nothing past 45 days', () => {
    const row = first(waiting(ago(90), { promiseDays: 365, stillWaitingOn: NOW }));
    expect(row.unpaid).toBeCloseTo(0.5);
    expect(row.unpaidOn).toBe(NOW);
  });

  const after = (delay: number, overrides: Partial<PayoutEvidence> = {}): PayoutEvidence =>
    payout({ askedOn: ago(100), settledOn: ago(100 - delay), ...overrides });
  const times = (count: number, row: PayoutEvidence): PayoutEvidence[] =>
    Array.from({ length: count }, () => row);

  test.each<[string, PayoutEvidence[], number | null]>([
    ['four receipts', times(4, after(9)), null],
    ['five receipts', [3, 9, 20, 4, 60].map((days) => after(days)), 9],
    ['the shorter of two middle ones', [3, 4, 9, 20, 60, 61].map((days) => after(days)), 9],
    ['waiting and refused do not count', [...times(4, after(9)), waiting(ago(1))], null],
    ['suspect ones do not count', [...times(4, after(9)), after(9, { suspect: true })], null],
    ['no day, no delay', [...times(4, after(9)), after(9, { settledOn: null })], null],
    ['given up does not count', [...times(4, after(9)), after(9, { state: 'given-up' })], null],
    ['solicited ones do not count', [...times(4, after(9)), after(9, { solicited: true })], null],
    [
      'older than 12 months does not count',
      [...times(4, after(9)), payout({ askedOn: ago(376), settledOn: ago(366) })],
      null,
    ],
    [
      '12 months old still counts',
      [...times(4, after(9)), payout({ askedOn: ago(374), settledOn: ago(365) })],
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

describe('cap of one member', () => {
  test('her payouts of one 30-day block share 1', () => {
    const rows = weigh(...[59, 50, 30].map((days) => payout({ askedOn: ago(days) })));
    expect(rows.map((row) => row.paid)).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });

  test('each keeps its part of the evidence', () => {
    const rows = weigh(payout(), payout({ proof: 'screenshot' }));
    expect(rows.map((row) => row.weight)).toEqual([1 / 1.6, expect.closeTo(0.6 / 1.6)]);
  });

  test('under 1 nothing is cut', () => {
    const rows = weigh(payout({ proof: 'declared' }), waiting(ago(39)));
    expect(total(rows)).toBeCloseTo(0.5 + 0.15 * halved(9));
  });

  test.each([
    [29, 1],
    [30, 2],
    [59, 2],
    [60, 2],
  ])('a second one asked %i days after the first: %i in all', (days, sum) => {
    expect(total(weigh(payout({ askedOn: ago(70) }), payout({ askedOn: ago(70 - days) })))).toBe(
      sum,
    );
  });

  test('blocks start at her own first payout, in any order', () => {
    const rows = [ago(20), ago(45), ago(10)].map((askedOn) => payout({ askedOn }));
    expect(weigh(...rows).map((row) => row.paid)).toEqual([0.5, 0.5, 1]);
  });

  test('another member has her own', () => {
    expect(total(weigh(payout(), payout({ authorKey: 'bea' })))).toBe(2);
  });

  test('one that counts for nothing takes no place', () => {
    const nothing = [payout({ solicited: true }), refused(NOW, { suspect: true })];
    const rows = weigh(refused(NOW), waiting(ago(8)), ...nothing);
    expect(rows[0]?.unpaid).toBe(1);
  });
});

describe('cap of all who are not established', () => {
  const crowd = (count: number, established: boolean): PayoutEvidence[] =>
    Array.from({ length: count }, (_, i) =>
      payout({ authorKey: `${established} ${i}`, established }),
    );

  test.each([
    [0, 3, 0.75],
    [0, 4, 1],
    [0, 60, 1],
    [4, 60, 1],
    [8, 60, 2],
    [40, 60, 10],
    [40, 20, 5],
  ])('beside %i established, %i new ones weigh %d', (established, fresh, weight) => {
    const rows = weigh(...crowd(established, true), ...crowd(fresh, false));
    expect(total(rows.filter((row) => !row.payout.established))).toBeCloseTo(weight);
    expect(total(rows.filter((row) => row.payout.established))).toBeCloseTo(established);
  });

  test('decay of the established lowers it', () => {
    const old = crowd(8, true).map((row) => ({ ...row, askedOn: ago(55), settledOn: ago(45) }));
    expect(total(weigh(...old, ...crowd(60, false)))).toBeCloseTo(4 + 1);
  });
});

test('random evidence never passes a cap and never makes a NaN', () => {
  let seed = 20_260_630;
  const random = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  for (let round = 0; round < 60; round += 1) {
    const rows = Array.from({ length: random(80) }, () => {
      const askedOn = ago(random(700) - 15);
      const states = ['received', 'waiting', 'refused', 'given-up'] as const;
      const state = states[random(4)] ?? 'waiting';
      const author = random(12);
      return payout({
        authorKey: `m${author}`,
        established: author % 2 === 0,
        solicited: random(10) === 0,
        suspect: random(10) === 0,
        proof: (['confirmed', 'screenshot', 'declared'] as const)[random(3)] ?? 'declared',
        state,
        shareReceived: random(11) / 10,
        askedOn,
        settledOn: state === 'waiting' || random(9) === 0 ? null : addDays(askedOn, random(60)),
        stillWaitingOn: random(2) === 0 ? null : addDays(askedOn, random(200)),
        unansweredReminders: random(4),
        promiseDays: random(2) === 0 ? null : random(100),
      });
    });
    const weighed = weighPayouts(rows, NOW);
    const byBlock = new Map<string, number>();
    const sums = { established: 0, fresh: 0 };
    for (const row of weighed) {
      const { authorKey, askedOn, established } = row.payout;
      const own = rows.filter((other) => other.authorKey === authorKey);
      const start = own.map((other) => other.askedOn).toSorted()[0] ?? askedOn;
      const block = `${authorKey} ${Math.floor(daysBetween(start, askedOn) / 30)}`;
      const counted = row.paid + row.unpaid;
      expect(row.weight).toBeGreaterThanOrEqual(0);
      expect(counted).toBeLessThanOrEqual(row.weight + 1e-9);
      byBlock.set(block, (byBlock.get(block) ?? 0) + counted);
      sums[established ? 'established' : 'fresh'] += counted;
    }
    expect(Math.max(0, ...byBlock.values())).toBeLessThanOrEqual(1 + 1e-9);
    expect(sums.fresh).toBeLessThanOrEqual(Math.max(1, sums.established / 4) + 1e-9);
  }
});
