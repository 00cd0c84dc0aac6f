import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { PSEUDONYMS } from '#demo/names.ts';
import type { MemberPlan } from '#demo/plan.ts';
import type { Random } from '#demo/random.ts';
import { foldName } from '#shared/core/text.ts';
import { drawTypingStyle, type TypingStyle } from './typing-style.ts';
import { YEARS, ageOf, growthMoment } from './time.ts';
import { NAME_HEADS, NAME_TAILS } from './word-lists.ts';

/** Share of English writers by country; elsewhere nearly none. */
const ENGLISH_BY_COUNTRY: Readonly<Record<string, number>> = { US: 0.85, ES: 0.2 };
const ENGLISH_ELSEWHERE = 0.015;

/** A member of the community; earlier ones first. */
export type Person = MemberPlan & {
  readonly id: string;
  readonly key: string;
  /** Salt of her owner tags. */
  readonly publicationSalt: string;
  readonly english: boolean;
  readonly hand: TypingStyle;
};

/** All members over eight years, oldest account first. */
export function makePeople(
  count: number,
  until: Date,
  random: Random,
  newId: () => string,
): Person[] {
  const countries = readCountries();
  const nextPseudonym = createPseudonyms(random);
  const moments = Array.from({ length: count }, () =>
    growthMoment(until, YEARS * 365, random),
  ).toSorted((a, b) => a - b);
  return moments.map((moment): Person => {
    const pseudonym = nextPseudonym();
    const country = random.pickWeighted(countries);
    const joinedAt = new Date(moment);
    return {
      id: newId(),
      pseudonym,
      key: foldName(pseudonym),
      publicationSalt: newId() + newId(),
      country,
      habit: random.chance(0.3) ? 'regular' : 'occasional',
      age: ageOf(joinedAt, until),
      joinedAt,
      english: random.chance(ENGLISH_BY_COUNTRY[country] ?? ENGLISH_ELSEWHERE),
      hand: drawTypingStyle(random),
    };
  });
}

/** Number of members who had joined by a moment. */
export function countJoined(people: readonly Person[], moment: number): number {
  let [low, high] = [0, people.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((people[middle]?.joinedAt.getTime() ?? Infinity) <= moment) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Unique invented pseudonyms, ignoring case and accents. */
function createPseudonyms(random: Random): () => string {
  const taken = new Set<string>();
  const known = random.shuffle(PSEUDONYMS);
  return () => {
    for (;;) {
      const name = known.pop() ?? invent(random);
      const key = foldName(name);
      if (taken.has(key)) continue;
      taken.add(key);
      return name;
    }
  };
}

function invent(random: Random): string {
  const head = random.pick(NAME_HEADS);
  const number = random.chance(0.55) ? String(random.int(1, random.chance(0.5) ? 99 : 2_030)) : '';
  if (random.chance(0.25)) return `${head}${random.chance(0.5) ? '' : '_'}${random.int(1, 9_999)}`;
  return `${head}${random.pick(['-', '_', '.'])}${random.pick(NAME_TAILS)}${number}`.slice(0, 30);
}

/** Members' countries, from the seed data. */
function readCountries(): (readonly [string, number])[] {
  const file = join(process.cwd(), 'prisma', 'seed', 'members_by_country.csv');
  return parse<Record<string, string>>(readFileSync(file), { columns: true }).map(
    (row) => [row['country'] ?? 'FR', Number(row['members'])] as const,
  );
}
