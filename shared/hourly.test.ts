import { describe, expect, test } from 'vitest';
import { describeReports, handedIn, hourlyOf, runsOf, type ReportFacts } from './hourly.ts';
import type { ExchangeRate } from './tables.ts';

const RATES: ExchangeRate[] = [
  { currency: 'EUR', perEur: 1, asOf: '2026-11-01', status: 'test' },
  { currency: 'MGA', perEur: 5_000, asOf: '2026-11-01', status: 'test' },
];

function report(facts: Partial<ReportFacts>): ReportFacts {
  return {
    authorKey: 'ana',
    established: true,
    currency: 'EUR',
    rewardMinor: 10,
    paid: 0,
    refusedWithReason: 0,
    refusedWithoutReason: 0,
    screenOuts: 0,
    broken: 0,
    abandoned: 0,
    pending: 0,
    totalSeconds: null,
    approvalDays: null,
    contact: 'not-tried',
    recommends: null,
    breaksTerms: false,
    ethics: [],
    workedMonth: '2026-11',
    ...facts,
  };
}

/** One member whose hour was worth so many cents. */
function paidHourly(
  authorKey: string,
  cents: number,
  facts: Partial<ReportFacts> = {},
): ReportFacts {
  return report({ authorKey, rewardMinor: cents, paid: 1, totalSeconds: 3_600, ...facts });
}

describe('hourlyOf', () => {
  test.each([
    [300, 3_600, 300],
    [300, 1_800, 600],
    [0, 60, 0],
    [100, 0, null],
  ])('%i in %i s is %j', (paid, seconds, hourly) => {
    expect(hourlyOf(paid, seconds)).toBe(hourly);
  });
});

test('counts what was handed in, and all that was begun', () => {
  const counts = report({
    paid: 1,
    refusedWithReason: 2,
    refusedWithoutReason: 3,
    screenOuts: 4,
    broken: 5,
    abandoned: 6,
    pending: 7,
  });
  expect(handedIn(counts)).toBe(13);
  expect(runsOf(counts)).toBe(28);
});

describe('describeReports', () => {
  test('says nothing where there is no report', () => {
    expect(describeReports([], RATES)).toEqual({
      reports: 0,
      members: 0,
      runs: 0,
      hourly: null,
      medianRunSeconds: null,
      refused: null,
      screenOutShare: null,
      medianApprovalDays: null,
      contact: { tried: 0, answered: 0 },
      recommends: { yes: 0, opinions: 0 },
      breaksTerms: 0,
      ethics: [],
    });
  });

  test('takes quartiles over members, each with all her time', () => {
    const reports = [
      paidHourly('ana', 400),
      // Her second hour brought nothing: 200 an hour.
      report({ refusedWithReason: 1, totalSeconds: 3_600 }),
      paidHourly('bea', 300),
      paidHourly('clo', 500),
      paidHourly('dia', 600),
    ];
    expect(describeReports(reports, RATES).hourly).toEqual({
      currency: 'EUR',
      low: 250,
      median: 400,
      high: 550,
      members: 4,
    });
  });

  test.each([
    ['no time was measured', { totalSeconds: null }],
    ['all of it still waits', { paid: 0, pending: 1 }],
  ])('says no rate where %s', (_why, facts) => {
    expect(describeReports([paidHourly('ana', 400, facts)], RATES).hourly).toBeNull();
  });

  test('says a rate of nothing where all time was unpaid', () => {
    const reports = [report({ screenOuts: 3, totalSeconds: 600 })];
    expect(describeReports(reports, RATES).hourly).toMatchObject({ median: 0, members: 1 });
  });

  test('adds up in euros where currencies differ, and keeps a currency that all share', () => {
    const ariary = paidHourly('bea', 10_000, { currency: 'MGA' });
    expect(describeReports([ariary], RATES).hourly).toMatchObject({
      currency: 'MGA',
      median: 10_000,
    });
    expect(describeReports([paidHourly('ana', 400), ariary], RATES).hourly).toMatchObject({
      currency: 'EUR',
      median: 300,
    });
  });

  test('leaves out a currency without a rate', () => {
    const reports = [paidHourly('ana', 400), paidHourly('bea', 900, { currency: 'XOF' })];
    expect(describeReports(reports, RATES).hourly).toMatchObject({ median: 400, members: 1 });
  });

  test('lets many new accounts weigh one established member at most', () => {
    const fakes = Array.from({ length: 50 }, (_, fake) =>
      paidHourly(`new${fake}`, 9_000, { established: false }),
    );
    const honest = ['ana', 'bea'].map((key) => paidHourly(key, 200));
    expect(describeReports([...honest, ...fakes], RATES).hourly).toMatchObject({
      median: 200,
      members: 52,
    });
  });

  test('means over members what was refused, not over runs', () => {
    const reports = [
      report({ authorKey: 'ana', paid: 1_000 }),
      report({ authorKey: 'bea', refusedWithReason: 1, refusedWithoutReason: 3 }),
      report({ authorKey: 'clo', pending: 5 }),
    ];
    expect(describeReports(reports, RATES).refused).toEqual({
      share: 0.5,
      withoutReasonShare: 0.375,
      membersRefused: 1,
      membersWithoutReason: 1,
      members: 2,
    });
  });

  test('counts each member once in what she says', () => {
    const reports = [
      report({ contact: 'unanswered', breaksTerms: true, ethics: ['shocking', 'other'] }),
      report({ contact: 'answered', breaksTerms: true, ethics: ['shocking'] }),
      report({ authorKey: 'bea', contact: 'unanswered', ethics: ['shocking'] }),
    ];
    expect(describeReports(reports, RATES)).toMatchObject({
      contact: { tried: 2, answered: 1 },
      breaksTerms: 1,
      ethics: [
        { kind: 'shocking', members: 2 },
        { kind: 'other', members: 1 },
      ],
    });
  });

  test('takes what a member said last for her opinion', () => {
    const reports = [
      report({ recommends: false, workedMonth: '2026-11' }),
      report({ recommends: true, workedMonth: '2026-09' }),
      report({ authorKey: 'bea', recommends: true }),
      report({ authorKey: 'clo' }),
    ];
    expect(describeReports(reports, RATES).recommends).toEqual({ yes: 1, opinions: 2 });
  });

  test('tells the time of a run and the days to approval by medians', () => {
    const reports = [
      report({ paid: 3, screenOuts: 1, totalSeconds: 400, approvalDays: 1 }),
      report({ authorKey: 'bea', paid: 1, totalSeconds: 200, approvalDays: 4 }),
      report({ authorKey: 'clo', paid: 1, totalSeconds: 900, approvalDays: 30 }),
    ];
    const figures = describeReports(reports, RATES);
    expect(figures).toMatchObject({ medianRunSeconds: 200, medianApprovalDays: 4 });
    expect(figures.screenOutShare).toBeCloseTo(1 / 12);
  });
});
