import { describe, expect, test } from 'vitest';
import { groupByCountry, type PayoutWithCountry } from './figures-by-country.ts';
import { summarizeEvidence } from './describe-evidence.ts';
import type { StandingPayout } from './published-payouts.ts';

const NOW = '2026-11-24';
const STANDING = { expectedDays: 30, lastReceivedOn: null };

let made = 0;
function payout(overrides: Partial<StandingPayout> = {}): StandingPayout {
  made += 1;
  const state = overrides.state ?? 'received';
  const settled = state !== 'waiting';
  return {
    id: `payout-${made}`,
    state,
    authorKey: `author-${made}`,
    askedMonth: '2026-10',
    postedMonth: '2026-10',
    stillWaitingMonth: null,
    delayDays: settled ? 4 : null,
    expectedRounded: 2000,
    receivedRounded: state === 'received' ? 2000 : null,
    currency: 'EUR',
    method: 'paypal',
    hasScreenshot: false,
    signed: false,
    solicited: false,
    ...overrides,
  };
}

function many(count: number, overrides: Partial<StandingPayout> = {}): StandingPayout[] {
  return Array.from({ length: count }, () => payout(overrides));
}

function describeAll(payouts: readonly StandingPayout[]): ReturnType<typeof summarizeEvidence> {
  return summarizeEvidence(payouts, [], STANDING, NOW);
}

describe('counts', () => {
  test('each state, and the members behind what is waited for', () => {
    const waiting = { state: 'waiting', authorKey: 'one' } as const;
    const figures = describeAll([
      ...many(3),
      payout(waiting),
      payout({ ...waiting, askedMonth: '2026-09' }),
      payout({ state: 'waiting', askedMonth: '2026-08' }),
      payout({ state: 'refused' }),
      payout({ state: 'given-up', delayDays: 60 }),
    ]);
    expect(figures).toMatchObject({
      payouts: 8,
      received: 3,
      waiting: 3,
      refused: 1,
      givenUp: 1,
      waitingMembers: 2,
      // Counted from the middle of August.
      longestWaitDays: 101,
      overdueMembers: 2,
    });
  });

  test('nothing that was posted at somebody’s request', () => {
    const figures = describeAll([payout(), ...many(5, { solicited: true })]);
    expect(figures).toMatchObject({ payouts: 1, received: 1, members: 1, due12m: 1 });
    expect(figures.methods).toMatchObject([{ received: 1 }]);
    expect(figures.months.at(-2)).toMatchObject({ received: 1 });
  });

  test.each([
    ['received', many(4), 1],
    ['refused', [...many(3), payout({ state: 'refused' })], 0.75],
    ['given up', [...many(3), payout({ state: 'given-up' })], 0.75],
    ['overdue', [...many(3), payout({ state: 'waiting', askedMonth: '2026-09' })], 0.75],
    [
      'waited for, not yet due',
      [...many(3), payout({ state: 'waiting', askedMonth: '2026-11' })],
      1,
    ],
    [
      'received on a day forgotten',
      [payout({ delayDays: null }), payout({ state: 'refused' })],
      0.5,
    ],
  ])('what is %s in the share received', (_, payouts, share) => {
    expect(describeAll(payouts).shareReceived12m).toBe(share);
  });
});

describe('the delay', () => {
  test('is never reached where it is not', () => {
    const figures = describeAll([...many(3, { delayDays: 4 }), ...many(4, { state: 'refused' })]);
    expect(figures).toMatchObject({ medianDelayDays: null, delay95Days: null });
    expect(figures.curve).toHaveLength(1);
  });

  test('leaves out a receipt whose day is forgotten', () => {
    const figures = describeAll([...many(3, { delayDays: 6 }), ...many(9, { delayDays: null })]);
    expect(figures.curve).toMatchObject([{ day: 6, share: 1 }]);
  });

  test('takes who gave up as waiting until then, not as refused', () => {
    const early = payout({ state: 'given-up', delayDays: 1 });
    const figures = describeAll([...many(3, { delayDays: 6 }), early]);
    expect(figures.curve).toMatchObject([{ day: 6, share: 1 }]);
  });
});

describe('the delay takes three receipts', () => {
  const untold = { medianDelayDays: null, delay95Days: null, curve: [] };
  const told = { medianDelayDays: 4, delay95Days: 4 };

  test.each([
    ['two', many(2), untold],
    ['three', many(3), told],
    ['two, and one on a day forgotten', [...many(2), payout({ delayDays: null })], untold],
    ['two, and many long ago', [...many(2), ...many(9, { askedMonth: '2025-10' })], untold],
    ['two, and many that were asked for', [...many(2), ...many(9, { solicited: true })], untold],
    ['two, and one that waits', [...many(2), payout({ state: 'waiting' })], untold],
  ])('%s', (_, payouts, delay) => {
    expect(describeAll(payouts)).toMatchObject(delay);
  });

  test('of a method as well', () => {
    const { methods } = describeAll([...many(2), payout({ delayDays: null })]);
    expect(methods).toMatchObject([
      { received: 3, amounts: { median: 2000 }, medianDelayDays: null },
    ]);
  });
});

