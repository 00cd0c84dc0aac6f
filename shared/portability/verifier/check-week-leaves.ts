import { addDays, monthNumber } from '#shared/core/days.ts';
import type { Fault } from './faults.ts';
import type { LeavesBySubject } from './leaves-by-subject.ts';
import { textOf, type FigureCounts, type RowCheck } from './row-check.ts';

/** Days after its Monday within which the record takes in the figures of a week. */
const IN_TIME_DAYS = 7;

/**
 * Checks that the figures of each former week have one leaf: a later one would let them be changed with
 * an entry. Counts those taken in late or never, such as all from before the record did, which may have
 * been changed until then. The figures themselves are compared with the leaf as those of any subject.
 */
export function checkWeekLeaves(leaves: LeavesBySubject, counts: FigureCounts): RowCheck {
  const faults: Fault[] = [];
  return {
    reads: {
      'platform-days': ({ platform, day }) => {
        const name = `week/${textOf(platform)}-${textOf(day)}`;
        const stated = [...leaves.leavesOf(name)];
        const first = stated.at(-1);
        if (stated.length > 1) faults.push({ code: 'week-restated', name });
        const inTime = monthNumber(addDays(textOf(day), IN_TIME_DAYS));
        // Dumps from before the record took weeks in have no leaf to compare with.
        if (first === undefined || leaves.month(first) > inTime) counts.late += 1;
      },
    },
    faults: () => faults,
  };
}
