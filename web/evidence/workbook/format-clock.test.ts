import { expect, test } from 'vitest';
import { formatClock } from './format-clock.ts';

test('a clock shows hours, minutes and seconds', () => {
  expect(formatClock(3_725.9)).toBe('1:02:05');
});
