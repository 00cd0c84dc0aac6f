import { describe, expect, test } from 'vitest';
import { isEstablished } from './established.ts';

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
