import { describe, expect, test } from 'vitest';
import { parseDuration, formatExactDuration } from '#shared/core/durations.ts';
import { taskReportForm } from './tasks.ts';

describe('parseDuration', () => {
  test.each([
    ['80', 4_800],
    ['80 min', 4_800],
    ['12 mn', 720],
    ['1 h 20', 4_800],
    ['1h20', 4_800],
    ['1 H 20 min', 4_800],
    ['1 heure 5 minutes', 3_900],
    ['2 hours', 7_200],
    ['1 h 05 min 10 s', 3_910],
    ['1,5 h', 5_400],
    ['0.5 h', 1_800],
    ['2 min 30', 150],
    ['2 min 30 s', 150],
    ['1 h 30 s', 3_630],
    ['45 s', 45],
    ['45 secondes', 45],
    ['2’30”', 150],
    ['1:20', 4_800],
    ['0:01:20', 80],
    ['00:45', 2_700],
    ['1,5', 90],
    ['0', 0],
    ['1\u00a0h\u202f20', 4_800],
  ])('reads %s as %i seconds', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  test.each(['', ' ', 'abc', '1 j', '-5', '20 min 1 h', '1 h 2 h', '1:75', '1 h 20 x', '1:20 h'])(
    'takes %j for no time',
    (text) => {
      expect(parseDuration(text)).toBeNull();
    },
  );
});

test.each([0, 1, 59, 60, 3_599, 3_600, 3_630, 4_830, 7_200_000])(
  'writes %i seconds so that they are read back',
  (seconds) => {
    expect(parseDuration(formatExactDuration(seconds))).toBe(seconds);
  },
);

describe('taskReportForm', () => {
  const typed = {
    platform: 'clickworker',
    title: 'Trier des images',
    reward: '0,03',
    currency: 'EUR',
    workedOn: '2026-11-20',
  };

  test('reads a form with everything else left empty', () => {
    expect(taskReportForm.parse(typed)).toMatchObject({
      mode: 'series',
      paid: 0,
      pending: 0,
      contact: 'not-tried',
      ethics: [],
      breaksTerms: false,
    });
  });

  test('reads one ticked box and several alike', () => {
    expect(taskReportForm.parse({ ...typed, ethics: 'shocking' }).ethics).toEqual(['shocking']);
    expect(taskReportForm.parse({ ...typed, ethics: ['shocking', 'other'] }).ethics).toEqual([
      'shocking',
      'other',
    ]);
  });

  test.each([{ paid: '-1' }, { paid: '1.5' }, { paid: '100001' }, { ethics: 'none' }])(
    'refuses %j',
    (wrong) => {
      expect(taskReportForm.safeParse({ ...typed, ...wrong }).success).toBe(false);
    },
  );
});
