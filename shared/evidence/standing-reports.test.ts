import { describe, expect, test } from 'vitest';
import { addDays } from '#shared/core/days.ts';
import type { PayoutEvidence } from './payout-evidence.ts';
import { weighReports, type WeighedReport } from './standing-reports.ts';
import {
  NOW,
  ago,
  fresh,
  members,
  paid,
  refused,
  solicited,
  suspect,
  waiting,
} from './standing.testing.ts';

const weigh = (...payouts: PayoutEvidence[]): WeighedReport[] => weighReports(payouts, NOW);
const only = (payouts: PayoutEvidence[]): WeighedReport | undefined => weigh(...payouts)[0];
const total = (reports: readonly WeighedReport[]): number =>
  reports.reduce((sum, { weight }) => sum + weight, 0);

describe('who counts', () => {
  test.each<[string, PayoutEvidence[], number]>([
    ['established members', [...paid(2), ...refused(1)], 3],
    ['nobody else', [...paid(200, 0, fresh), ...refused(200, 0, fresh)], 0],
    ['nothing solicited', paid(1, 0, solicited), 0],
    ['no suspect', refused(1, 0, suspect), 0],
    ['no claim that waits as is normal', waiting(1, 44), 0],
    ['a claim that waits for longer', waiting(1, 45), 1],
  ])('%s', (_name, payouts, count) => {
    expect(weigh(...payouts)).toHaveLength(count);
  });

  test('who withdrew a report is heard again after 90 days', () => {
    const after = { toldOn: ago(50), countsFrom: ago(48) };
    const withdrewDaysAgo = (days: number) =>
      weigh(...paid(1, 50, { ...after, withdrewOn: ago(days) })).length;
    expect(withdrewDaysAgo(60)).toBe(0);
    expect(withdrewDaysAgo(50)).toBe(0);
    expect(withdrewDaysAgo(49)).toBe(1);
    expect(withdrewDaysAgo(89)).toBe(0);
    expect(withdrewDaysAgo(90)).toBe(1);
  });
});

describe('age', () => {
  test.each<[string, PayoutEvidence[], number]>([
    ['told at once', members(1, ago(10), { countsFrom: ago(7) }), 7],
    ['told long after', members(1, ago(100), { toldOn: ago(5), countsFrom: ago(3) }), 70],
    [
      'settled on a forgotten day: as expected',
      members(1, ago(100), { settledOn: null, toldOn: ago(5), countsFrom: ago(3) }),
      40,
    ],
    [
      'corrected to a later month: no younger than it was told',
      members(1, ago(10), { toldOn: ago(100), countsFrom: ago(3) }),
      70,
    ],
    ['waits since it is unpaid', waiting(1, 65), 20],
    ['she still waits', waiting(1, 65, { stillWaitingOn: ago(6) }), 6],
    ['she said so before it was late', waiting(1, 65, { stillWaitingOn: ago(40) }), 20],
    ['four times the expected delay and no longer', waiting(1, 150, { stillWaitingOn: NOW }), 30],
    [
      'a claim corrected to a later month',
      waiting(1, 50, { toldOn: ago(200), stillWaitingOn: NOW }),
      80,
    ],
    ['a middle of the month that lies ahead', members(1, addDays(NOW, 9), { toldOn: NOW }), 0],
  ])('%s', (_name, payouts, age) => {
    expect(only(payouts)?.age).toBe(age);
  });
});

test.each([
  [0, 1],
  [1, 0.5],
  [2, 0.2],
  [3, 0.2],
])('a claim with %i reminders unanswered weighs %d', (unansweredReminders, weight) => {
  expect(only(waiting(1, 130, { unansweredReminders }))?.weight).toBe(weight);
});

describe('one voice', () => {
  const hers = { authorKey: 'ana' };
  test('reports asked within 90 days of each other share it', () => {
    const reports = weigh(...paid(2, 0, hers), ...refused(1, 40, hers));
    expect(reports.map(({ weight }) => weight)).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });

  test.each([
    [89, 1],
    [90, 2],
  ])('a second one asked %i days before: %i in all', (days, sum) => {
    expect(total(weigh(...paid(1, 0, hers), ...paid(1, days, hers)))).toBe(sum);
  });

  test('each member has her own', () => {
    expect(total(weigh(...paid(1), ...paid(1)))).toBe(2);
  });

  test('what does not count takes no part of it', () => {
    const others = [...paid(1, 0, { ...hers, ...solicited }), ...waiting(1, 20, hers)];
    expect(total(weigh(...paid(1, 0, hers), ...others))).toBe(1);
  });
});

