import { expect, test } from 'vitest';
import { watchForClockJumps } from './clock-jump.ts';

const HOUR_MS = 3_600_000;

test('files go by their age in an hour in which the clock went on, and not in one in which it was set', () => {
  let [now, elapsed] = [Date.parse('2026-11-20T10:00:00Z'), 0];
  const isSteady = watchForClockJumps(
    () => new Date(now),
    () => elapsed,
  );
  const hour = (jump: number): boolean => {
    elapsed += HOUR_MS;
    now += HOUR_MS + jump;
    return isSteady();
  };
  expect(hour(0)).toBe(true);
  expect(hour(2_000)).toBe(true);
  expect(hour(24 * HOUR_MS)).toBe(false);
  expect(hour(0)).toBe(true);
  expect(hour(-HOUR_MS)).toBe(false);
  expect(hour(0)).toBe(true);
});
