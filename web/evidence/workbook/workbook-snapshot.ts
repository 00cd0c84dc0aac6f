import type { LiveEntry } from '#shared/evidence/workbook.ts';
import type { PublicationOutbox } from './outgoing-entry-state.ts';
import type { WorkbookStore } from './workbook-store.ts';
import type { TimerState } from './timer-state.ts';

/** All that the page shows of the workbook, read at one moment. */
export type WorkbookSnapshot = {
  /** Entries that are not deleted, latest day first. */
  readonly entries: readonly LiveEntry[];
  readonly timer: TimerState | null;
  readonly outbox: PublicationOutbox;
};

/** Renders one part of the page; called after each change of the workbook. */
export type RenderPart = (state: WorkbookSnapshot) => void;

/** Reads the workbook from the browser's database, without deleted entries. */
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
