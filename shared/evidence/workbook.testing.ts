import type { TaskCounts } from './task-report-counts.ts';
import { TASK_RUN_ENDS } from './tasks.ts';
import type { PayoutEntry, SearchEntry, TaskEntry } from './workbook.ts';
import { recordFrom } from '#shared/core/record-from.ts';

/** Builders of workbook entries for tests, with defaults. */

export const NO_RUNS = recordFrom(TASK_RUN_ENDS, () => 0);

let made = 0;
function entry(): { id: string; changedAt: number; device: string; note: null; published: null } {
  made += 1;
  return { id: `entry-${made}`, changedAt: made, device: 'phone', note: null, published: null };
}

export function makeTaskEntry(
  parts: Omit<Partial<TaskEntry>, 'counts'> & { counts?: Partial<TaskCounts> } = {},
): TaskEntry {
  return {
    ...entry(),
    kind: 'task',
    platform: 'Clickworker',
    day: '2026-11-03',
    title: 'Photographier un rayon',
    client: null,
    rewardMinor: 100,
    currency: 'EUR',
    seconds: 600,
    ...parts,
    counts: { ...NO_RUNS, ...(parts.counts ?? { paid: 1 }) },
  };
}

export function makeSearchEntry(parts: Partial<SearchEntry> = {}): SearchEntry {
  return {
    ...entry(),
    kind: 'search',
    platform: 'Clickworker',
    day: '2026-11-03',
    seconds: 600,
    ...parts,
  };
}

export function makePayoutEntry(parts: Partial<PayoutEntry> = {}): PayoutEntry {
  return {
    ...entry(),
    kind: 'payout',
    platform: 'Clickworker',
    day: '2026-11-05',
    expectedMinor: 1000,
    receivedMinor: null,
    currency: 'EUR',
    method: null,
    state: 'waiting',
    settledOn: null,
    ...parts,
  };
}
