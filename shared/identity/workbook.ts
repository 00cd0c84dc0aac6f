import type { Currency } from '#shared/core/money.ts';
import type { Method } from '#shared/directory/platforms.ts';
import type { TaskCounts } from '#shared/evidence/task-counts.ts';
import type { Day } from '#shared/core/days.ts';

/**
 * A worker's own book of tasks, times and pay-outs. It lives on her device; what she publishes of it
 * becomes evidence, all else stays hers. Amounts in minor units, times in seconds.
 */
type Entry = {
  /** Random, made on the device. */
  readonly id: string;
  /** When it was last changed, and where: of two versions the later one stands. */
  readonly changedAt: number;
  readonly device: string;
  /** The platform's name as she writes it. */
  readonly platform: string;
  readonly day: Day;
  readonly note: string | null;
  readonly published: Published | null;
};

/** The evidence that an entry was published as. */
export type Published = {
  readonly id: string;
  /** Its page. */
  readonly path: string;
  /** Tells whether the entry still says what was published; absent where that is not known. */
  readonly content?: string | undefined;
};

/** One task, once or as a series. */
export type TaskEntry = Entry & {
  readonly kind: 'task';
  readonly title: string;
  readonly client: string | null;
  readonly rewardMinor: number;
  readonly currency: Currency;
  readonly counts: TaskCounts;
  /** Time spent on all runs; null where it was not measured. */
  readonly seconds: number | null;
};

/** Time spent looking for tasks. */
export type SearchEntry = Entry & { readonly kind: 'search'; readonly seconds: number };

/** Money asked for or received. */
export type PayoutEntry = Entry & {
  readonly kind: 'payout';
  readonly expectedMinor: number;
  readonly receivedMinor: number | null;
  readonly currency: Currency;
  readonly method: Method | null;
  readonly state: 'waiting' | 'received' | 'refused';
  /** The day it came or was refused. `day` is the day it was asked for. */
  readonly settledOn: Day | null;
};

/** An entry that she deleted: kept so that it does not come back from another device. */
export type DeletedEntry = {
  readonly kind: 'deleted';
  readonly id: string;
  readonly changedAt: number;
  readonly device: string;
  /** Taken out with its whole import: imported again, it comes back. */
  readonly undone?: boolean | undefined;
};

/** An entry that stands. */
export type LiveEntry = TaskEntry | SearchEntry | PayoutEntry;

export type WorkbookEntry = LiveEntry | DeletedEntry;

/**
 * Of two books that went separate ways, what stands: the later version of each entry. What one of
 * them knows as published stays known as such, or it would be published again.
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

/** The version that stands, with the evidence that the other one knows of. */
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
