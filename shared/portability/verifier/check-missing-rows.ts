import type { LeavesBySubject } from './leaves-by-subject.ts';
import type { DumpRow } from './read-dump.ts';
import { textOf, type RowCheck, type UnmetLeaf } from './row-check.ts';

/** Acts that end a jury or an appeal, which then has a row as long as none of the others follows. */
const ENDS = new Set(['jury-decided', 'jury-failed', 'appeal-ended']);
const LATER = new Set(['appeal-made', 'appeal-withdrawn']);

/**
 * Checks that each jury and each appeal has its row once the record says that it ended.
 * @param dumpMonth the month of the dump, in months since the year 0.
 */
export function checkMissingRows(leaves: LeavesBySubject, dumpMonth: number): RowCheck {
  /** The newest leaf of each jury and appeal that has a row. */
  const there = new Set<number>();
  const meet = (kind: string, { id }: DumpRow): void => {
    const [newest] = leaves.leavesOf(`${kind}/${textOf(id)}`);
    if (newest !== undefined) there.add(newest);
  };
  const endOf = (newest: number): number | null => {
    let isUnlisted = false;
    for (let at: number | null = newest; at !== null; at = leaves.before(at)) {
      const act = leaves.act(at);
      isUnlisted ||= act === 'content-unlisted';
      if (ENDS.has(act)) return at;
      // Not missing here: the comparison of all rows reports a subject whose row the record stated.
      if (LATER.has(act) || (act === 'content-stated' && !isUnlisted)) return null;
    }
    return null;
  };
  // A failed jury of the dump's month may lack its row: its author withdrew the subject, and the case
  // closes within the hour.
  const mayBeOpen = (end: number): boolean =>
    leaves.act(end) === 'jury-failed' && leaves.month(end) === dumpMonth;
  return {
    reads: { juries: (row) => meet('jury', row), appeals: (row) => meet('appeal', row) },
    faults: () => [],
    unmet: () => {
      const unmet: UnmetLeaf[] = [];
      for (const newest of leaves.newest()) {
        const end = there.has(newest) ? null : endOf(newest);
        if (end !== null && !mayBeOpen(end)) unmet.push({ number: end, code: 'removed-silently' });
      }
      return unmet;
    },
  };
}
