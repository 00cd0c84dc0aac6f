import { today, type Day } from '#shared/core/days.ts';
import type { LiveEntry } from '#shared/evidence/workbook.ts';
import type { PublicationOutbox } from './publication-outbox.ts';
import type { WorkbookStore } from './workbook-store.ts';
import type { TimerState } from './timer-state.ts';
import type { ScriptSentences } from './script-sentences.ts';

/** Shared context of the page's parts. */
export type WorkbookPageContext = {
  readonly root: HTMLElement;
  readonly book: WorkbookStore;
  readonly words: ScriptSentences;
  /** Announces a sentence to screen readers. */
  readonly say: (sentence: string) => void;
};

/** A snapshot of the workbook. */
export type WorkbookSnapshot = {
  /** Latest day first. */
  readonly entries: readonly LiveEntry[];
  readonly timer: TimerState | null;
  readonly outbox: PublicationOutbox;
};

/** A part of the page, rendered again after each change. */
export type RenderPart = (state: WorkbookSnapshot) => void;

/** Today in UTC, like all days on this site: a report dated tomorrow would be refused. */
export function todayUtc(): Day {
  return today(new Date());
}

export async function readWorkbookSnapshot(book: WorkbookStore): Promise<WorkbookSnapshot> {
  const [all, timer, outbox] = await Promise.all([
    book.latest(),
    book.meta.get<TimerState | null>('timer'),
    book.meta.get<PublicationOutbox>('outbox'),
  ]);
  const entries = all
    .filter((entry) => entry.kind !== 'deleted')
    .toSorted((one, other) =>
      one.day === other.day ? later(one, other) : one.day < other.day ? 1 : -1,
    );
  return { entries, timer: timer ?? null, outbox: outbox ?? {} };
}

function later(one: LiveEntry, other: LiveEntry): number {
  return other.changedAt - one.changedAt;
}

/** Replaces an entry by a tombstone, so that no other device restores it. */
export async function replaceEntryByTombstone(
  book: WorkbookStore,
  { id }: LiveEntry,
): Promise<void> {
  await book.put([{ kind: 'deleted', id, changedAt: 0, device: '' }]);
}
