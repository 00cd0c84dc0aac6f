import { describe, expect, test } from 'vitest';
import { isEstablished, isEstablishmentRunDue } from './established.ts';

const sound = (month: string) => ({ month, openDoubt: false });
const doubted = (month: string) => ({ month, openDoubt: true });

describe('isEstablished', () => {
  test.each([
    ['nothing', [], false],
    ['two pieces, two months', [sound('2026-01'), sound('2026-02')], false],
    ['three pieces, one month', [sound('2026-01'), sound('2026-01'), sound('2026-01')], false],
    ['three pieces, two months', [sound('2026-01'), sound('2026-01'), sound('2026-02')], true],
    ['one of three doubted', [sound('2026-01'), sound('2026-02'), doubted('2026-02')], false],
    [
      'the second month only through a doubted piece',
      [sound('2026-01'), sound('2026-01'), sound('2026-01'), doubted('2026-02')],
      false,
    ],
    [
      'three sound ones beside a doubted one',
      [sound('2025-12'), sound('2026-01'), sound('2026-01'), doubted('2026-02')],
      true,
    ],
  ])('%s: %s', (_name, pieces, expected) => {
    expect(isEstablished(pieces)).toBe(expected);
  });
});

describe('isTurn', () => {
  test.each([
    ['never before', null, '2026-11-15', true],
    ['19 established, the same day', { day: '2026-11-15', established: 19 }, '2026-11-15', false],
    ['19 established, the next day', { day: '2026-11-15', established: 19 }, '2026-11-16', true],
    ['20 established, the next day', { day: '2026-11-15', established: 20 }, '2026-11-16', false],
    ['20 established, the last day', { day: '2026-11-01', established: 20 }, '2026-11-30', false],
    ['20 established, a new month', { day: '2026-11-30', established: 20 }, '2026-12-01', true],
    ['20 established, a new year', { day: '2026-12-31', established: 20 }, '2027-01-01', true],
    ['a month left out', { day: '2026-10-01', established: 20 }, '2026-12-09', true],
    ['a clock set back', { day: '2026-12-01', established: 20 }, '2026-11-30', false],
    ['a clock set back, 0 established', { day: '2026-12-01', established: 0 }, '2026-11-30', false],
  ])('%s: %s', (_name, last, now, expected) => {
    expect(isEstablishmentRunDue(last, now)).toBe(expected);
  });
});
