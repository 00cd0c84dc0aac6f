import { describe, expect, test } from 'vitest';
import { addDays } from '#shared/core/days.ts';
import {
  computeStanding,
  type PayoutEvidence,
  type PreviousStanding,
  type Standing,
  type StandingState,
} from './standing.ts';
import {
  LONG_AGO,
  NOW,
  ago,
  computeTestStanding,
  fresh,
  givenUp,
  paid,
  refused,
  screenshot,
  suspect,
  waiting,
  was,
} from './standing.testing.ts';

type Case = [string, PayoutEvidence[], StandingState | null, StandingState];

describe('each row of the table at its bounds, without hysteresis', () => {
  test.each<Case>([
    ['nothing', [], null, 'unknown'],
    ['n of 3 with 3 members', paid(3), null, 'promising'],
    ['n of 3 and nobody was ever paid', refused(3), 'promising', 'unknown'],
    ['but one, long ago', [...refused(3), ...paid(1, 700)], 'promising', 'promising'],
    [
      'but one who is not established',
      [...refused(3), ...paid(1, 700, fresh)],
      'promising',
      'unknown',
    ],
    ['but one who is suspect', [...refused(3), ...paid(1, 0, suspect)], 'promising', 'unknown'],
    ['n under 3', [...paid(2), ...paid(1, 1)], null, 'unknown'],
    [
      'n over 3 with 2 members',
      [
        ...paid(1),
        ...[0, 40, 80].flatMap((days) => paid(1, 0, { askedOn: ago(days), authorKey: 'one' })),
      ],
      null,
      'unknown',
    ],
    ['ten declared by ten', paid(10, 0, { proof: 'declared' }), null, 'promising'],

    ['5 members refused', refused(5), null, 'not-paying'],
    ['4 members refused', refused(4), null, 'doubtful'],
    ['waiting 60 days', waiting(12, 60), null, 'not-paying'],
    ['waiting 59 days', waiting(12, 59), null, 'doubtful'],
    ['hi of 0.527', refused(5, 0, screenshot), null, 'doubtful'],
    ['hi of 0.4991', refused(6, 5, screenshot), null, 'not-paying'],
    ['hi of 0.5032', refused(6, 6, screenshot), null, 'doubtful'],
    ['a receipt 60 days ago', [...refused(8), ...paid(1, 60)], null, 'doubtful'],
    ['a receipt 61 days ago', [...refused(8), ...paid(1, 61)], null, 'not-paying'],
    ['a receipt of a new account', [...refused(8), ...paid(1, 0, fresh)], null, 'not-paying'],
    ['a suspect receipt', [...refused(8), ...paid(1, 0, suspect)], null, 'not-paying'],
    [
      'a solicited receipt',
      [...refused(8), ...paid(1, 0, { solicited: true })],
      null,
      'not-paying',
    ],

    ['hi of 0.876', [...refused(4), ...paid(12)], null, 'doubtful'],
    ['hi of 0.884 and m under 0.75', [...refused(4), ...paid(13)], null, 'unknown'],
    ['m of 0.75', [...refused(4), ...paid(14)], null, 'promising'],
    ['3 members refused', [...refused(3), ...paid(2)], null, 'unknown'],
    ['refused 90 days ago', [...refused(8, 90), ...paid(2)], null, 'doubtful'],
    ['refused 91 days ago', [...refused(8, 91), ...paid(2)], null, 'unknown'],
    ['unpaid 90 days ago', [...waiting(24, 150), ...paid(2)], null, 'doubtful'],
    ['unpaid 91 days ago', [...waiting(24, 151), ...paid(2)], null, 'unknown'],
    ['3 refused, one overdue', [...refused(3), ...waiting(1, 31), ...paid(2)], null, 'doubtful'],
    ['3 refused, one in time', [...refused(3), ...waiting(1, 30), ...paid(2)], null, 'unknown'],
    ['a suspect refusal', [...refused(3), ...refused(1, 0, suspect), ...paid(2)], null, 'unknown'],
    ['given up when overdue', [...refused(3), ...givenUp(1, 31), ...paid(2)], null, 'doubtful'],
    ['given up before', [...refused(3), ...givenUp(1, 30), ...paid(2)], null, 'unknown'],
    ['half paid', paid(4, 0, { shareReceived: 0.5 }), 'promising', 'doubtful'],
    ['three quarters paid', paid(4, 0, { shareReceived: 0.75 }), 'promising', 'promising'],

    ['lo of 0.652', paid(10, 0, screenshot), null, 'reliable'],
    ['lo of 0.648', paid(10, 1, screenshot), null, 'promising'],
    ['9 established members', [...paid(9), ...paid(9, 0, fresh)], null, 'promising'],
    ['10 established members', paid(10), null, 'reliable'],
    ['the tenth 180 days ago', [...paid(9), ...paid(1, 180)], null, 'reliable'],
    ['the tenth 181 days ago', [...paid(9), ...paid(1, 181)], null, 'promising'],
    ['last receipt 60 days ago', paid(20, 60), null, 'reliable'],
    ['last receipt 61 days ago', paid(20, 61), null, 'promising'],
    ['waiting in time adds nothing', [...paid(9), ...waiting(5, 20)], null, 'promising'],
  ])('%s', (_name, payouts, from, state) => {
    expect(computeTestStanding(payouts, from).state).toBe(state);
  });
});

