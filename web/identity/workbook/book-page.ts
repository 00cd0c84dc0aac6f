import { today, type Day } from '#shared/core/days.ts';
import type { LiveEntry } from '#shared/identity/workbook.ts';
import type { Outbox } from './outbox.ts';
import type { Book } from './store.ts';
import type { Timer } from './timer-state.ts';
import type { Words } from './words.ts';

/** What the parts of the page share. */
export type BookPage = {
  readonly root: HTMLElement;
  readonly book: Book;
  readonly words: Words;
  /** Says a sentence where screen readers hear it. */
  readonly say: (sentence: string) => void;
};

/** What the book holds at one moment. */
export type State = {
  /** The latest day first. */
  readonly entries: readonly LiveEntry[];
  readonly timer: Timer | null;
  readonly outbox: Outbox;
};

/** A part of the page: shows the book anew after each change. */
export type View = (state: State) => void;

/** Days are UTC on this site, and a report of tomorrow would be refused. */
export function todayHere(): Day {
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

/** Makes an entry a deleted one: its trace stays, so that no other device brings it back. */
export async function removeEntry(book: Book, { id }: LiveEntry): Promise<void> {
  await book.put([{ kind: 'deleted', id, changedAt: 0, device: '' }]);
}
