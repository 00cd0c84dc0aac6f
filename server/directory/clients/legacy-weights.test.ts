import { describe, expect, test } from 'vitest';
import type { TaskReportFigures } from '#shared/evidence/hourly-pay.ts';
import type { TestReportFacts } from '#shared/evidence/hourly-pay.testing.ts';
import { computeTestLegacy, makeReportFacts, makeReviewFacts } from './legacy-figures.testing.ts';

/** Neither one account nor a crowd of new ones decides what older tools show. */

describe('aggregates', () => {
  const many = (count: number, overrides: TestReportFacts): TaskReportFigures[] =>
    Array.from({ length: count }, (_, index) =>
      makeReportFacts({ authorKey: `n${index}`, ...overrides }),
    );
  const established = [1, 2, 3, 4].map((index) =>
    makeReportFacts({
      authorKey: `e${index}`,
      established: true,
      contact: 'answered',
      recommends: true,
    }),
  );

  test('are not moved by one account that claims thousands of hours', () => {
    const lie = makeReportFacts({ authorKey: 'liar', paid: 0, totalSeconds: 7_200_000 });
    const [dollars = 0, seconds = 0, members] = computeTestLegacy([...established, lie]).aggregates
      .all.reward;
    // Four at 10 dollars an hour, one at none with a quarter of the weight: 4 ÷ 4.25 of 10.
    expect((dollars / seconds) * 3_600).toBeCloseTo(9.41, 1);
    expect(members).toBe(5);
  });

  test('give an account that reports alone what it says, and no more', () => {
    const lie = makeReportFacts({ authorKey: 'liar', paid: 0, totalSeconds: 7_200_000 });
    expect(computeTestLegacy([lie, ...many(2, {})]).aggregates.all.reward).toEqual([10, 5_400, 3]);
  });

  test('count the sixty reports of one account as one', () => {
    const bad = { contact: 'unanswered', recommends: false, breaksTerms: true, broken: 1 } as const;
    const sixty = Array.from({ length: 60 }, () =>
      makeReportFacts({ ...bad, authorKey: 'n', paid: 0, refusedWithReason: 1 }),
    );
    const all = computeTestLegacy([...established, ...sixty]).aggregates.all;
    expect(all).toMatchObject({
      comm: [5, 5, 5],
      recommend: [5, 5, 5],
      rejected: [0, 5, 5],
      tos: [0, 5],
      broken: [0, 5],
    });
  });

  test('let twenty new accounts weigh together what one established member does', () => {
    const bad = { contact: 'unanswered', recommends: false, breaksTerms: true } as const;
    const all = computeTestLegacy([...established, ...many(20, bad)]).aggregates.all;
    // A fifth of 24.
    expect(all).toMatchObject({ comm: [19, 24, 24], recommend: [19, 24, 24], tos: [5, 24] });
  });

  test('take the last opinion of each', () => {
    const before = makeReportFacts({ recommends: true, workedMonth: '2026-10' });
    const after = makeReportFacts({ recommends: false, workedMonth: '2026-11' });
    expect(computeTestLegacy([after, before]).aggregates.all.recommend).toEqual([0, 1, 1]);
  });
});

test('twenty new accounts weigh in marks and waits what one established member does', () => {
  const reviews = [
    ...[1, 2, 3, 4].map((index) =>
      makeReviewFacts({ authorKey: `e${index}`, established: true, pay: 5 }),
    ),
    ...Array.from({ length: 20 }, (_, index) =>
      makeReviewFacts({ authorKey: `n${index}`, pay: 1 }),
    ),
  ];
  expect(computeTestLegacy([], reviews).attrs.attrs.pay).toBe('4.20');
  const waits = [
    makeReportFacts({ authorKey: 'e', established: true, approvalDays: 2 }),
    makeReportFacts({ authorKey: 'n', approvalDays: 30 }),
  ];
  expect(computeTestLegacy(waits).aggregates.all.pending).toBe(
    Math.round(((2 + 30 / 4) / 1.25) * 86_400),
  );
});
