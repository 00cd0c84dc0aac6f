import type { Fault } from './faults.ts';
import type { LeavesBySubject } from './leaves-by-subject.ts';
import { monthOf } from '#shared/core/days.ts';
import type { DumpRow } from './read-dump.ts';
import { namesOfOthers, textOf, type RowCheck } from './row-check.ts';

type Lifting = { readonly kind: unknown; readonly on: string; readonly nth: number };

/**
 * Checks that findings are lifted as the last decision about each says, and ended when the record
 * says so.
 * @param waiting subjects with an act that has no leaf yet.
 */
export function checkFindings(leaves: LeavesBySubject, waiting: ReadonlySet<string>): RowCheck {
  const lifted = new Map<string, Lifting>();
  const rows: DumpRow[] = [];
  const endedMonth = (subject: string): string | null => {
    for (const number of leaves.leavesOf(subject)) {
      const act = leaves.act(number);
      if (act === 'finding-opened') return null;
      if (act === 'finding-ended') return monthText(leaves.month(number));
    }
    return null;
  };
  const check = (row: DumpRow): Fault[] => {
    const subject = `finding/${textOf(row['id'])}`;
    if (waiting.has(subject)) return [];
    const last = lifted.get(textOf(row['id']));
    const wrong = namesOfOthers(row, {
      endedMonth: endedMonth(subject),
      liftedMonth: last?.kind === 'lift-finding' ? monthOf(last.on) : null,
    });
    return wrong.length === 0
      ? []
      : [{ code: 'undecided', name: subject, detail: wrong.join(', ') }];
  };
  return {
    reads: {
      findings: (row) => rows.push(row),
      decisions: ({ finding, kind, decidedOn, nth }) => {
        if (typeof finding !== 'string') return;
        const one = { kind, on: textOf(decidedOn), nth: Number(nth) };
        const known = lifted.get(finding);
        if (known === undefined || isLater(one, known)) lifted.set(finding, one);
      },
    },
    faults: () => rows.flatMap(check),
  };
}

/** Decisions about findings show their month, and their order within it. */
function isLater(one: Lifting, other: Lifting): boolean {
  return one.on === other.on ? one.nth > other.nth : one.on > other.on;
}

function monthText(month: number): string {
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
}
