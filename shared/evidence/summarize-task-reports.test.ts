import { describe, expect, test } from 'vitest';
import {
  countSubmittedRuns,
  hourlyRateOf,
  countAllRuns,
  type TaskReportFigures,
} from './hourly-pay.ts';
import { summarizeTaskReports } from './summarize-task-reports.ts';
import { makeRatedReport as report, type TestReportFacts } from './hourly-pay.testing.ts';
import type { ExchangeRate } from '#shared/directory/reference-data.ts';

const RATES: ExchangeRate[] = [
  { currency: 'EUR', perEur: 1, asOf: '2026-11-01', status: 'test' },
  { currency: 'MGA', perEur: 5_000, asOf: '2026-11-01', status: 'test' },
];

/** One member with an hourly rate of so many cents. */
function paidHourly(
  authorKey: string,
  cents: number,
  facts: TestReportFacts = {},
): TaskReportFigures {
  return report({ authorKey, rewardMinor: cents, paid: 1, totalSeconds: 3_600, ...facts });
}

describe('hourlyOf', () => {
  test.each([
    [300, 3_600, 300],
    [300, 1_800, 600],
    [0, 60, 0],
    [100, 0, null],
    // No typing error is so large that a figure overflows.
    [1e14, 1, 1_000_000_000],
  ])('%i in %i s is %j', (paid, seconds, hourly) => {
    expect(hourlyRateOf(paid, seconds)).toBe(hourly);
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
  expect(countSubmittedRuns(counts)).toBe(13);
  expect(countAllRuns(counts)).toBe(28);
});

describe('describeReports', () => {
  test('says nothing where there is no report', () => {
    expect(summarizeTaskReports([], RATES)).toEqual({
      members: 0,
      established: 0,
      hourly: null,
      medianRunSeconds: null,
      refused: null,
      screenOutShare: null,
      medianApprovalDays: null,
      answered: null,
      recommends: null,
      breaksTerms: 0,
      ethics: [],
    });
  });

  test('takes quartiles over members, each with all her time', () => {
    const reports = [
      paidHourly('ana', 400),
      // Her second hour earned nothing, so both together earned 200 an hour.
      report({ refusedWithReason: 1, totalSeconds: 3_600 }),
      paidHourly('bea', 300),
      paidHourly('clo', 500),
      paidHourly('dia', 600),
    ];
    expect(summarizeTaskReports(reports, RATES).hourly).toEqual({
      currency: 'EUR',
      low: 250,
      median: 400,
      high: 550,
      members: 4,
      established: 4,
    });
  });

  test.each([
    ['no time was measured', { totalSeconds: null }],
    ['all of it still waits', { paid: 0, pending: 1 }],
  ])('says no rate where %s', (_why, facts) => {
    expect(summarizeTaskReports([paidHourly('ana', 400, facts)], RATES).hourly).toBeNull();
  });

  test('says a rate of nothing where all time was unpaid', () => {
    const reports = [report({ screenOuts: 3, totalSeconds: 600 })];
    expect(summarizeTaskReports(reports, RATES).hourly).toMatchObject({ median: 0, members: 1 });
  });

  test('weighs each report by its time, at the rate that it says itself', () => {
    // Counts are rounded more coarsely than rates: 40 instead of 37 runs at 10 cents would give 400
    // an hour.
    const rated = { ...report({ paid: 40, totalSeconds: 3_600 }), hourlyMinor: 370 };
    const long = { ...report({ totalSeconds: 7_200 }), hourlyMinor: 100 };
    expect(summarizeTaskReports([rated, long], RATES).hourly?.median).toBe(190);
  });

  describe('in the currency', () => {
    const inEuro = (key: string): TaskReportFigures => paidHourly(key, 400);
    const inAriary = (key: string): TaskReportFigures =>
      paidHourly(key, 10_000, { currency: 'MGA' });
    const inFrancs = (key: string): TaskReportFigures => paidHourly(key, 900, { currency: 'XOF' });
    const inRupees = (key: string): TaskReportFigures => paidHourly(key, 700, { currency: 'INR' });

    test.each([
      ['that all share', [inAriary('a')], 'MGA', 10_000, 1],
      ['that all share, without a rate', [inFrancs('a'), inFrancs('b')], 'XOF', 900, 2],
      [
        'of more than half, into which others are converted',
        [inAriary('a'), inAriary('b'), inEuro('c')],
        'MGA',
        10_000,
        3,
      ],
      ['euro where none has more than half', [inEuro('a'), inAriary('b')], 'EUR', 300, 2],
      [
        'of more than half, although it has no rate',
        [inFrancs('a'), inFrancs('b'), inEuro('c')],
        'XOF',
        900,
        2,
      ],
      [
        'that is left where the others have no rate',
        [inAriary('a'), inFrancs('b')],
        'MGA',
        10_000,
        1,
      ],
      [
        'of more than half of those with a rate',
        [inAriary('a'), inAriary('b'), inEuro('c'), inFrancs('d'), inRupees('e')],
        'MGA',
        10_000,
        3,
      ],
    ] as const)('%s', (_, reports, currency, median, members) => {
      expect(summarizeTaskReports(reports, RATES).hourly).toMatchObject({
        currency,
        median,
        members,
      });
    });

    test('that new accounts cannot choose for established members', () => {
      const fakes = Array.from({ length: 50 }, (_, fake) => ({
        ...inFrancs(`new${fake}`),
        established: false,
      }));
      const honest = ['a', 'b', 'c'].map(inEuro);
      expect(summarizeTaskReports([...honest, ...fakes], RATES).hourly).toMatchObject({
        currency: 'EUR',
        median: 400,
        members: 3,
      });
    });
  });

  test('lets many new accounts weigh one established member at most', () => {
    const fakes = Array.from({ length: 50 }, (_, fake) =>
      paidHourly(`new${fake}`, 9_000, { established: false }),
    );
    const honest = ['ana', 'bea'].map((key) => paidHourly(key, 200));
    expect(summarizeTaskReports([...honest, ...fakes], RATES).hourly).toMatchObject({
      median: 200,
      members: 52,
      established: 2,
    });
  });

  test('means over members what was refused, not over runs', () => {
    const reports = [
      report({ authorKey: 'ana', paid: 1_000 }),
      report({ authorKey: 'bea', refusedWithReason: 1, refusedWithoutReason: 3 }),
      report({ authorKey: 'clo', pending: 5 }),
    ];
    expect(summarizeTaskReports(reports, RATES).refused).toEqual({
      share: 0.5,
      withoutReasonShare: 0.375,
      members: 2,
      established: 2,
    });
  });

  test('counts each member once in what she says', () => {
    const reports = [
      report({ contact: 'unanswered', breaksTerms: true, ethics: ['shocking', 'other'] }),
      report({ contact: 'answered', breaksTerms: true, ethics: ['shocking'] }),
      report({ authorKey: 'bea', contact: 'unanswered', ethics: ['shocking'] }),
    ];
    expect(summarizeTaskReports(reports, RATES)).toMatchObject({
      answered: { value: 0.5, members: 2 },
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
    expect(summarizeTaskReports(reports, RATES).recommends).toMatchObject({
      value: 0.5,
      members: 2,
    });
  });

  test('tells the time of a run and the days to approval by medians', () => {
    const reports = [
      report({ paid: 3, screenOuts: 1, totalSeconds: 400, approvalDays: 1 }),
      report({ authorKey: 'bea', paid: 1, totalSeconds: 200, approvalDays: 4 }),
      report({ authorKey: 'clo', paid: 1, totalSeconds: 900, approvalDays: 30 }),
    ];
    const figures = summarizeTaskReports(reports, RATES);
    expect(figures).toMatchObject({
      medianRunSeconds: { value: 200 },
      medianApprovalDays: { value: 4 },
    });
    expect(figures.screenOutShare?.value).toBeCloseTo(1 / 12);
  });
});
