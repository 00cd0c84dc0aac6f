import { expect, test } from 'vitest';
import { BAD_WEEKS, STOP_WEEK, WEEKS, computeStoppedPlatform } from './stopped-platform.ts';

/** The picture of two windows says what the rule does: if the rule changes, its labels must, too. */

const weeks = computeStoppedPlatform();

test('it pays until it stops, two bad weeks notwithstanding', () => {
  expect(weeks).toHaveLength(WEEKS);
  const states = new Set(weeks.slice(0, STOP_WEEK).map(({ state }) => state));
  expect([...states]).toEqual(['reliable']);
});

test('the bad weeks are seen in the last weeks, and hardly in the season', () => {
  const fall = (share: 'lately' | 'season'): number => {
    const before = weeks[BAD_WEEKS.from - 1]?.[share] ?? 0;
    const shares = weeks.slice(BAD_WEEKS.from, STOP_WEEK).map((week) => week[share]);
    return before - Math.min(...shares);
  };
  expect(fall('lately')).toBeGreaterThan(0.12);
  expect(fall('season')).toBeLessThan(0.06);
});

test('after the stop it is warned of, then said not to pay, within three months', () => {
  const after = weeks.slice(STOP_WEEK).map(({ state }) => state);
  expect([...new Set(after)]).toEqual(['reliable', 'doubtful', 'not-paying']);
  expect(after.indexOf('not-paying')).toBeLessThan(13);
  expect(after.at(-1)).toBe('not-paying');
});
