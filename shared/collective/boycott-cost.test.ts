import { describe, expect, test } from 'vitest';
import type { PayoutEntry, TaskEntry, WorkbookEntry } from '#shared/evidence/workbook.ts';
import { recordFrom } from '#shared/core/record-from.ts';
import { TASK_RUN_ENDS } from '#shared/evidence/tasks.ts';
import { estimateBoycottCost } from './boycott-cost.ts';

/** What a boycott would cost her, from her own workbook; never a figure where she noted nothing. */

const NO_COUNTS = recordFrom(TASK_RUN_ENDS, () => 0);
const TODAY = '2026-11-30';
const ALL = { platform: 'Tâchéo', client: null, task: null };
const BASE = {
  changedAt: 1,
  device: 'd',
  platform: 'tacheo',
  note: null,
  published: null,
} as const;

function task(day: string, rewardMinor: number, more: Partial<TaskEntry> = {}): TaskEntry {
  return {
    ...BASE,
    id: `${day} ${rewardMinor}`,
    kind: 'task',
    day,
    title: 'Trier des photos',
    client: null,
    rewardMinor,
    currency: 'EUR',
    counts: { ...NO_COUNTS, paid: 1 },
    seconds: null,
    ...more,
  };
}

function payout(day: string, minor: number): PayoutEntry {
  return {
    ...BASE,
    id: `payout ${day}`,
    kind: 'payout',
    day,
    expectedMinor: minor,
    receivedMinor: minor,
    currency: 'EUR',
    method: null,
    state: 'received',
    settledOn: day,
  };
}

const cost = (entries: readonly WorkbookEntry[], days = 14, work = ALL): number | null =>
  estimateBoycottCost(entries, work, days, TODAY)?.minor ?? null;

describe('the cost of a boycott', () => {
  test.each<[string, readonly WorkbookEntry[], number, number | null]>([
    ['three months of income, two weeks of boycott', [task('2026-09-01', 9_000)], 14, 1_400],
    ['a workbook of ten days counts as two weeks', [task('2026-11-20', 1_400)], 7, 700],
    ['payouts where they are more', [task('2026-09-01', 90), payout('2026-10-01', 9_000)], 7, 700],
    [
      'tasks and their payout are not counted twice',
      [task('2026-09-01', 9_000), payout('2026-10-01', 9_000)],
      7,
      700,
    ],
    ['nothing before three months', [task('2026-08-01', 9_000)], 14, null],
    ['nothing of another platform', [task('2026-11-01', 500, { platform: 'Testapic' })], 14, null],
    [
      'nothing of work that was not paid',
      [task('2026-11-01', 500, { counts: { ...NO_COUNTS, refusedWithoutReason: 1 } })],
      14,
      null,
    ],
    ['nothing in an empty workbook', [], 14, null],
  ])('%s', (_, entries, days, expected) => {
    expect(cost(entries, days)).toBe(expected);
  });

  test('of a client or a task is that of its tasks alone', () => {
    const entries = [
      task('2026-09-01', 9_000, { client: 'Clinique' }),
      task('2026-09-02', 4_500, { title: 'Autre' }),
      payout('2026-10-01', 50_000),
    ];
    expect(cost(entries, 7, { ...ALL, client: 'clinique' } as never)).toBe(700);
    expect(cost(entries, 7, { ...ALL, task: 'Autre' } as never)).toBe(350);
  });
});
