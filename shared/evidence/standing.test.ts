import { describe, expect, test } from 'vitest';
import { addDays } from '#shared/core/days.ts';
import type { PayoutEvidence } from './payout-evidence.ts';
import { computeStanding, type PreviousStanding, type StandingState } from './standing.ts';
import {
  LONG_AGO,
  NOW,
  ago,
  computeTestStanding,
  fresh,
  members,
  paid,
  refused,
  regulars,
  solicited,
  suspect,
  waiting,
  was,
} from './standing.testing.ts';

type Case = [string, PayoutEvidence[], StandingState | null, StandingState];

/** A report of today that is as old as this: it was settled long before. */
const toldLate = (age: number, state: PayoutEvidence['state'] = 'received') =>
  members(1, ago(age + 30), { state, toldOn: NOW, countsFrom: NOW });

describe('each row of the table at its bounds', () => {
  const fourVoices = [0, 90, 180, 270].flatMap((days) =>
    members(1, ago(days), { authorKey: 'one', toldOn: NOW, countsFrom: NOW }),
  );
  test.each<Case>([
    ['nothing', [], null, 'unknown'],
    ['n of 3 with 3 members', paid(3), null, 'promising'],
    ['n under 3', [...paid(2), ...paid(1, 1)], null, 'unknown'],
    ['n over 3 with 2 members', [...paid(1), ...fourVoices], null, 'unknown'],
    ['n over 3 with 3 members', [...paid(2), ...fourVoices], null, 'promising'],
    ['nobody was ever paid', refused(3), 'promising', 'unknown'],
    ['m under 0.7', [...refused(3), ...paid(5)], null, 'unknown'],
    ['m of 0.7', [...refused(2), ...paid(6)], null, 'promising'],

    ['5 members refused', refused(5), null, 'not-paying'],
    ['5 members waiting', waiting(5, 45), null, 'not-paying'],
    ['5 members waiting as is normal', waiting(5, 44), null, 'unknown'],
    ['4 members refused', refused(4), null, 'doubtful'],
    ['2 members paid beside 12 refused', [...refused(12), ...paid(2)], null, 'not-paying'],
    ['3 members paid', [...refused(12), ...paid(3)], null, 'doubtful'],
    ['3 members paid 60 days ago', [...refused(12), ...paid(3, 60)], null, 'doubtful'],
    ['3 members paid 61 days ago', [...refused(12), ...paid(3, 61)], null, 'not-paying'],
    ['3 suspect receipts', [...refused(12), ...paid(3, 0, suspect)], null, 'not-paying'],
    ['3 solicited receipts', [...refused(12), ...paid(3, 0, solicited)], null, 'not-paying'],
    ['3 receipts of new accounts', [...refused(12), ...paid(3, 0, fresh)], null, 'not-paying'],
    [
      '3 receipts of newcomers',
      [...regulars(12, 1, 'refused'), ...paid(3)],
      'doubtful',
      'not-paying',
    ],

    ['hi lately of 0.58', [...refused(4), ...paid(1)], null, 'doubtful'],
    ['hi lately of 0.66', [...refused(4), ...paid(2)], 'promising', 'promising'],
    ['3 members refused', [...refused(3), ...paid(1)], 'promising', 'promising'],
    ['the fourth 60 days ago', [...refused(3), ...refused(1, 60)], null, 'doubtful'],
    [
      'the fourth 61 days ago',
      [...refused(3), ...refused(1, 61), ...paid(1, 300)],
      'promising',
      'promising',
    ],
    ['hi of the season of 0.6965', [...refused(5), ...paid(4)], null, 'doubtful'],
    ['hi of the season of 0.73', [...refused(5), ...paid(5)], 'promising', 'promising'],
    [
      'the fifth 180 days ago',
      [...refused(4), ...toldLate(180, 'refused'), ...paid(2)],
      'promising',
      'doubtful',
    ],
    [
      'the fifth 181 days ago',
      [...refused(4), ...toldLate(181, 'refused'), ...paid(2)],
      'promising',
      'promising',
    ],
    ['half paid', paid(5, 0, { shareReceived: 0.5 }), 'promising', 'not-paying'],
    ['three quarters paid', paid(5, 0, { shareReceived: 0.75 }), 'promising', 'promising'],

    ['10 members', paid(10), null, 'reliable'],
    ['9 members', paid(9), null, 'promising'],
    ['9 and new accounts', [...paid(9), ...paid(60, 0, fresh)], null, 'promising'],
    ['the tenth 180 days ago', [...paid(9), ...toldLate(180)], null, 'reliable'],
    ['the tenth 181 days ago', [...paid(9), ...toldLate(181)], null, 'promising'],
    ['lo of 0.66', [...paid(10), ...refused(1)], null, 'reliable'],
    ['lo of 0.64', [...paid(9), ...refused(1)], null, 'promising'],
    ['last receipt 60 days ago', paid(20, 60), null, 'reliable'],
    ['last receipt 61 days ago', paid(20, 61), null, 'promising'],
  ])('%s', (_name, payouts, from, state) => {
    expect(computeTestStanding(payouts, from).state).toBe(state);
  });
});

