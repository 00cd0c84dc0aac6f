import { AsyncLocalStorage } from 'node:async_hooks';
import type { OfMember } from './sql.ts';

/** A statement that was sent. */
export type Read = {
  /** Null where it is unknown what was sent. */
  readonly text: string | null;
  /**
   * Tables from which the statement reads only the rows of one thread, with the thread's id. From others
   * it may read any row.
   */
  readonly threads: ReadonlyMap<string, string> | null;
  /** Tables of which the statement reads only the rows of one member, with her id. */
  readonly ofMember?: { readonly id: string; readonly tables: readonly string[] };
};

const recorded = new AsyncLocalStorage<Read[]>();

/** Runs a function, and collects in `into` the statements that it sends. */
export function recordReads<Result>(into: Read[], run: () => Result): Result {
  return recorded.run(into, run);
}

/**
 * A statement, with the parameter (from 1) that has a thread's id for each table of which it reads only its
 * rows, and the one that has a member's.
 */
type Asked = {
  readonly text: string;
  readonly threads?: Readonly<Record<string, number>> | undefined;
  readonly ofMember?: OfMember | undefined;
};

export function readOf({ text, threads, ofMember }: Asked, params: readonly unknown[]): Read {
  const idAt = (parameter: number): string => String(params[parameter - 1]);
  const ids = Object.entries(threads ?? {}).map(([table, at]) => [table, idAt(at)] as const);
  const read = { text, threads: threads === undefined ? null : new Map(ids) };
  if (ofMember === undefined) return read;
  return { ...read, ofMember: { id: idAt(ofMember.parameter), tables: ofMember.tables } };
}

/** Records a statement for the enclosing `recordReads`, if any; null where it is unknown what is sent. */
export function noteRead(asked: Asked | null, params: readonly unknown[] = []): void {
  const reads = recorded.getStore();
  if (reads === undefined) return;
  reads.push(asked === null ? { text: null, threads: null } : readOf(asked, params));
}
