import { addDays, today, type Day } from '#shared/core/days.ts';
import type { Random } from './random.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Days and moments counted back from now; none lies after it. */
export type Calendar = {
  readonly now: Date;
  readonly day: (age: number) => Day;
  /** Some waking hour of the day that was `age` days ago. */
  readonly moment: (age: number, random: Random) => Date;
  /** Later than `before` where it can be, else never. */
  readonly momentAfter: (age: number, before: Date, random: Random) => Date | null;
};

export function createCalendar(now: Date): Calendar {
  const midnight = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  const moment = (age: number, random: Random): Date => {
    const waking = midnight - age * DAY_MS + random.int(6 * 60, 21 * 60) * 60_000;
    return new Date(Math.min(waking, now.getTime()));
  };
  return {
    now,
    day: (age) => addDays(today(now), -age),
    moment,
    momentAfter: (age, before, random) => {
      const at = Math.max(
        moment(age, random).getTime(),
        before.getTime() + random.int(1, 9) * 60_000,
      );
      return at > now.getTime() ? null : new Date(at);
    },
  };
}
