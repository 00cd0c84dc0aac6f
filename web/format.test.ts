import { expect, test } from 'vitest';
import { formatDuration } from './format.ts';

test.each([
  [45, '45 s'],
  [59.6, '1 min'],
  [60, '1 min'],
  [260, '4 min 20'],
  [596, '10 min'],
  [2_900, '48 min'],
  [3_599, '1 h'],
  [4_800, '1 h 20'],
  [7_500, '2 h 05'],
  [360_000, '100 h'],
])('%d seconds are said as %j', (seconds, said) => {
  expect(formatDuration(seconds).replaceAll('\u00a0', ' ')).toBe(said);
});
