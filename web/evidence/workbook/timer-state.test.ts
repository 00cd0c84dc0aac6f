import { describe, expect, test } from 'vitest';
import type { TaskEntry } from '#shared/evidence/workbook.ts';
import {
  NO_RUNS,
  addRun,
  elapsedMs,
  markOneRunPaid,
  startTimer,
  stopTimer,
  togglePause,
  type TimedWork,
} from './timer-state.ts';

/**
 * The timer stores moments rather than a count, so the time is right whatever happens to the page.
 */

const NINE = Date.UTC(2026, 10, 24, 9);
const MINUTE = 60_000;
const TASK: TimedWork = {
  kind: 'task',
  entryId: null,
  platform: 'Clickworker',
  title: 'Trier des photos',
  rewardMinor: 12,
  currency: 'EUR',
};

function stopped(entries: readonly TaskEntry[] = [], timed: TimedWork = TASK): TaskEntry {
  const entry = stopTimer(startTimer(timed, NINE), entries, NINE + 20 * MINUTE, 'made');
  if (entry.kind !== 'task') throw new Error('not a task');
  return entry;
}

describe('time', () => {
  test('runs on while nobody looks, and stands still in a pause', () => {
    const paused = togglePause(startTimer(TASK, NINE), NINE + 5 * MINUTE);
    expect(elapsedMs(paused, NINE + 90 * MINUTE)).toBe(5 * MINUTE);
    const again = togglePause(paused, NINE + 90 * MINUTE);
    expect(elapsedMs(again, NINE + 93 * MINUTE)).toBe(8 * MINUTE);
  });

  test('is not taken back by a clock that was', () => {
    expect(elapsedMs(startTimer(TASK, NINE), NINE - MINUTE)).toBe(0);
  });
});

describe('what a stopped timer leaves', () => {
  test('is a new entry of the day it was started, one run handed in where none was counted', () => {
    expect(stopped()).toMatchObject({
      id: 'made',
      day: '2026-11-24',
      seconds: 1_200,
      counts: { ...NO_RUNS, pending: 1 },
      published: null,
    });
  });

  test('has the runs that were counted, and no other', () => {
    const counted = addRun(addRun(startTimer(TASK, NINE), 'paid'), 'paid');
    expect(stopTimer(counted, [], NINE + MINUTE, 'made')).toMatchObject({
      counts: { ...NO_RUNS, paid: 2 },
    });
  });

  test.each([
    ['the same task at the same price on the same day', {}, true],
    ['the same platform spelt otherwise', { platform: 'clickworker ' }, true],
    ['another title', { title: 'Autre' }, false],
    ['another price', { rewardMinor: 13 }, false],
    ['another day', { day: '2026-11-23' }, false],
    ['what is published', { published: { id: 'x', path: '/fr' } }, false],
    ['what has no title', { title: '' }, false],
  ])('continues or not: %s', (_, change, continues) => {
    const before = { ...stopped(), id: 'before', ...change };
    const after = stopped([before], { ...TASK, title: before.title === '' ? '' : TASK.title });
    expect(after.id).toBe(continues ? 'before' : 'made');
    expect(after.seconds).toBe(continues ? 2_400 : 1_200);
    if (continues) expect(after.counts).toEqual(before.counts);
  });

  test('continues the entry that it was started from, even a published one of another day', () => {
    const before: TaskEntry = {
      ...stopped(),
      id: 'before',
      day: '2026-11-02',
      published: { id: 'x', path: '/fr' },
    };
    expect(stopped([before], { ...TASK, entryId: 'before' })).toMatchObject({
      id: 'before',
      day: '2026-11-02',
      seconds: 2_400,
      published: { id: 'x' },
    });
  });

  test('of a search is time without a price', () => {
    const timer = startTimer({ kind: 'search', platform: 'Clickworker' }, NINE);
    expect(stopTimer(timer, [], NINE + MINUTE, 'made')).toMatchObject({
      kind: 'search',
      seconds: 60,
    });
  });
});

test.each([
  ['a waiting run', { pending: 2 }, { paid: 1, pending: 1 }],
  ['one more where none waits', { paid: 3 }, { paid: 4, pending: 0 }],
])('one tap on "paid" pays %s', (_, before, after) => {
  expect(markOneRunPaid({ ...NO_RUNS, ...before })).toMatchObject(after);
});
