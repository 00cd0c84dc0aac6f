import { expect, test } from 'vitest';
import { parseDuration } from '#shared/core/durations.ts';
import { formatClock, formatDuration } from './format-duration.ts';

test.each([
  [0, '0 s', 0],
  [30, '30 s', 30],
  [150, '2 min 30', 150],
  [121, '2 min 01', 121],
  [540, '9 min', 540],
  [2_700, '45 min', 2_700],
  [3_599, '1 h', 3_600],
  [4_800, '1 h 20', 4_800],
  [3_900, '1 h 05', 3_900],
])('%i seconds read %j, and read back', (seconds, words, back) => {
  const said = formatDuration(seconds).replaceAll('\u00a0', ' ');
  expect(said).toBe(words);
  expect(parseDuration(said)).toBe(back);
});

test('a clock shows hours, minutes and seconds', () => {
  expect(formatClock(3_725.9)).toBe('1:02:05');
});
