import { expect, test } from 'vitest';
import { isDumpDue } from './is-dump-due.ts';

test.each([
  ['none yet', null, '2026-11-20T15:00:00Z', true],
  ['today’s is there', '2026-11-20', '2026-11-20T03:00:00Z', false],
  ['yesterday’s, by day', '2026-11-19', '2026-11-20T15:00:00Z', false],
  ['yesterday’s, before the quiet hours', '2026-11-19', '2026-11-20T01:59:00Z', false],
  ['yesterday’s, in the quiet hours', '2026-11-19', '2026-11-20T02:00:00Z', true],
  ['yesterday’s, at their end', '2026-11-19', '2026-11-20T05:00:00Z', false],
  ['two days old, by day', '2026-11-18', '2026-11-20T15:00:00Z', true],
  ['of tomorrow, after the clock went back', '2026-11-21', '2026-11-20T03:00:00Z', false],
])('%s', (_, latest, now, due) => {
  expect(isDumpDue(latest, new Date(now))).toBe(due);
});
