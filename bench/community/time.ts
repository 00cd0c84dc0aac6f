import type { Random } from '#demo/random.ts';

export const DAY_MS = 86_400_000;
/** Length of the community's history in years. */
export const YEARS = 8;

/** Whole days before `until`. */
export function ageOf(at: Date, until: Date): number {
  return Math.floor((until.getTime() - at.getTime()) / DAY_MS);
}

/**
 * A moment in the last days: growing every year, in waking hours, fewer on weekends; never after
 * `until`.
 */
export function growthMoment(until: Date, days: number, random: Random): number {
  for (;;) {
    const age = Math.floor(days * (1 - random.next() ** 0.62));
    const moment = wakingMoment(until.getTime() - (age + 1) * DAY_MS, random);
    const weekend = new Date(moment).getUTCDay() % 6 === 0;
    if (!weekend || random.chance(0.6)) return moment;
  }
}

/** A moment of the day, mostly in the evening. */
export function wakingMoment(begins: number, random: Random): number {
  const hour = random.chance(0.55) ? random.int(17, 22) : random.int(6, 22);
  return begins + hour * 3_600_000 + random.int(0, 3_599) * 1_000;
}

/** An event that affects many: a platform stops paying, changes its rules or resumes. */
export type Happening = {
  readonly at: number;
  /** Its platform: a failing one if it is about waiting. */
  readonly slug: string;
  readonly fails: boolean;
};

/** Events over the years, unordered: failing platforms and some of the largest. */
export function drawHappenings(
  until: Date,
  { failing, working }: { failing: readonly string[]; working: readonly string[] },
  random: Random,
): Happening[] {
  return Array.from({ length: 3 * YEARS }, () => {
    const fails = random.chance(0.6);
    return {
      at: growthMoment(until, YEARS * 365 - 200, random),
      slug: random.pick(fails ? failing : working),
      fails,
    };
  });
}
