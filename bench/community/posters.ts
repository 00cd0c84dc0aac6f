import type { Random } from '#demo/random.ts';
import { countJoined, type Person } from './people.ts';

/** Share of the members who ever post: the others read. */
const EVER_POST = 0.4;
/** How far the few who post most stand out: less, the larger this is. */
const HEAD = 6;
const FROM_THE_THREAD = 0.6;
const TRIES = 20;

/** Who writes the posts of a thread, one after the other. */
export type Posters = (moment: number, before: readonly Person[]) => Person;

/**
 * A few members post most, by a law of Zipf and Mandelbrot; and who has spoken in a thread speaks
 * there again. Nobody posts before she joined.
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
