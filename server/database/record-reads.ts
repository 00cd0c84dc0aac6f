import { AsyncLocalStorage } from 'node:async_hooks';

/** A statement that was sent. */
export type Read = {
  /** Null where it is unknown what was sent. */
  readonly text: string | null;
  /**
   * Tables from which the statement reads only the rows of one thread, with the thread's id. From others
   * it may read any row.
   */
  readonly threads: ReadonlyMap<string, string> | null;
};

const recorded = new AsyncLocalStorage<Read[]>();

/** Runs a function, and collects in `into` the statements that it sends. */
export function recordReads<Result>(into: Read[], run: () => Result): Result {
  return recorded.run(into, run);
}

/** A statement, and the parameter (from 1) with a thread's id for each table of which it reads only its rows. */
type Asked = {
  readonly text: string;
  readonly threads?: Readonly<Record<string, number>> | undefined;
};

export function readOf({ text, threads }: Asked, params: readonly unknown[]): Read {
  if (threads === undefined) return { text, threads: null };
  const ids = Object.entries(threads).map(
    ([table, place]) => [table, String(params[place - 1])] as const,
  );
  return { text, threads: new Map(ids) };
}

/** Records a statement for the enclosing `recordReads`, if any; null where it is unknown what is sent. */
export function noteRead(asked: Asked | null, params: readonly unknown[] = []): void {
  const reads = recorded.getStore();
  if (reads === undefined) return;
  reads.push(asked === null ? { text: null, threads: null } : readOf(asked, params));
}
