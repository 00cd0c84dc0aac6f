import { describe, expect, test } from 'vitest';
import { promiseInForce, validPromisesOf, type PromiseRevision } from './payment-time-promises.ts';

function revise(
  id: string,
  after: number | null,
  on: string,
  more: Partial<PromiseRevision> = {},
): PromiseRevision {
  return { id, after, on, undoes: null, disputed: false, ...more };
}

const TEN = revise('a', 10, '2026-01-10');
const UNDONE = revise('b', null, '2026-02-01', { undoes: 'a' });
const REDONE = revise('c', 10, '2026-03-01', { undoes: 'b' });

describe('a promise', () => {
  test.each<[string, PromiseRevision[], string, number | null]>([
    ['is unknown without a correction', [], '2026-05-15', null],
    ['counts before it was written down', [TEN], '2025-05-15', 10],
    ['no longer counts once undone', [TEN, UNDONE], '2026-05-15', null],
    ['counts again once the undoing is undone', [TEN, UNDONE, REDONE], '2026-05-15', 10],
    ['does not count while disputed', [{ ...TEN, disputed: true }], '2026-05-15', null],
    [
      'does not count while its return is disputed',
      [TEN, UNDONE, { ...REDONE, disputed: true }],
      '2026-05-15',
      null,
    ],
    [
      'is not brought back by a dispute of its undoing',
      [TEN, { ...UNDONE, disputed: true }],
      '2026-05-15',
      null,
    ],
    [
      'counts for what was asked before it changed',
      [TEN, revise('d', 30, '2026-06-01')],
      '2026-05-15',
      10,
    ],
    [
      'counts changed for what was asked later',
      [TEN, revise('d', 30, '2026-06-01')],
      '2026-06-15',
      30,
    ],
    [
      'ends where the platform takes it back',
      [TEN, revise('d', null, '2026-06-01')],
      '2026-06-15',
      null,
    ],
    [
      'goes on where its end is disputed',
      [TEN, revise('d', null, '2026-06-01', { disputed: true })],
      '2026-06-15',
      10,
    ],
  ])('%s', (_, revisions, on, days) => {
    expect(promiseInForce(validPromisesOf(revisions), on)).toBe(days);
  });
});
