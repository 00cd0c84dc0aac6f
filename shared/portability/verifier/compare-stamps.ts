import { addDays, mondayOf, type Day } from '#shared/core/days.ts';
import type { ReleasedSlip } from '#shared/directory/slip-figures.ts';
import { computeSlipStanding } from '#shared/evidence/publication/compute-slip-figures.ts';
import { standingAfter, type StandingChange } from '#shared/evidence/standing-history.ts';

/** Days within which the standing of released slips has to come within one step of a stamp. */
export const STAMP_DAYS = 13 * 7;

/** Stamps that the slips can be compared with, worst first; neighbours are one step apart. */
const STEPS = ['not-paying', 'doubtful', 'unknown', 'promising', 'reliable'];

type Judgement =
  | { readonly verdict: 'borne-out' | 'too-few' | 'not-yet' }
  | {
      readonly verdict: 'apart';
      /**
       * Start of the period, at least 13 weeks, in which the slips' standing was more than one step
       * away; `until` is its end.
       */
      readonly from: Day;
      readonly until: Day;
      /** The standing that the slips gave at the end of it. */
      readonly slips: string;
    };

/** An announced stamp, and what the released slips said of it. */
export type ComparedStamp = { readonly state: string; readonly since: Day } & Judgement;

/**
 * Compares each stamp of a platform with the standing that released slips give by themselves on the
 * Mondays of the 13 weeks from its announcement on, and of those from each Monday on while it lasts.
 * `closed` is decided, not computed: it is left out.
 * @param on the day of the dump: later Mondays are not yet known.
 */
export function compareStamps(
  changes: readonly StandingChange[],
  slips: readonly ReleasedSlip[],
  on: Day,
): ComparedStamp[] {
  const stamps = stampsOf(changes);
  const first = stamps[0]?.since ?? on;
  const own = new Map(
    mondaysBetween(first, on).map((monday) => [
      monday,
      computeSlipStanding(slips, monday)?.state ?? null,
    ]),
  );
  return stamps
    .filter(({ state }) => STEPS.includes(state))
    .map((stamp) => {
      const end = stamps.find(({ since }) => since > stamp.since)?.since ?? addDays(on, 1);
      const starts = [...new Set([stamp.since, ...mondaysBetween(stamp.since, addDays(end, -1))])];
      const windows = starts
        .map((from) => ({ from, until: addDays(from, STAMP_DAYS) }))
        .filter(({ until }) => until <= on)
        .map(({ from, until }) => ({
          from,
          until,
          said: mondaysBetween(from, until).flatMap((day) => own.get(day) ?? []),
        }));
      return { ...stamp, ...judge(stamp.state, windows) };
    });
}

/** Days of 13 weeks, and the standings that slips gave on their Mondays. */
type Window = { readonly from: Day; readonly until: Day; readonly said: readonly string[] };

function judge(state: string, windows: readonly Window[]): Judgement {
  const telling = windows.filter(({ said }) => said.length > 0);
  const apart = telling.filter(({ said }) => !said.some((one) => isWithinOneStep(one, state)));
  const [first, last] = [apart[0], apart.at(-1)];
  if (first !== undefined && last !== undefined) {
    const slips = last.said.at(-1) ?? '';
    return { verdict: 'apart', from: first.from, until: last.until, slips };
  }
  if (telling.length > 0) return { verdict: 'borne-out' };
  return { verdict: windows.length > 0 ? 'too-few' : 'not-yet' };
}

function isWithinOneStep(one: string, other: string): boolean {
  return Math.abs(STEPS.indexOf(one) - STEPS.indexOf(other)) <= 1;
}

/** The stamps at the end of each day on which they changed, oldest first. */
function stampsOf(changes: readonly StandingChange[]): { state: string; since: Day }[] {
  const days = [...new Set(changes.map(({ day }) => day))].toSorted();
  return days.flatMap((since) => {
    const state = standingAfter(changes.filter(({ day }) => day <= since))?.state;
    return state === undefined ? [] : [{ state, since }];
  });
}

/** The Mondays from a day to another, both included. */
function mondaysBetween(from: Day, to: Day): Day[] {
  const mondays: Day[] = [];
  for (let monday = mondayOf(addDays(from, 6)); monday <= to; monday = addDays(monday, 7))
    mondays.push(monday);
  return mondays;
}
