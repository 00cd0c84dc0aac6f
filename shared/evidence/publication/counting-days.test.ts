import { expect, test } from 'vitest';
import { drawCountingDelay, stampCountingDays } from './counting-days.ts';

test.each([
  { workers: 100_000, badShare: 0.05, days: 5, name: 'many workers' },
  { workers: 2_000, badShare: 0.25, days: 5, name: 'much bad news' },
  { workers: 3_000, badShare: 0.05, days: 8, name: '40 workers with bad news in 8 days' },
  { workers: 2_000, badShare: 0.04, days: 14, name: 'fewer than 40 in two weeks' },
  { workers: 200, badShare: 0, days: 14, name: 'no bad news yet' },
])('a report counts for the stamp within $days days: $name', ({ workers, badShare, days }) => {
  expect(stampCountingDays({ workers, badShare })).toBe(days);
});

test('nothing counts on the day of posting', () => {
  expect(drawCountingDelay(5, () => 0)).toBe(1);
  expect(drawCountingDelay(5, (below) => below - 1)).toBe(5);
});
