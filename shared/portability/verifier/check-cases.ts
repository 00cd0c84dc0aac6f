import type { Fault } from './faults.ts';
import type { LeavesBySubject } from './leaves-by-subject.ts';
import type { DumpRow } from './read-dump.ts';
import { listOf, namesOfOtherMonths, textOf, type RowCheck } from './row-check.ts';

/**
 * Checks that the subject of each case is that of its decisions, that no decided case is missing, and
 * that the record has the appeals as they were made and ended.
 * @param waiting subjects with an act that has no leaf yet.
 */
export function checkCases(leaves: LeavesBySubject, waiting: ReadonlySet<string>): RowCheck {
  const cases = new Map<string, DumpRow>();
  const decided = new Map<string, DumpRow[]>();
  const appeals: DumpRow[] = [];

  const checkCase = (id: string): Fault[] => {
    const row = cases.get(id);
    const decisions = decided.get(id) ?? [];
    const isAsDecided =
      row !== undefined &&
      decisions.length > 0 &&
      decisions.every(
        ({ about, platform }) => row['about'] === about && row['platform'] === platform,
      );
    const name = `case/${id}`;
    if (!isAsDecided) return [{ code: 'undecided', name }];
    const opened = { openedOn: ['case-opened'] };
    const wrong = waiting.has(name) ? [] : namesOfOtherMonths(leaves, name, row, opened);
    return wrong.length === 0 ? [] : [{ code: 'undecided', name, detail: wrong.join(', ') }];
  };

  /** Whether the record has this act on the subject, with a commitment to one of these contents. */
  const isRecorded = (subject: string, act: string, contents: readonly object[]): boolean =>
    [...leaves.leavesOf(subject)].some(
      (number) =>
        leaves.act(number) === act &&
        leaves.isOpened(number) &&
        contents.some((content) => leaves.commitsToContent(number, content)),
    );
  const checkAppeal = (row: DumpRow): Fault[] => {
    const { case: caseId, decision: against, role, state } = row;
    const appeal = textOf(row['id']);
    const subject = `appeal/${appeal}`;
    if (waiting.has(subject)) return [];
    const ends = [null, ...(decided.get(textOf(caseId)) ?? []).map(({ id }) => id)];
    const wrong = [
      ...(isRecorded(subject, 'appeal-made', [{ appeal, against, case: caseId, role }])
        ? []
        : ['appeal-made']),
      ...(isRecorded(
        subject,
        'appeal-ended',
        ends.map((decision) => ({ appeal, against, state, decision })),
      )
        ? []
        : ['appeal-ended']),
      ...namesOfOtherMonths(leaves, subject, row, {
        appealedOn: ['appeal-made'],
        endedOn: ['appeal-ended'],
      }),
    ];
    return wrong.length === 0
      ? []
      : [{ code: 'undecided', name: subject, detail: wrong.join(', ') }];
  };

  return {
    reads: {
      cases: (row) => cases.set(textOf(row['id']), row),
      decisions: ({ id, case: caseId, about, platform }) => {
        if (typeof caseId === 'string') listOf(decided, caseId).push({ id, about, platform });
      },
      appeals: (row) => appeals.push(row),
    },
    faults: () => [
      ...[...new Set([...cases.keys(), ...decided.keys()])].flatMap(checkCase),
      ...appeals.flatMap(checkAppeal),
    ],
  };
}
