import type { Day } from '#shared/core/days.ts';

/** A correction of the days within which a platform says that it pays, oldest first. */
export type PromiseRevision = {
  readonly id: string;
  readonly undoes: string | null;
  /** Days, or null where it promises nothing any more. */
  readonly after: number | null;
  readonly on: Day;
  readonly disputed: boolean;
};

/** What was promised from a day on; null days where nothing was. */
export type Promised = { readonly days: number | null; readonly since: Day };

/**
 * The promises that count: those neither undone nor disputed. Undoing an undo brings the promise
 * back, and who disputes that disputes the promise.
 */
export function promisesOf(revisions: readonly PromiseRevision[]): Promised[] {
  const undoneBy = new Map(revisions.map((revision) => [revision.undoes, revision]));
  return revisions
    .filter(({ undoes }) => undoes === null)
    .filter((revision) => {
      let standing = true;
      let disputed = false;
      for (let last: PromiseRevision | undefined = revision; last; last = undoneBy.get(last.id)) {
        standing = last === revision || !standing;
        disputed ||= standing && last.disputed;
      }
      return standing && !disputed;
    })
    .map(({ after, on }) => ({ days: after, since: on }));
}

/** The first promise known counts from the beginning: who adds a fact need not have known it then. */
export function promiseInForce(promises: readonly Promised[], on: Day): number | null {
  return (promises.findLast(({ since }) => since <= on) ?? promises[0])?.days ?? null;
}