describe('hysteresis', () => {
  const beside = (receipts: number) => [...refused(4), ...paid(receipts)];
  const thin = (receipts: number) => [...refused(1, 60), ...paid(receipts)];
  test.each<Case>([
    ['hi of 0.884 does not pull down', beside(13), 'promising', 'promising'],
    ['nor two steps', beside(13), 'reliable', 'promising'],
    ['hi of 0.876 does', beside(12), 'promising', 'doubtful'],
    ['hi of 0.876 pulls down two steps', beside(12), 'reliable', 'doubtful'],
    ['hi of 0.9295 does not lift', beside(24), 'doubtful', 'doubtful'],
    ['hi of 0.932 does, as far as it goes', beside(25), 'doubtful', 'reliable'],
    ['hi of 0.959 does not with m under 0.75', thin(3), 'doubtful', 'doubtful'],
    ['hi of 0.967 does with m over 0.75', thin(4), 'doubtful', 'promising'],
    ['hi of 0.527 is not entered', refused(5, 0, screenshot), 'doubtful', 'doubtful'],
    ['hi of 0.527 is not left', refused(5, 0, screenshot), 'not-paying', 'not-paying'],
    ['hi of 0.551 is left', [...refused(5), ...paid(4, 71)], 'not-paying', 'doubtful'],
    ['hi of 0.5495 is not', [...refused(5), ...paid(4, 72)], 'not-paying', 'not-paying'],
    ['hi of 0.482 pulls down', refused(6, 0, screenshot), 'promising', 'not-paying'],
    ['lo of 0.602 stays reliable', paid(10, 13, screenshot), 'reliable', 'reliable'],
    ['lo of 0.602 does not lift', paid(10, 13, screenshot), 'promising', 'promising'],
    ['lo of 0.5985 falls', paid(10, 14, screenshot), 'reliable', 'promising'],
    ['from doubtful straight to reliable', paid(12), 'doubtful', 'reliable'],
    ['days: last receipt 61 days ago', paid(20, 61), 'reliable', 'promising'],
    ['members: 9 established', paid(9), 'reliable', 'promising'],
    ['members: 3 refused do not pull down', [...refused(3), ...paid(2)], 'promising', 'promising'],
    [
      'a receipt ends not-paying, not the doubt',
      [...refused(8), ...paid(1)],
      'not-paying',
      'doubtful',
    ],
    ['silence ends no doubt', [...refused(20, 91), ...paid(2)], 'doubtful', 'doubtful'],
    ['after a reversed closure, as a first one', beside(13), 'closed', 'unknown'],
  ])('%s', (_name, payouts, from, state) => {
    expect(computeTestStanding(payouts, from).state).toBe(state);
  });

  test('since moves only with the state', () => {
    expect(computeTestStanding(paid(12), 'reliable').since).toBe(LONG_AGO);
    expect(computeTestStanding(paid(12), 'promising').since).toBe(NOW);
  });
});

