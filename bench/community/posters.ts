import type { Random } from '#demo/random.ts';
import { countJoined, type Person } from './people.ts';

/** Share of members who ever post. */
const EVER_POST = 0.4;
/** Skew of the most active members: smaller means more. */
const HEAD = 6;
const FROM_THE_THREAD = 0.6;
const TRIES = 20;

/** Draws the authors of a thread's posts. */
export type Posters = (moment: number, before: readonly Person[]) => Person;

/**
 * Zipf–Mandelbrot activity; members who posted in a thread are likely to post there again. Nobody
 * posts before she joined.
 */
export function createPosters(people: readonly Person[], random: Random): Posters {
  const active = random
    .shuffle(people)
    .slice(0, Math.max(1, Math.round(people.length * EVER_POST)));
  const drawActive = (): Person | undefined => {
    const rank = HEAD * ((active.length + HEAD) / HEAD) ** random.next() - HEAD;
    return active[Math.floor(rank)];
  };
  return (moment, before) => {
    const last = before.at(-1);
    if (before.length > 1 && random.chance(FROM_THE_THREAD)) {
      const again = random.pick(before);
      if (again !== last) return again;
    }
    for (let tries = 0; tries < TRIES; tries += 1) {
      const person = drawActive();
      if (person !== undefined && person !== last && person.joinedAt.getTime() <= moment) {
        return person;
      }
    }
    const joined = countJoined(people, moment);
    return people[random.int(0, Math.max(0, joined - 1))] ?? random.pick(people);
  };
}
