import type { Day } from '#shared/core/days.ts';

/** A correction of the fact "days within which the platform promises to pay". */
export type PromiseRevision = {
  readonly id: string;
  readonly undoes: string | null;
  /** Days promised after the correction; null when nothing is promised. */
  readonly after: number | null;
  readonly on: Day;
  readonly disputed: boolean;
};

/** A promised number of days, null for none, and the day from which it applies. */
export type PaymentTimePromise = { readonly days: number | null; readonly since: Day };

/**
 * Selects the valid promises: neither undone nor disputed. Undoing an undo restores a promise, and
 * disputing that undo of an undo disputes the promise.
 */
export function validPromisesOf(revisions: readonly PromiseRevision[]): PaymentTimePromise[] {
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

/**
 * Returns the days promised on a day; null for none. The first known promise also applies to
 * earlier days: a member may add it long after it was made.
 */
export function promiseInForce(promises: readonly PaymentTimePromise[], on: Day): number | null {
  return (promises.findLast(({ since }) => since <= on) ?? promises[0])?.days ?? null;
}
