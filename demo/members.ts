import { DEMO_MEMBER, DEMO_MODERATOR } from '#server/portability/demo/demo-accounts.ts';
import type { Calendar } from './calendar.ts';
import { HIRED, NEWCOMERS, PSEUDONYMS } from './names.ts';
import type { Habit, MemberPlan } from './plan.ts';
import type { Random } from './random.ts';

/** The oldest account, in days before now. */
export const FIRST_AGE = 385;
/** The week in which those came who praise one platform. */
export const BURST_AGE = 38;
/** And the days in which those came who are paid for it, elsewhere. */
export const HIRED_AGE = 100;
const FULL_SIZE = 330;
/** Most of them: numbers are shown only of platforms on which some thirty established members work. */
const REGULARS = 205;
const FEWEST_REGULARS = 34;

/** Members by country as in the seed data, the real forum's, in thousands. */
const COUNTRIES = [
  ['FR', 27.3],
  ['MA', 3.9],
  ['DZ', 1.9],
  ['CI', 1.6],
  ['BE', 1.2],
  ['TN', 1],
  ['US', 0.7],
  ['MG', 0.6],
  ['CM', 0.5],
  ['BJ', 0.5],
  ['ES', 0.5],
] as const;
// A quarter from each of the smaller ones is lifted, so that mobile money is seen too.
const LIFTED = COUNTRIES.map(([code, weight]) => [code, weight ** 0.72] as const);

/** Who is in the community and since when, the oldest account first. */
export function planMembers(calendar: Calendar, scale: number, random: Random): MemberPlan[] {
  const newcomers = Math.max(8, Math.round(NEWCOMERS.length * scale));
  const others = Math.max(60, Math.round(FULL_SIZE * scale)) - newcomers - HIRED.length - 2;
  const regulars = Math.max(FEWEST_REGULARS, Math.round(REGULARS * scale));
  const join = (pseudonym: string, country: string, habit: Habit, age: number): MemberPlan => ({
    pseudonym,
    country,
    habit,
    age,
    joinedAt: calendar.moment(age, random),
  });
  const pseudonyms = random.shuffle(PSEUDONYMS).slice(0, others);
  const members = [
    join(DEMO_MODERATOR, 'FR', 'regular', FIRST_AGE),
    join(DEMO_MEMBER, 'FR', 'regular', FIRST_AGE - 2),
    ...pseudonyms.map((pseudonym, index) => {
      const country = random.pickWeighted(LIFTED);
      if (index >= regulars) return join(pseudonym, country, 'occasional', random.int(2, 350));
      const age = random.chance(0.6) ? random.int(330, FIRST_AGE - 4) : random.int(110, 330);
      return join(pseudonym, country, 'regular', age);
    }),
    ...NEWCOMERS.slice(0, newcomers).map((pseudonym) =>
      join(pseudonym, 'FR', 'newcomer', random.int(BURST_AGE - 4, BURST_AGE + 1)),
    ),
    ...HIRED.map((pseudonym) =>
      join(pseudonym, 'FR', 'hired', random.int(HIRED_AGE - 2, HIRED_AGE)),
    ),
  ];
  return members.toSorted((a, b) => a.joinedAt.getTime() - b.joinedAt.getTime());
}

/** Who could work on a platform, likelier ones first: regulars, of its countries. */
export function drawWorkers(
  members: readonly MemberPlan[],
  platform: { countries: readonly string[]; to?: number },
  random: Random,
): MemberPlan[] {
  return members
    .filter(
      ({ country, age, habit }) =>
        (habit === 'regular' || habit === 'occasional') &&
        platform.countries.includes(country) &&
        age > (platform.to ?? 0) + 15,
    )
    .map((member) => {
      const weight = member.habit === 'regular' ? 5 : 1;
      return [random.next() ** (1 / weight), member] as const;
    })
    .toSorted(([a], [b]) => b - a)
    .map(([, member]) => member);
}
