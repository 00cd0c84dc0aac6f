import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  daysBetween,
  endOfMonth,
  isDay,
  middleOfMonth,
  monthOf,
  monthsBetween,
  today,
} from './days.ts';

describe('today', () => {
  test.each([
    ['2026-03-01T00:00:00.000Z', '2026-03-01'],
    ['2026-03-01T23:59:59.999Z', '2026-03-01'],
    ['2026-03-01T23:30:00-02:00', '2026-03-02'],
  ])('%s is on %s', (instant, day) => {
    expect(today(new Date(instant))).toBe(day);
  });
});

describe('addDays and daysBetween', () => {
  test.each([
    ['2026-01-31', 1, '2026-02-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-02-28', 1, '2026-03-01'],
    ['2026-03-28', 3, '2026-03-31'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2026-01-15', 0, '2026-01-15'],
    ['2025-01-15', 365, '2026-01-15'],
  ])('%s and %i days make %s', (from, count, to) => {
    expect(addDays(from, count)).toBe(to);
    expect(daysBetween(from, to)).toBe(count);
  });
});

describe('months', () => {
  test('the month of a day and its middle', () => {
    expect(monthOf('2026-03-31')).toBe('2026-03');
    expect(middleOfMonth('2026-03')).toBe('2026-03-15');
  });
});

test.each([
  ['2026-01', '2026-01-31'],
  ['2026-02', '2026-02-28'],
  ['2028-02', '2028-02-29'],
  ['2026-04', '2026-04-30'],
  ['2026-12', '2026-12-31'],
])('the last day of %s is %s', (month, day) => {
  expect(endOfMonth(month)).toBe(day);
});

describe('isDay', () => {
  test.each([
    ['2026-03-31', true],
    ['2024-02-29', true],
    ['2026-02-29', false],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['2026-04-31', false],
    ['2026-3-1', false],
    ['0026-03-01', false],
    ['2026-03-31T00:00', false],
    [' 2026-03-31', false],
    ['', false],
  ])('%j: %s', (text, expected) => {
    expect(isDay(text)).toBe(expected);
  });
});

describe('addMonths and monthsBetween', () => {
  test.each([
    ['2026-11', 1, '2026-12'],
    ['2026-12', 1, '2027-01'],
    ['2026-01', -1, '2025-12'],
    ['2026-11', -23, '2024-12'],
    ['2026-05', 0, '2026-05'],
  ])('%s and %i months make %s', (month, count, other) => {
    expect(addMonths(month, count)).toBe(other);
    expect(monthsBetween(month, other)).toBe(count);
  });
});
