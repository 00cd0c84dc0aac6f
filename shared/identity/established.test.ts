import { describe, expect, test } from 'vitest';
import { isEstablishmentRunDue } from './established.ts';

describe('isEstablishmentRunDue', () => {
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
