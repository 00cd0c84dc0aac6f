import { expect, test } from 'vitest';
import type { WorkbookEntry } from './workbook.ts';
import { ownHourlyRates, weeklyHours } from './workbook-start.ts';

const TODAY = '2026-11-30';
const common = { changedAt: 1, device: 'd', note: null, published: null };
const search = (day: string, seconds: number): WorkbookEntry => ({
  ...common,
  id: `search-${day}`,
  kind: 'search',
  platform: 'Clickworker',
  day,
  seconds,
});
const task = (day: string, seconds: number | null): WorkbookEntry => ({
  ...common,
  id: `task-${day}`,
  kind: 'task',
  platform: 'clickworker',
  title: 'Tri',
  client: null,
  rewardMinor: 200,
  currency: 'EUR',
  counts: {
    paid: 3,
    refusedWithReason: 0,
    refusedWithoutReason: 0,
    screenOuts: 0,
    broken: 0,
    abandoned: 0,
    pending: 0,
  },
  day,
  seconds,
});

test('hours a week are those of the last four weeks, search included', () => {
  const entries = [
    task('2026-11-30', 30_000),
    search('2026-11-03', 27_600),
    task('2026-11-02', 9e5),
  ];
  expect(weeklyHours(entries, TODAY)).toBe(4);
});

test('some minutes are an hour a week; no time is none', () => {
  expect(weeklyHours([search('2026-11-29', 60)], TODAY)).toBe(1);
  expect(weeklyHours([task('2026-11-29', null)], TODAY)).toBeNull();
  expect(weeklyHours([], TODAY)).toBeNull();
});

test('her own rate is found under any spelling, and missing where she has none', () => {
  const entries = [task('2026-11-20', 3600), search('2026-11-20', 3600)];
  expect(ownHourlyRates(entries, ['CLICKWORKER', 'Appen'])).toEqual([
    { minor: 300, currency: 'EUR' },
    null,
  ]);
});
