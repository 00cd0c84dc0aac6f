import type { Random } from '#demo/random.ts';
import type { Ground } from './ground.ts';
import { countJoined, type Person } from './people.ts';

const FOLLOWS_OWN = 0.75;
/** Readers without posts, as a multiple of the square root of the posts. */
const READERS = 1.5;
const READ_ALL = 0.7;

/** Writes follows and reading progress. */
export function writeReading(
  { people, writer, until }: Ground,
  { id, authors, moments }: { id: string; authors: readonly Person[]; moments: readonly number[] },
  random: Random,
): void {
  const lastOwn = new Map(authors.map((person, index) => [person, index + 1]));
  const count = moments.length;
  const note = (person: Person, place: number): void => {
    const from = moments[place - 1] ?? until.getTime();
    const at = Math.min(until.getTime(), from + random.int(1, 4_000) * 60_000);
    const readAt = new Date(Math.floor(at / 1_000) * 1_000).toISOString();
    writer.add('forum_read', { memberId: person.id, threadId: id, place, readAt });
  };
  for (const [person, own] of lastOwn) {
    note(person, random.chance(READ_ALL) ? count : random.int(own, count));
    if (!random.chance(FOLLOWS_OWN)) continue;
    const since = new Date(moments[authors.indexOf(person)] ?? 0).toISOString();
    writer.add('follow', { memberId: person.id, kind: 'thread', subject: id, since });
  }
  const joined = countJoined(people, moments.at(-1) ?? 0);
  const readers = Math.min(joined, Math.round(READERS * Math.sqrt(count) * random.next()));
  const seen = new Set<Person>();
  for (let reader = 0; reader < readers; reader += 1) {
    const person = people[random.int(0, joined - 1)];
    if (person === undefined || lastOwn.has(person) || seen.has(person)) continue;
    seen.add(person);
    note(person, random.int(1, count));
  }
}
