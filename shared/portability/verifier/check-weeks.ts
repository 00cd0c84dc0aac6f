import { addDays, daysBetween, monthNumber, type Day } from '#shared/core/days.ts';
import { EVIDENCE_FORMAT_VERSION, type ReleasedSlip } from '#shared/directory/slip-figures.ts';
import { computeSlipFigures } from '#shared/evidence/publication/compute-slip-figures.ts';
import type { Fault } from './faults.ts';
import type { DumpRow } from './read-dump.ts';
import {
  isAsComputed,
  listOf,
  objectOf,
  textOf,
  type FigureCounts,
  type RowCheck,
} from './row-check.ts';

export type SlipsByPlatform = Map<string, ReleasedSlip[]>;

/** Reads all released slips of a dump. */
export function readSlips(slips: SlipsByPlatform): RowCheck {
  return {
    reads: {
      slips: ({ platform, monday, slips: list }) => {
        const all = Array.isArray(list) ? (list as Omit<ReleasedSlip, 'monday'>[]) : [];
        const own = listOf(slips, textOf(platform));
        for (const slip of all) own.push({ ...slip, monday: textOf(monday) });
      },
    },
    faults: () => [],
  };
}

/** The numbers of slips of a week, and the version of the rules that computed them. */
type Week = { readonly day: Day; readonly numbers: unknown; readonly version: number };

/** Number of weeks whose slips enter the figures of a day: 24 months, and one more week. */
const WEEKS_COUNTED = 106;

/**
 * Recomputes the slip figures of former weeks. The site computes figures at least once a week, so those
 * of a week are of some day in the week before its Monday. Weeks of an older version of the rules are
 * only counted: nothing but the record vouches for them.
 * @param monthOfChange the month, in months since the year 0, in which the record says that slips of a
 * platform and Monday were last withdrawn; null without one.
 */
export function checkWeeks(
  slips: SlipsByPlatform,
  monthOfChange: (list: string) => number | null,
  counts: FigureCounts,
): RowCheck {
  const weeks = new Map<string, Week[]>();
  const check = (platform: string): Fault[] => {
    const own = (weeks.get(platform) ?? []).toSorted((a, b) => (a.day < b.day ? -1 : 1));
    // From the first week of the current rule on, no week may have an older version.
    const firstOfRule = own.find(({ version }) => version >= EVIDENCE_FORMAT_VERSION)?.day;
    const days = own.map(({ day }) => day).toSorted();
    const [first = '', last = ''] = [days[0], days.at(-1)];
    const weeksBefore = Math.ceil(daysBetween(first, last) / 7) + WEEKS_COUNTED;
    const changes = Array.from({ length: weeksBefore }, (_, back) => {
      const monday = addDays(last, -7 * (back + 1));
      return { monday, month: monthOfChange(`${platform}-${monday}`) };
    }).filter(({ month }) => month !== null);
    const isOutdated = (day: Day): boolean =>
      changes.some(({ monday, month }) => monday < day && (month ?? 0) >= monthNumber(day));
    const wrong = own.filter(({ day, numbers, version }) => {
      if (version < EVIDENCE_FORMAT_VERSION && (firstOfRule === undefined || day < firstOfRule)) {
        counts.formerRule += 1;
        return false;
      }
      if (isOutdated(day)) {
        counts.withdrawn += 1;
        return false;
      }
      counts.compared += 1;
      return !WEEK.some((back) =>
        isAsComputed(numbers, computeSlipFigures(slips.get(platform) ?? [], addDays(day, -back))),
      );
    });
    const detail = wrong.map(({ day }) => day).join(', ');
    return wrong.length === 0
      ? []
      : [{ code: 'figure-wrong', name: `platform-days/${platform}`, detail }];
  };
  return {
    reads: {
      'platform-days': ({ platform, day, evidence }: DumpRow) => {
        const { slips: numbers, shape } = objectOf(evidence);
        const version = typeof shape === 'number' ? shape : 0;
        listOf(weeks, textOf(platform)).push({ day: textOf(day), numbers, version });
      },
    },
    faults: () => [...weeks.keys()].flatMap(check),
  };
}

/** Days before a Monday on which the figures of its week may have been computed, the likeliest first. */
const WEEK = [1, 2, 3, 4, 5, 6, 7];