describe('how a standing is left', () => {
  const six = (receipts: number) => [...refused(6), ...paid(receipts)];
  test.each<Case>([
    ['hi of 0.5496 is not entered', six(2), 'doubtful', 'doubtful'],
    ['hi of 0.5496 is not left', six(2), 'not-paying', 'not-paying'],
    ['hi of 0.5997 is left', [...refused(5), ...paid(2)], 'not-paying', 'doubtful'],
    ['receipts of three end not-paying, not the doubt', six(3), 'not-paying', 'doubtful'],
    ['m lately under 0.7', [...refused(3), ...paid(6)], 'doubtful', 'doubtful'],
    ['m lately of 0.71', [...refused(4), ...paid(11)], 'doubtful', 'promising'],
    ['hi of the season of 0.77', [...refused(12, 40), ...paid(9)], 'doubtful', 'doubtful'],
    ['hi of the season over 0.78', [...refused(8, 60), ...paid(9)], 'doubtful', 'promising'],
    ['lo of 0.64 stays reliable', [...paid(9), ...refused(1)], 'reliable', 'reliable'],
    ['lo under 0.6 falls', [...paid(9), ...refused(2)], 'reliable', 'promising'],
    ['from doubtful straight to reliable', paid(12), 'doubtful', 'reliable'],
    ['silence ends no doubt', [...refused(20, 181), ...paid(2, 100)], 'doubtful', 'doubtful'],
    ['after a reversed closure, as a first one', [...refused(3), ...paid(5)], 'closed', 'unknown'],
  ])('%s', (_name, payouts, from, state) => {
    expect(computeTestStanding(payouts, from).state).toBe(state);
  });

  test('since moves only with the state', () => {
    expect(computeTestStanding(paid(12), 'reliable').since).toBe(LONG_AGO);
    expect(computeTestStanding(paid(12), 'promising').since).toBe(NOW);
  });
});

describe('new accounts and newcomers', () => {
  const praise = paid(200, 0, fresh);
  const slander = refused(200, 0, fresh);
  test.each<[string, PayoutEvidence[], StandingState | null, StandingState, boolean]>([
    ['new receipts alone', praise, null, 'unknown', true],
    ['new refusals alone', slander, null, 'unknown', true],
    ['new refusals of a reliable one', [...paid(12), ...slander], 'reliable', 'reliable', false],
    ['new receipts of a bad one', [...refused(5), ...praise], 'not-paying', 'not-paying', false],
    ['few of the others', [...paid(2), ...slander], null, 'unknown', true],
    ['nobody new', paid(1), null, 'unknown', false],
  ])('%s', (_name, payouts, from, state, mostlyNew) => {
    expect(computeTestStanding(payouts, from)).toMatchObject({
      state,
      mostlyNewAccounts: mostlyNew,
    });
  });

  test('established newcomers who slander weigh what the others back', () => {
    const usual = [...regulars(8, 10, 'received'), ...refused(60)];
    const { state, lately } = computeTestStanding(usual, 'promising');
    expect(state).toBe('promising');
    expect(lately.unpaid).toBeLessThan(4);
  });

  test('a few of the others who say the same let them be heard', () => {
    const told = [
      ...regulars(20, 40, 'received'),
      ...refused(9, 9),
      ...regulars(3, 5, 'refused'),
      ...refused(9),
    ];
    expect(computeTestStanding(told, 'promising').state).toBe('doubtful');
  });
});

describe('time alone', () => {
  test('reliable fades to promising, then to no news, and never further', () => {
    const payouts = paid(12);
    const seen: string[] = [];
    let previous: PreviousStanding | null = null;
    for (let day = 0; day <= 500; day += 1) {
      const now = addDays(NOW, day);
      const standing = computeStanding({ payouts, previous, closed: false, now });
      const label = `${standing.state}${standing.noNews ? ', no news' : ''}`;
      if (seen.at(-1) !== label) seen.push(label);
      previous = standing;
    }
    expect(seen).toEqual(['reliable', 'promising', 'promising, no news']);
    expect(previous?.since).toBe(addDays(NOW, 61));
  });

  test.each<[StandingState, StandingState]>([
    ['reliable', 'promising'],
    ['promising', 'promising'],
    ['doubtful', 'doubtful'],
    ['not-paying', 'not-paying'],
  ])('under n = 2, %s shows as %s, without news', (from, state) => {
    const standing = computeTestStanding([...paid(1, 80), ...refused(1, 70)], from);
    expect(standing).toMatchObject({ state, everKnown: true, noNews: true });
  });

  test('a standing that never was is not made up', () => {
    expect(computeTestStanding(paid(1), 'unknown')).toMatchObject({
      state: 'unknown',
      noNews: false,
    });
    const input = { payouts: paid(2), previous: was('unknown', false), closed: false, now: NOW };
    expect(computeStanding(input)).toMatchObject({ state: 'unknown', everKnown: false });
  });
});

test('closed wins over any evidence', () => {
  const closed = computeTestStanding(paid(12), 'reliable', true);
  expect(closed).toMatchObject({ state: 'closed', since: NOW, everKnown: true, noNews: false });
  expect(computeTestStanding(paid(12), 'closed', true).since).toBe(LONG_AGO);
  expect(computeTestStanding([], null, true)).toMatchObject({ state: 'closed', everKnown: false });
});

test('random evidence never makes a NaN, and new accounts move nothing in it', () => {
  let seed = 7;
  const random = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((seed / 2_147_483_648) * below);
  };
  for (let round = 0; round < 200; round += 1) {
    const from = (['not-paying', 'doubtful', 'promising', 'reliable'] as const)[random(4)] ?? null;
    const bad = random(10);
    const payouts = Array.from({ length: random(60) }, () => {
      const overrides = { established: random(3) > 0, solicited: random(9) === 0 };
      if (random(10) >= bad) return paid(1, random(300), overrides);
      return random(2) === 0
        ? refused(1, random(300), overrides)
        : waiting(1, random(300), overrides);
    }).flat();
    const { state, lately, season } = computeTestStanding(payouts, from);
    for (const share of [lately, season]) {
      const values = Object.values(share);
      expect(values.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
      expect(share.low).toBeLessThanOrEqual(share.high);
    }
    const established = payouts.filter((payout) => payout.established);
    expect(computeTestStanding(established, from).state).toBe(state);
  }
});
