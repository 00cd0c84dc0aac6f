import { describe, expect, test } from 'vitest';
import { STANDING_ORDER, type PayoutEvidence, type StandingState } from './standing.ts';
import {
  computeTestStanding,
  fresh,
  paid,
  refused,
  screenshot,
  waiting,
} from './standing.testing.ts';

describe('no move without the established', () => {
  const crowd = (state: 'received' | 'refused') =>
    (state === 'received' ? paid : refused)(60, 0, fresh);
  const praise = crowd('received');
  const slander = crowd('refused');
  // Decayed, except for the fact that an established member was once paid.
  const paidOnce = paid(1, 700);

  test.each<[string, PayoutEvidence[], StandingState | null, StandingState, boolean]>([
    ['60 new receipts alone', praise, null, 'unknown', true],
    ['60 new refusals alone', slander, null, 'unknown', true],
    ['refusals on a reliable one', [...paid(12), ...slander], 'reliable', 'reliable', true],
    ['refusals on a big one', [...paid(59), ...slander], 'promising', 'promising', true],
    [
      'refusals on a thin one weigh too little',
      [...paid(3), ...slander],
      'promising',
      'promising',
      false,
    ],
    ['and on a dying one', [...paid(8, 80), ...slander], 'promising', 'promising', false],
    [
      'receipts on a bad one',
      [...refused(5, 0, screenshot), ...praise],
      'not-paying',
      'not-paying',
      true,
    ],
    [
      'receipts on a doubtful one',
      [...refused(2), ...paid(9), ...praise],
      'doubtful',
      'doubtful',
      true,
    ],
    [
      'receipts do not hold a fall',
      [...refused(9), ...paid(9), ...praise],
      'promising',
      'doubtful',
      false,
    ],
    [
      'receipts are not a payout of the last 60 days',
      [...paid(20, 61), ...praise],
      'reliable',
      'promising',
      false,
    ],
    ['no further than both allow', [...refused(4), ...slander], 'promising', 'doubtful', true],
    ['no higher than both', [...paid(10, 1, screenshot), ...praise], null, 'promising', true],
    ['theirs is n = 2', [...refused(2), ...paidOnce, ...slander], 'promising', 'promising', true],
    ['theirs is n = 2 and agrees', [...refused(4, 45), ...slander], 'promising', 'doubtful', false],
    ['a first standing needs both', [...refused(2), ...paid(2), ...slander], null, 'unknown', true],
    [
      'a move of the established alone',
      [...refused(4), ...paid(2)],
      'promising',
      'doubtful',
      false,
    ],
    ['nobody new', paid(1), null, 'unknown', false],
  ])('%s', (_name, payouts, from, state, marked) => {
    const standing = computeTestStanding(payouts, from);
    expect(standing.state).toBe(state);
    expect(standing.markers.mostlyNewAccounts).toBe(marked);
  });

  test('under n = 2 of theirs nothing moves, even where the whole has n = 3', () => {
    // Alone they have no median delay, so what is unpaid after 7 days is not overdue after 30.
    const overdue = { promiseDays: null, proof: 'confirmed' } as const;
    const payouts = [
      ...refused(3, 61),
      ...paidOnce,
      ...waiting(4, 20, overdue),
      ...paid(9, 0, fresh),
    ];
    const standing = computeTestStanding(payouts, 'promising');
    expect(standing.numbers?.n).toBeGreaterThan(3);
    expect(standing.establishedOnly?.n).toBeLessThan(2);
    expect(standing.state).toBe('promising');
    expect(standing.markers).toMatchObject({ mostlyNewAccounts: true, noNewsSince: null });
    expect(computeTestStanding(payouts, 'unknown').state).toBe('unknown');
  });

  test('their numbers are published beside the whole', () => {
    const standing = computeTestStanding([...paid(12), ...refused(60, 0, fresh)], 'reliable');
    expect(standing.establishedOnly).toMatchObject({ paid: 12, unpaid: 0, members: 12 });
    expect(standing.numbers?.unpaid).toBeCloseTo(3);
    expect(standing.numbers?.members).toBe(72);
  });
});

test('random evidence never makes a NaN and always respects the established', () => {
  let seed = 7;
  const random = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  for (let round = 0; round < 200; round += 1) {
    const from = STANDING_ORDER[random(4)] ?? 'promising';
    const bad = random(10);
    const payouts = Array.from({ length: random(60) }, () => {
      const overrides = { established: random(3) > 0, solicited: random(9) === 0 };
      if (random(10) >= bad) return paid(1, random(300), overrides);
      return random(2) === 0
        ? refused(1, random(300), overrides)
        : waiting(1, random(300), overrides);
    }).flat();
    const { state, numbers, establishedOnly } = computeTestStanding(payouts, from);
    const values = [numbers, establishedOnly].flatMap((set) => Object.values(set ?? {}));
    expect(values.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
    expect(numbers?.low ?? 0).toBeLessThanOrEqual(numbers?.high ?? 1);
    const alone = computeTestStanding(
      payouts.filter((payout) => payout.established),
      from,
    ).state;
    const steps = (to: StandingState) =>
      STANDING_ORDER.findIndex((s) => s === to) - STANDING_ORDER.indexOf(from);
    if ((establishedOnly?.n ?? 0) >= 3) {
      expect(Math.abs(steps(state))).toBeLessThanOrEqual(Math.abs(steps(alone)));
      expect(steps(state) * steps(alone)).toBeGreaterThanOrEqual(0);
    }
  }
});
