import { expect, test } from 'vitest';
import { parseDuration } from '#shared/core/durations.ts';
import { formatDay, formatDuration, formatMoment, formatQuarter, formatWait } from './format.ts';

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
])('%i seconds read %j, and forms read that back', (seconds, words, back) => {
  const said = formatDuration(seconds).replaceAll('\u00a0', ' ');
  expect(said).toBe(words);
  expect(parseDuration(said)).toBe(back);
});

test.each([
  ['2026-12-01', '1er décembre 2026', '1 December 2026'],
  ['2026-12-11', '11 décembre 2026', '11 December 2026'],
  ['2026-12-21', '21 décembre 2026', '21 December 2026'],
] as const)('%s is said as %s, in English as %s', (day, french, english) => {
  expect([formatDay(day, 'fr'), formatDay(day, 'en')]).toEqual([french, english]);
});

test('a moment is said in the time of Paris, summer and winter, and never as UTC', () => {
  expect(formatMoment('2026-11-20T10:00:00Z', 'fr')).toBe(
    '20 novembre 2026 à 11:00 (heure de Paris)',
  );
  expect(formatMoment('2026-07-20T22:30:00Z', 'en')).toBe('21 July 2026 at 00:30 (Paris time)');
});

test.each([
  ['2026-10', 'October', 'October 2026', true],
  ['2026-11', 'October', 'November 2026', false],
  ['2026-12', 'October', 'December 2026', false],
  ['2027-02', 'October', 'December 2026', false],
  // A month before the quarter says nothing of it.
  ['2026-08', 'October', 'December 2026', false],
])('a quarter known until %s ends there at the latest', (until, first, last, single) => {
  expect(formatQuarter('2026-Q4', until, 'en')).toEqual({ first, last, single });
});

test.each([
  [45, 'dans 45 secondes', 'in 45 seconds'],
  [3_920, 'dans 65 minutes', 'in 65 minutes'],
  [605_350, 'dans 7 jours', 'in 7 days'],
])('%d seconds to wait are said in the unit one would say', (seconds, french, english) => {
  expect(formatWait(seconds, 'fr').replaceAll('\u00a0', ' ')).toBe(french);
  expect(formatWait(seconds, 'en').replaceAll('\u00a0', ' ')).toBe(english);
});
