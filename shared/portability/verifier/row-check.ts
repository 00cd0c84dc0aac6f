import { monthNumber } from '#shared/core/days.ts';
import type { Fault, FaultCode } from './faults.ts';
import type { LeavesBySubject } from './leaves-by-subject.ts';
import type { DumpRow } from './read-dump.ts';

/** A check that reads rows of some files of a dump, each file once, in any order. */
export type RowCheck = {
  /** The function to call with each row, by the name of the file below `whole/`, without extension. */
  readonly reads: Readonly<Record<string, (row: DumpRow) => void>>;
  /** Called once after the last row. */
  readonly faults: () => readonly Fault[] | Promise<readonly Fault[]>;
  /** Called once after the last row: leaves that have no counterpart. */
  readonly unmet?: () => readonly UnmetLeaf[];
};

/** A leaf without a counterpart in the dump, by its number. */
export type UnmetLeaf = { readonly number: number; readonly code: FaultCode };

/** Numbers of figures that were computed again, and of those that could not be. */
export type FigureCounts = {
  compared: number;
  /** Figures that the site had not yet computed again when the dump was made. */
  stale: number;
  /** Figures of former weeks of which slips were withdrawn since. */
  withdrawn: number;
  /** Figures of former weeks that an earlier rule computed. */
  formerRule: number;
  /** Figures of former weeks that the record took in later than their week. */
  late: number;
};

/** Figures that a stranger computes may differ by rounding. */
const ROUNDING = 1e-9;

/** Whether a value is the expected one, but for the rounding of its numbers. */
export function isAsComputed(value: unknown, expected: unknown): boolean {
  if (typeof value === 'number' && typeof expected === 'number')
    return Math.abs(value - expected) <= ROUNDING * Math.max(1, Math.abs(expected));
  if (typeof value !== 'object' || typeof expected !== 'object') return value === expected;
  if (value === null || expected === null) return value === expected;
  const [names, wanted] = [Object.keys(value), Object.keys(expected)];
  return (
    names.length === wanted.length &&
    wanted.every((name) => isAsComputed((value as Values)[name], (expected as Values)[name]))
  );
}

type Values = Readonly<Record<string, unknown>>;

/** Returns the names of values that are not the expected ones. */
export function namesOfOthers(values: Values, expected: Values): string[] {
  return Object.keys(expected).filter(
    (name) => !isAsComputed(values[name] ?? null, expected[name] ?? null),
  );
}

/**
 * Returns the names of columns whose month differs from that of the last of their acts on the subject;
 * columns without an act are skipped.
 */
export function namesOfOtherMonths(
  leaves: LeavesBySubject,
  subject: string,
  row: Values,
  acts: Readonly<Record<string, readonly string[]>>,
): string[] {
  return Object.keys(acts).filter((column) => {
    const month = leaves.monthOfAct(subject, acts[column] ?? []);
    return month !== null && month !== monthNumber(textOf(row[column]));
  });
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A JSON object in a row; empty for anything else. */
export function objectOf(value: unknown): Values {
  return typeof value === 'object' && value !== null ? (value as Values) : {};
}

/** Returns the list of a key, which is made where there is none. */
export function listOf<Key, Item>(lists: Map<Key, Item[]>, key: Key): Item[] {
  const known = lists.get(key) ?? [];
  lists.set(key, known);
  return known;
}
