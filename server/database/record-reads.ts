import { AsyncLocalStorage } from 'node:async_hooks';

/** A statement that was sent. */
export type Read = {
  /** Null where it is unknown what was sent. */
  readonly text: string | null;
  /**
   * Tables of which the statement reads only the rows of one thread, with its id; it reads others as
   * wholes.
   */
  readonly threads: ReadonlyMap<string, string> | null;
};

const recorded = new AsyncLocalStorage<Read[]>();

/** Runs a function, and collects in `into` the statements that it sends. */
export function recordReads<Result>(into: Read[], run: () => Result): Result {
  return recorded.run(into, run);
}

/**
 * Records a statement for the enclosing `recordReads`, if any.
 * @param keyed position (from 1) of the parameter that has the thread's id, by table.
 */
export function noteRead(
  text: string | null,
  keyed?: Readonly<Record<string, number>>,
  params: readonly unknown[] = [],
): void {
  const reads = recorded.getStore();
  if (reads === undefined) return;
  reads.push({
    text,
    threads:
      keyed === undefined
        ? null
        : new Map(
            Object.entries(keyed).map(([table, place]) => [table, String(params[place - 1])]),
          ),
  });
}
