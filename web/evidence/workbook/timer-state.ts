import { today } from '#shared/core/days.ts';
import type { Currency } from '#shared/core/money.ts';
import { platformNameKeyInWorkbook } from '#shared/evidence/workbook-totals.ts';
import type { TaskCounts } from '#shared/evidence/task-report-counts.ts';
import type { SearchEntry, TaskEntry, WorkbookEntry } from '#shared/evidence/workbook.ts';

/** The work being timed. */
export type TimedWork =
  | {
      readonly kind: 'task';
      /** The entry that it continues; null for a new one. */
      readonly entryId: string | null;
      readonly platform: string;
      readonly title: string;
      readonly rewardMinor: number;
      readonly currency: Currency;
    }
  | { readonly kind: 'search'; readonly platform: string };

/**
 * A timer as stored: its start, rather than a running count, so that a closed tab or a dead battery
 * loses nothing. Moments in milliseconds.
 */
export type TimerState = {
  readonly timed: TimedWork;
  readonly startedAt: number;
  /** Milliseconds elapsed before the last pause. */
  readonly bankedMs: number;
  /** The moment since which the timer runs; null while paused. */
  readonly runningSince: number | null;
  /** Runs counted while the timer runs, by outcome. */
  readonly counts: TaskCounts;
};

export const NO_RUNS: TaskCounts = {
  paid: 0,
  refusedWithReason: 0,
  refusedWithoutReason: 0,
  screenOuts: 0,
  broken: 0,
  abandoned: 0,
  pending: 0,
};

/** Outcomes of a run, in the order of the forms. */
export const RUN_OUTCOMES = Object.keys(NO_RUNS) as (keyof TaskCounts)[];

export function startTimer(timed: TimedWork, now: number): TimerState {
  return { timed, startedAt: now, bankedMs: 0, runningSince: now, counts: NO_RUNS };
}

/** Pauses or resumes the timer. */
export function togglePause(timer: TimerState, now: number): TimerState {
  return timer.runningSince === null
    ? { ...timer, runningSince: now }
    : { ...timer, bankedMs: elapsedMs(timer, now), runningSince: null };
}

export function addRun(timer: TimerState, end: keyof TaskCounts): TimerState {
  return { ...timer, counts: addCounts(timer.counts, { ...NO_RUNS, [end]: 1 }) };
}

/** Elapsed time without pauses; a clock set back subtracts nothing. */
export function elapsedMs({ bankedMs, runningSince }: TimerState, now: number): number {
  return bankedMs + (runningSince === null ? 0 : Math.max(0, now - runningSince));
}

/**
 * Makes the entry of a stopped timer. It continues an entry of the same task, price and day, or the
 * one that the timer was started from; without counted runs, one was handed in.
 */
export function stopTimer(
  timer: TimerState,
  entries: readonly WorkbookEntry[],
  now: number,
  newId: string,
): TaskEntry | SearchEntry {
  const { timed, counts } = timer;
  const seconds = Math.round(elapsedMs(timer, now) / 1_000);
  const base = {
    id: newId,
    // The store sets time and device when it saves.
    changedAt: 0,
    device: '',
    platform: timed.platform,
    day: today(new Date(timer.startedAt)),
    note: null,
    published: null,
  };
  if (timed.kind === 'search') return { ...base, kind: 'search', seconds };
  const continued = entries.find(
    (entry): entry is TaskEntry =>
      entry.kind === 'task' &&
      (timed.entryId === null ? isSame(entry, { ...base, ...timed }) : entry.id === timed.entryId),
  );
  if (continued !== undefined) {
    return {
      ...continued,
      seconds: (continued.seconds ?? 0) + seconds,
      counts: addCounts(continued.counts, counts),
    };
  }
  const none = Object.values(counts).every((count) => count === 0);
  const { title, rewardMinor, currency } = timed;
  return {
    ...base,
    kind: 'task',
    title,
    client: null,
    rewardMinor,
    currency,
    counts: none ? { ...NO_RUNS, pending: 1 } : counts,
    seconds,
  };
}

/** Marks a pending run as paid; without one, adds a paid run. */
export function markOneRunPaid(counts: TaskCounts): TaskCounts {
  return { ...counts, paid: counts.paid + 1, pending: Math.max(0, counts.pending - 1) };
}

function addCounts(one: TaskCounts, other: TaskCounts): TaskCounts {
  return {
    paid: one.paid + other.paid,
    refusedWithReason: one.refusedWithReason + other.refusedWithReason,
    refusedWithoutReason: one.refusedWithoutReason + other.refusedWithoutReason,
    screenOuts: one.screenOuts + other.screenOuts,
    broken: one.broken + other.broken,
    abandoned: one.abandoned + other.abandoned,
    pending: one.pending + other.pending,
  };
}

type Named = Pick<TaskEntry, 'platform' | 'title' | 'rewardMinor' | 'currency' | 'day'>;

function isSame(entry: TaskEntry, other: Named): boolean {
  return (
    // A published entry is not extended silently.
    entry.published === null &&
    entry.title !== '' &&
    entry.title === other.title &&
    entry.day === other.day &&
    entry.rewardMinor === other.rewardMinor &&
    entry.currency === other.currency &&
    platformNameKeyInWorkbook(entry.platform) === platformNameKeyInWorkbook(other.platform)
  );
}
