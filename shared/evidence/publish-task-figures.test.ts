import { describe, expect, test } from 'vitest';
import type { TaskReportFigures } from './hourly-pay.ts';
import { makeRatedReport, type TestReportFacts } from './hourly-pay.testing.ts';
import { memberClass, publishTaskFigures } from './publish-task-figures.ts';
import { summarizeTaskReports } from './summarize-task-reports.ts';

/** Reports of so many members, one each. */
function reportsOf(members: number, facts: TestReportFacts = {}): TaskReportFigures[] {
  return Array.from({ length: members }, (_, number) =>
    makeRatedReport({ paid: 3, ...facts, authorKey: `${facts.authorKey ?? 'member'}-${number}` }),
  );
}

function publish(...reports: TaskReportFigures[][]) {
  return publishTaskFigures(summarizeTaskReports(reports.flat(), []));
}

describe('publishTaskFigures', () => {
  test('says nothing of fewer than five established members, however many others there are', () => {
    const others = reportsOf(60, { authorKey: 'other', established: false });
    expect(publish(reportsOf(4), others)).toBeNull();
    expect(publish(reportsOf(5))).not.toBeNull();
  });

  test('leaves out a figure that fewer than five established members give', () => {
    const timed = { rewardMinor: 100, totalSeconds: 3_600, approvalDays: 2 };
    const fakes = reportsOf(9, { authorKey: 'fake', established: false, ...timed });
    const one = reportsOf(1, { authorKey: 'one', ...timed, contact: 'answered', recommends: true });
    expect(publish(reportsOf(5), one, fakes)).toMatchObject({
      hourly: null,
      medianRunSeconds: null,
      medianApprovalDays: null,
      answered: null,
      recommends: null,
    });
  });

  test('shows numbers of members in classes, and no count below five', () => {
    const flagged = reportsOf(4, { authorKey: 'flags', breaksTerms: true, ethics: ['shocking'] });
    const figures = publish(reportsOf(9), flagged);
    expect(figures).toMatchObject({ members: 10, breaksTerms: 0, ethics: [] });
    expect(figures?.refused?.members).toBe(10);
  });

  test('rounds rates, times and days to two digits, shares to steps of five percent', () => {
    const facts = {
      rewardMinor: 1_234,
      paid: 1,
      refusedWithReason: 2,
      totalSeconds: 3_600,
      approvalDays: 120,
    };
    expect(publish(reportsOf(5, facts))).toMatchObject({
      hourly: { median: 1_200, low: null, high: null, members: 5 },
      medianRunSeconds: 1_200,
      refused: { share: 0.65, withoutReasonShare: 0 },
      medianApprovalDays: 120,
    });
  });

  test('shows quartiles from twenty members on: of fewer, they are single values', () => {
    const earning = { rewardMinor: 100, paid: 1, totalSeconds: 3_600 };
    expect(publish(reportsOf(19, earning))?.hourly).toMatchObject({ low: null, high: null });
    expect(publish(reportsOf(20, earning))?.hourly).toMatchObject({ low: 100, high: 100 });
  });
});

test.each([
  [0, 0],
  [4, 0],
  [5, 5],
  [9, 5],
  [10, 10],
  [19, 10],
  [20, 20],
  [49, 20],
  [50, 50],
  [9_000, 50],
])('%i members are of the class from %i on', (members, least) => {
  expect(memberClass(members)).toBe(least);
});