describe('month by month', () => {
  test('goes back 24 months, this one included, whatever the day', () => {
    for (const now of ['2026-11-24', '2026-11-01', '2026-11-30']) {
      const { months } = summarizeEvidence([], [], STANDING, now);
      expect(months).toHaveLength(24);
      expect([months[0]?.month, months[1]?.month, months.at(-1)?.month]).toEqual([
        '2024-12',
        '2025-01',
        '2026-11',
      ]);
      expect(new Set(months.map(({ month }) => month)).size).toBe(24);
    }
  });

  test('counts by the month asked, each state apart', () => {
    const { months } = describeAll([
      ...many(2, { askedMonth: '2025-01' }),
      payout({ askedMonth: '2025-01', state: 'given-up' }),
      payout({ askedMonth: '2025-01', state: 'refused' }),
      payout({ askedMonth: '2024-11' }),
    ]);
    expect(months[1]).toEqual({
      month: '2025-01',
      received: 2,
      waiting: 0,
      refused: 1,
      givenUp: 1,
    });
    expect(months.reduce((sum, { received }) => sum + received, 0)).toBe(2);
  });
});

describe('by method', () => {
  test('gives quartiles that were published, by nearest rank, and the median delay', () => {
    const amounts = [1000, 1200, 1500, 2700, 9900];
    const { methods } = describeAll(
      amounts.map((receivedRounded, index) => payout({ receivedRounded, delayDays: index + 1 })),
    );
    expect(methods).toEqual([
      {
        method: 'paypal',
        currency: 'EUR',
        received: 5,
        amounts: { low: 1200, median: 1500, high: 2700 },
        medianDelayDays: 3,
      },
    ]);
  });

  test.each([
    [2, null],
    [3, { low: 2000, median: 2000, high: 2000 }],
  ])('with %i receipts', (receipts, amounts) => {
    expect(describeAll(many(receipts)).methods).toMatchObject([{ received: receipts, amounts }]);
  });

  test('keeps currencies apart, those with most receipts first, and names no method without any', () => {
    const { methods } = describeAll([
      ...many(3, { currency: 'USD' }),
      ...many(4, { method: 'wise' }),
      ...many(2),
      ...many(3, { method: 'gift-card', state: 'waiting' }),
    ]);
    expect(methods.map(({ method, currency }) => [method, currency])).toEqual([
      ['wise', 'EUR'],
      ['paypal', 'USD'],
      ['paypal', 'EUR'],
    ]);
  });

  test('takes those that wait into the delay, and only 12 months', () => {
    const { methods } = describeAll([
      ...many(3, { delayDays: 4 }),
      ...many(4, { state: 'refused' }),
      ...many(9, { askedMonth: '2025-10' }),
    ]);
    expect(methods).toMatchObject([{ received: 3, medianDelayDays: null }]);
  });
});

describe('by country', () => {
  function placed(count: number, country: string | null, received = count): PayoutWithCountry[] {
    return Array.from({ length: count }, (_, index) => ({
      state: index < received ? 'received' : 'refused',
      askedMonth: '2026-10',
      delayDays: 4,
      solicited: false,
      country,
      person: `${country}-${index}`,
    }));
  }
  const group = (payouts: readonly PayoutWithCountry[]): ReturnType<typeof groupByCountry> =>
    groupByCountry(payouts, 30, '2026-11-15');

  test('says nothing under ten members', () => {
    expect(group(placed(9, 'MG'))).toEqual([]);
    expect(group([...placed(9, 'MG'), ...placed(9, 'FR'), ...placed(40, null)])).toEqual([]);
  });

  test('names a country of ten, and puts all others together', () => {
    const groups = group([...placed(10, 'MG', 8), ...placed(9, 'FR', 2), ...placed(3, null, 3)]);
    expect(groups).toEqual([
      { country: 'MG', members: 10, tenths: 8 },
      { country: null, members: 10, tenths: 4 },
    ]);
  });

  test('always has the others, so that nobody knows whether there are any', () => {
    const [, others] = group(placed(10, 'MG'));
    expect(others).toEqual({ country: null, members: 0, tenths: null });
    expect(group([...placed(10, 'MG'), ...placed(9, null)])[1]).toEqual(others);
  });

  test('says the same of one member more or less, but at a floor', () => {
    const alone = JSON.stringify(group(placed(11, 'MG')));
    for (const count of [10, 12, 19]) {
      expect(JSON.stringify(group(placed(count, 'MG')))).toBe(alone);
    }
    expect(group(placed(20, 'MG'))[0]).toMatchObject({ members: 20 });
  });

  test('counts people, not payouts, and one whose accounts move together once', () => {
    const one = placed(12, 'MG').map((payout) => ({ ...payout, person: 'one' }));
    expect(group([...one, ...placed(8, 'MG')])).toEqual([]);
  });

  test('leaves out what is older than a year, or was asked for', () => {
    const old = placed(10, 'MG').map((payout) => ({ ...payout, askedMonth: '2025-09' }));
    const bought = placed(10, 'MG').map((payout) => ({ ...payout, solicited: true }));
    expect(group(old)).toEqual([]);
    expect(group(bought)).toEqual([]);
  });
});
