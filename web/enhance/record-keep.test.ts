import { describe, expect, test } from 'vitest';
import { afterLook, afterRead, readKept, type KeptRecord } from './record-keep.ts';

const OLD = { key: 'k', note: 'old' };
const NEW = { key: 'k', note: 'new' };
const kept: KeptRecord = { day: '2026-11-20', seen: OLD, tell: null, shown: null };

describe('what a browser keeps of the record', () => {
  test.each(['first', 'same', 'grown'] as const)('after "%s" is what it saw', (finding) => {
    const after = afterLook(kept, { finding, now: NEW }, '2026-11-21');
    expect(after).toEqual({ day: '2026-11-21', seen: NEW, tell: null, shown: null });
  });

  test.each(['renewed', 'new-key'] as const)('after "%s" is what it saw, to be told', (finding) => {
    const after = afterLook(kept, { finding, now: NEW }, '2026-11-21');
    expect(after).toMatchObject({ seen: NEW, tell: finding });
    const next = afterLook(after, { finding: 'same', now: NEW }, '2026-11-22');
    expect(next.tell).toBe(finding);
    expect(afterRead(next)).toMatchObject({ seen: NEW, tell: null });
  });

  test.each(['forked', 'shrunk', 'unconfirmed-key', 'unsigned'] as const)(
    'after "%s" is what held before, until she has read it',
    (finding) => {
      const now = finding === 'unsigned' ? null : NEW;
      const after = afterLook(kept, { finding, now }, '2026-11-21');
      expect(after).toMatchObject({ seen: OLD, tell: finding });
      expect(afterRead(after)).toMatchObject({ seen: now ?? OLD, tell: null });
    },
  );

  test.each([null, '', 'x', '{}', '[]', '3', 'null'])('is nothing where %j stands', (text) => {
    expect(readKept(text)).toBeNull();
  });

  test('is read back', () => {
    expect(readKept(JSON.stringify(kept))).toEqual(kept);
  });
});