describe('time alone', () => {
  test('reliable fades to promising, then to no news, and never further', () => {
    const payouts = paid(12, 0, screenshot);
    const seen: string[] = [];
    let previous: PreviousStanding | null = null;
    for (let day = 0; day <= 400; day += 1) {
      const now = addDays(NOW, day);
      const standing: Standing = computeStanding({ payouts, previous, closed: false, now });
      const label = `${standing.state}${standing.markers.noNewsSince === null ? '' : ' no news'}`;
      if (seen.at(-1) !== label) seen.push(label);
      previous = standing;
    }
    expect(seen).toEqual(['reliable', 'promising', 'promising no news']);
    expect(previous?.since).toBe(addDays(NOW, 26));
  });

  test.each<[StandingState, StandingState]>([
    ['reliable', 'promising'],
    ['promising', 'promising'],
    ['doubtful', 'doubtful'],
    ['not-paying', 'not-paying'],
  ])('under n = 3, %s shows as %s, since the last news', (from, state) => {
    const standing = computeTestStanding([...paid(1, 80), ...refused(1, 70)], from);
    expect(standing).toMatchObject({ state, everKnown: true });
    expect(standing.markers.noNewsSince).toBe(ago(70));
    expect(standing.numbers?.members).toBe(2);
  });

  test('all evidence withdrawn: no news since the standing itself', () => {
    expect(computeTestStanding([], 'doubtful').markers.noNewsSince).toBe(LONG_AGO);
  });

  test.each<[StandingState, StandingState, StandingState]>([
    ['reliable', 'unknown', 'unknown'],
    ['promising', 'unknown', 'unknown'],
    ['doubtful', 'doubtful', 'doubtful'],
    ['not-paying', 'doubtful', 'not-paying'],
  ])('once no receipt is left, %s becomes %s, or %s without news', (from, state, noNews) => {
    expect(computeTestStanding([...refused(3), ...paid(9, 0, suspect)], from).state).toBe(state);
    expect(computeTestStanding(paid(9, 0, suspect), from).state).toBe(noNews);
  });

  test('known once is known for ever, but a standing that never was is not made up', () => {
    const payouts = paid(2);
    expect(computeTestStanding(payouts, 'unknown')).toMatchObject({
      state: 'unknown',
      numbers: null,
    });
    expect(
      computeStanding({ payouts, previous: was('unknown', false), closed: false, now: NOW }),
    ).toMatchObject({ state: 'unknown', everKnown: false, markers: { noNewsSince: null } });
  });
});

describe('closed', () => {
  test('wins over any evidence and keeps its numbers', () => {
    const standing = computeTestStanding(paid(12), 'reliable', true);
    expect(standing).toMatchObject({ state: 'closed', since: NOW, everKnown: true });
    expect(standing.numbers?.paid).toBe(12);
    expect(computeTestStanding(paid(12), 'closed', true).since).toBe(LONG_AGO);
    expect(computeTestStanding([], null, true)).toMatchObject({ state: 'closed', numbers: null });
  });
});

describe('facts beside the standing', () => {
  test('counts', () => {
    const payouts = [
      ...paid(3, 10),
      ...paid(1, 200),
      ...paid(1, 0, { solicited: true }),
      ...paid(1, 0, suspect),
      ...refused(2, 91),
      ...waiting(2, 70),
      ...waiting(1, 70, { solicited: true }),
      ...waiting(1, 70, suspect),
    ];
    expect(computeTestStanding(payouts)).toMatchObject({
      membersUnpaid: 4,
      membersLate90d: 2,
      establishedMembers180d: 7,
      lastReceivedOn: ago(10),
    });
  });

  test.each<[string, PayoutEvidence[], number | null]>([
    ['3 members past twice the expected delay', waiting(3, 60), 3],
    ['2 members', waiting(2, 60), null],
    ['one member thrice', waiting(3, 60, { authorKey: 'one' }), null],
    ['a day early', waiting(3, 59), null],
    ['no news of one', [...waiting(2, 60), ...waiting(1, 60, { unansweredReminders: 2 })], null],
    ['one reminder only', waiting(3, 60, { unansweredReminders: 1 }), 3],
    ['a receipt 60 days ago', [...waiting(3, 60), ...paid(1, 60)], null],
    ['a receipt 61 days ago', [...waiting(3, 60), ...paid(1, 61)], 3],
    ['nor those who gave up', [...waiting(2, 60), ...givenUp(4, 60)], null],
    ['a suspect one', [...waiting(2, 60), ...waiting(1, 60, suspect)], null],
    ['refused ones do not wait', [...waiting(2, 60), ...refused(4)], null],
  ])('the first line on many who wait: %s', (_name, payouts, count) => {
    const expected = count === null ? null : { members: count };
    expect(computeTestStanding(payouts).markers.manyWait).toEqual(expected);
    expect(computeTestStanding(payouts, null, true).markers.manyWait).toEqual(expected);
  });

  test('expected delay of a payout asked today', () => {
    const payouts = [
      ...waiting(1, 60, { promiseDays: 10 }),
      ...waiting(1, 20, { promiseDays: 20 }),
    ];
    const input = { payouts, previous: null, closed: false, now: NOW };
    expect(computeStanding(input).expectedDays).toBe(20);
    expect(computeStanding({ ...input, promiseNow: 18 }).expectedDays).toBe(18);
    expect(computeStanding({ ...input, promiseNow: null }).expectedDays).toBe(30);
  });
});
