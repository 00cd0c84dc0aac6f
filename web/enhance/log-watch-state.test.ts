import { describe, expect, test } from 'vitest';
import { afterCheck, afterRead, afterSilence } from './log-watch-state.ts';
import { parseLogWatchState, type LogWatchState } from './log-watch-storage.ts';

const OLD = { key: 'k', note: 'old' };
const NEW = { key: 'k', note: 'new' };
const kept: LogWatchState = { day: '2026-11-20', seen: OLD, tell: null, shown: null };
const look = (
  finding: Parameters<typeof afterCheck>[1]['finding'],
  now: typeof NEW | null = NEW,
) => ({
  finding,
  now,
  answer: NEW,
});

describe('what a browser keeps of the record', () => {
  test.each(['first', 'same', 'grown'] as const)('after "%s" is what it saw', (finding) => {
    const after = afterCheck(kept, look(finding), '2026-11-21');
    expect(after).toMatchObject({ day: '2026-11-21', seen: NEW, tell: null, shown: null });
  });

  test.each(['renewed', 'new-key'] as const)('after "%s" is what it saw, to be told', (finding) => {
    const after = afterCheck(kept, look(finding), '2026-11-21');
    expect(after).toMatchObject({ seen: NEW, tell: finding });
    const next = afterCheck(after, look('same'), '2026-11-22');
    expect(next.tell).toBe(finding);
    expect(afterRead(next, '2026-11-22')).toMatchObject({ seen: NEW, tell: null });
  });

  test.each(['forked', 'shrunk', 'restored', 'unconfirmed-key', 'unsigned'] as const)(
    'after "%s" is what held before, until she has read it',
    (finding) => {
      const now = finding === 'unsigned' ? null : NEW;
      const after = afterCheck(kept, look(finding, now), '2026-11-21');
      expect(after).toMatchObject({ seen: OLD, tell: finding });
      expect(afterRead(after, '2026-11-21')).toMatchObject({ seen: now ?? OLD, tell: null });
    },
  );

  test('holds the two notes of an alarm for good, once each, whatever comes after', () => {
    const alarm = afterCheck(kept, look('forked'), '2026-11-21');
    const [proof] = alarm.proofs ?? [];
    expect(proof).toContain('old');
    expect(proof).toContain('new');
    const again = afterCheck(alarm, look('forked'), '2026-11-22');
    const calm = afterCheck(afterRead(again, '2026-11-22'), look('same'), '2026-11-23');
    expect(calm.proofs).toEqual([proof]);
  });

  test('says that nothing answers after seven days of it, and of nothing else', () => {
    let silent = afterSilence(kept, '2026-11-21');
    expect(silent).toMatchObject({ day: '2026-11-20', seen: OLD, tell: null });
    silent = afterSilence(silent, '2026-11-27');
    expect(silent.tell).toBeNull();
    const answered = afterCheck(silent, look('same'), '2026-11-27');
    expect(afterSilence(answered, '2026-11-28').tell).toBeNull();
    silent = afterSilence(silent, '2026-11-28');
    expect(silent).toMatchObject({ seen: OLD, tell: 'silent' });
    // When it answers again there is nothing to tell; after reading, told again a week later.
    expect(afterCheck(silent, look('grown'), '2026-11-29').tell).toBeNull();
    const read = afterRead(silent, '2026-11-28');
    expect(read).toMatchObject({ seen: OLD, tell: null });
    expect(afterSilence(read, '2026-11-29').tell).toBeNull();
    expect(afterSilence(read, '2026-12-05').tell).toBe('silent');
  });

  test('says so too to who never saw the record answer', () => {
    expect(afterSilence(afterSilence(null, '2026-11-21'), '2026-11-28').tell).toBe('silent');
  });

  test.each([null, '', 'x', '{}', '[]', '3', 'null'])('is nothing where %j stands', (text) => {
    expect(parseLogWatchState(text)).toBeNull();
  });

  test('is read back', () => {
    expect(parseLogWatchState(JSON.stringify(kept))).toEqual(kept);
  });
});
