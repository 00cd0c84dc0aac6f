import { today, type Day } from '#shared/core/days.ts';
import type { LiveEntry } from '#shared/evidence/workbook.ts';
import type { Outbox } from './publication-outbox.ts';
import type { Book } from './workbook-store.ts';
import type { Timer } from './timer-state.ts';
import type { Words } from './script-sentences.ts';

/** Shared context of the page's parts. */
export type BookPage = {
  readonly root: HTMLElement;
  readonly book: Book;
  readonly words: Words;
  /** Announces a sentence to screen readers. */
  readonly say: (sentence: string) => void;
};

/** A snapshot of the workbook. */
export type State = {
  /** Latest day first. */
  readonly entries: readonly LiveEntry[];
  readonly timer: Timer | null;
  readonly outbox: Outbox;
};

/** A part of the page, rendered again after each change. */
export type View = (state: State) => void;

/** Today in UTC, like all days on this site: a report dated tomorrow would be refused. */
export function todayUtc(): Day {
  return today(new Date());
}

export async function readState(book: Book): Promise<State> {
  const [all, timer, outbox] = await Promise.all([
    book.latest(),
    book.meta.get<Timer | null>('timer'),
    book.meta.get<Outbox>('outbox'),
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
export async function removeEntry(book: Book, { id }: LiveEntry): Promise<void> {
  await book.put([{ kind: 'deleted', id, changedAt: 0, device: '' }]);
}
