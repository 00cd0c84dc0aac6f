import { expect, test } from 'vitest';
import { computeExampleStanding } from './example-standing.ts';

/** The notes under the worked example say why each report weighs what it does: they hold. */

const { reports, standing } = computeExampleStanding();
const weighed = (author: string) =>
  reports.filter(({ payout }) => payout.authorKey === author).map((report) => report.weighed);

test('it has ten reports, and the standing that the page says', () => {
  expect(reports).toHaveLength(10);
  expect(standing.state).toBe('promising');
  expect(standing.noNews).toBe(false);
});

test('A’s two reports share one voice', () => {
  expect(weighed('A').map((report) => report?.weight)).toEqual([0.5, 0.5]);
});

test('C, paid in part, and E, who waits too long, are not paid', () => {
  for (const author of ['C', 'E']) {
    expect(weighed(author)).toEqual([expect.objectContaining({ paid: false, weight: 1 })]);
  }
});

test('F, who waits since recently, and I, a new account, do not count', () => {
  expect([...weighed('F'), ...weighed('I')]).toEqual([null, null]);
});

test('G and H begin there, and are heard in full', () => {
  for (const author of ['G', 'H']) {
    expect(weighed(author)).toEqual([
      expect.objectContaining({ isNewcomer: true, paid: true, weight: 1 }),
    ]);
  }
});

test('the reports shown make up the totals', () => {
  const sum = (paid: boolean, halfLife: number): number =>
    reports
      .flatMap((report) => report.weighed ?? [])
      .filter((report) => report.paid === paid)
      .reduce((total, { weight, age }) => total + weight * 2 ** (-age / halfLife), 0);
  expect(sum(true, 14)).toBeCloseTo(standing.lately.paid, 3);
  expect(sum(false, 14)).toBeCloseTo(standing.lately.unpaid, 3);
  expect(sum(true, 90)).toBeCloseTo(standing.season.paid, 3);
  expect(sum(false, 90)).toBeCloseTo(standing.season.unpaid, 3);
});
