import type { Currency } from '#shared/core/money.ts';
import type { PaymentMethod } from '#shared/directory/payment-methods.ts';
import type { TaskCounts } from './task-report-counts.ts';
import type { Day } from '#shared/core/days.ts';

/**
 * A worker's private log of tasks, times and payouts, stored on her device; only what she publishes
 * becomes evidence. Amounts in minor units, times in seconds.
 */

/** The fields that entries of all kinds have. */
type Entry = {
  /** Random, generated on the device. */
  readonly id: string;
  /**
   * Time of the last change, in milliseconds; the later of two versions wins, then that of the
   * greater `device`.
   */
  readonly changedAt: number;
  readonly device: string;
  /** The platform's name as she writes it. */
  readonly platform: string;
  readonly day: Day;
  readonly note: string | null;
  readonly published: EntryPublication | null;
};

/** The evidence that an entry was published as. */
export type EntryPublication = {
  readonly id: string;
  /** Path of the page that shows the evidence. */
  readonly path: string;
  /** A hash of the published content, to tell whether the entry changed; absent when unknown. */
  readonly content?: string | undefined;
};

/** A task done once or as a series. */
export type TaskEntry = Entry & {
  readonly kind: 'task';
  readonly title: string;
  readonly client: string | null;
  readonly rewardMinor: number;
  readonly currency: Currency;
  readonly counts: TaskCounts;
  /** Time on all runs; null when not measured. */
  readonly seconds: number | null;
};

/** Time spent looking for tasks. */
export type SearchEntry = Entry & { readonly kind: 'search'; readonly seconds: number };

/** Money requested or received. */
export type PayoutEntry = Entry & {
  readonly kind: 'payout';
  readonly expectedMinor: number;
  readonly receivedMinor: number | null;
  readonly currency: Currency;
  readonly method: PaymentMethod | null;
  readonly state: 'waiting' | 'received' | 'refused';
  /** The day it was received or refused. `day` is the day of request. */
  readonly settledOn: Day | null;
};

/** Tombstone of a deleted entry, so that another device does not bring it back. */
export type DeletedEntry = {
  readonly kind: 'deleted';
  readonly id: string;
  readonly changedAt: number;
  readonly device: string;
  /** Removed with its whole import: importing again restores it. */
  readonly undone?: boolean | undefined;
};

/** An entry that is not deleted. */
export type LiveEntry = TaskEntry | SearchEntry | PayoutEntry;

export type WorkbookEntry = LiveEntry | DeletedEntry;

/**
 * Merges two diverged workbooks: the later version of each entry wins. Known publications are kept
 * from both, so that nothing is published twice.
 */
export function mergeEntries(
  one: readonly WorkbookEntry[],
  other: readonly WorkbookEntry[],
): WorkbookEntry[] {
  const merged = new Map<string, WorkbookEntry>();
  for (const entry of [...one, ...other]) {
    const known = merged.get(entry.id);
    if (known === undefined) merged.set(entry.id, entry);
    else merged.set(entry.id, isLater(entry, known) ? keep(entry, known) : keep(known, entry));
  }
  return [...merged.values()];
}

/** The winning version, with the publication known to the other one. */
function keep(stands: WorkbookEntry, other: WorkbookEntry): WorkbookEntry {
  if (stands.kind === 'deleted' || other.kind === 'deleted') return stands;
  return stands.published === null && other.published !== null
    ? { ...stands, published: other.published }
    : stands;
}

function isLater(one: WorkbookEntry, other: WorkbookEntry): boolean {
  if (one.changedAt !== other.changedAt) return one.changedAt > other.changedAt;
  return one.device > other.device;
}