describe('newcomers', () => {
  // Heard 300 days ago: the platform is no new one.
  const old = paid(1, 300);
  const weightOf = (reports: readonly WeighedReport[], isPaid: boolean): number =>
    total(reports.filter(({ isNewcomer, paid: saysPaid }) => isNewcomer && saysPaid === isPaid));
  const regular = (count: number, days: number, state: 'received' | 'refused' = 'received') =>
    Array.from({ length: count }, (_, index) => {
      const authorKey = `regular ${state} ${index}`;
      return [...paid(1, 290, { authorKey }), ...members(1, ago(days), { authorKey, state })];
    }).flat();

  test.each<[string, PayoutEvidence[], number]>([
    ['three are believed', refused(9), 3],
    [
      'more once another member says the same',
      [...refused(9, 10), ...regular(1, 5, 'refused'), ...refused(9)],
      6,
    ],
    ['who says the contrary backs nobody', [...refused(9, 10), ...regular(9, 5), ...refused(9)], 3],
  ])('not paid: %s', (_name, payouts, weight) => {
    expect(weightOf(weigh(...old, ...payouts), false)).toBeCloseTo(weight);
  });

  test('as many as half of the others were paid, and the others always count', () => {
    const reports = weigh(...old, ...regular(20, 1), ...paid(60), ...refused(60));
    expect(weightOf(reports, true)).toBeGreaterThan(9);
    expect(weightOf(reports, true)).toBeLessThan(11);
    expect(total(reports.filter(({ isNewcomer }) => !isNewcomer))).toBe(41);
  });

  test('a member is no newcomer 90 days after her first report', () => {
    const second = (days: number) =>
      weigh(...old, ...paid(1, days, { authorKey: 'bea' }), ...paid(1, 0, { authorKey: 'bea' }));
    expect(second(89).at(-1)?.isNewcomer).toBe(true);
    expect(second(90).at(-1)?.isNewcomer).toBe(false);
  });

  test('nobody is one in the first 120 days of a platform', () => {
    expect(weigh(...paid(1, 119), ...refused(60)).some(({ isNewcomer }) => isNewcomer)).toBe(false);
    expect(weigh(...paid(1, 120), ...refused(60)).at(-1)?.isNewcomer).toBe(true);
  });
});

test('random evidence gives no member more than one voice and no newcomers more than is backed', () => {
  let seed = 20_260_630;
  const random = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  for (let round = 0; round < 60; round += 1) {
    const payouts = Array.from({ length: random(80) }, () => {
      const asked = random(700) - 15;
      const states = ['received', 'waiting', 'refused', 'given-up'] as const;
      const state = states[random(4)] ?? 'waiting';
      return members(1, ago(asked), {
        authorKey: `m${random(12)}`,
        established: random(4) > 0,
        solicited: random(10) === 0,
        suspect: random(10) === 0,
        state,
        shareReceived: random(11) / 10,
        settledOn: state === 'waiting' || random(9) === 0 ? null : ago(asked - random(60)),
        toldOn: ago(Math.max(0, asked - random(60))),
        countsFrom: ago(Math.max(0, asked - random(60))),
        unpaidOn: random(3) === 0 ? null : ago(asked - 45),
        stillWaitingOn: random(2) === 0 ? null : ago(asked - random(200)),
        unansweredReminders: random(4),
        withdrewOn: random(9) === 0 ? ago(random(200)) : null,
        promiseDays: random(2) === 0 ? null : random(100),
      });
    }).flat();
    const reports = weighReports(payouts, NOW);
    for (const report of reports) {
      expect(report.weight).toBeGreaterThanOrEqual(0);
      expect(report.age).toBeGreaterThanOrEqual(0);
      const together = reports.filter(
        ({ authorKey, asked }) =>
          authorKey === report.authorKey && asked >= report.asked && asked < report.asked + 90,
      );
      expect(total(together)).toBeLessThanOrEqual(1 + 1e-9);
    }
  }
});
