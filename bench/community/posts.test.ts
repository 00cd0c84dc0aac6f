import { expect, test } from 'vitest';
import { createCalendar } from '#demo/calendar.ts';
import { createRandom } from '#demo/random.ts';
import { createAuthors } from './authors.ts';
import { createIds } from './chance.ts';
import type { Scene } from './compose.ts';
import { makePeople } from './people.ts';
import { writePost } from './posts.ts';
import { sizesOf } from './sizes.ts';
import type { Writer } from './writer.ts';

const UNTIL = new Date('2026-11-01T00:00:00Z');
const PROOF = '0123456789ab';

/** The texts of many posts of one member, in each of which she would link to that proof. */
function textsOf(unsigned: 'hers' | 'of nobody'): string {
  const random = createRandom(1);
  const newId = createIds(random);
  const texts: unknown[] = [];
  const ignore = async (): Promise<void> => {};
  const writer: Writer = {
    add: (_table, row) => void texts.push(row['text']),
    record: () => {},
    drain: ignore,
    flush: ignore,
    finish: ignore,
  };
  const people = makePeople(1, UNTIL, random, newId);
  const [person] = people;
  if (person === undefined) throw new Error('Nobody was made.');
  const word = (): string => 'mot';
  const scene: Scene = {
    topic: 'site',
    english: false,
    year: 2026,
    platform: word,
    failing: word,
    client: word,
    task: word,
    person: word,
    link: () => `/fr/preuves/${PROOF}`,
  };
  const ground = {
    sizes: sizesOf(1, 1),
    seed: 1,
    until: UNTIL,
    calendar: createCalendar(UNTIL),
    people,
    platforms: new Map(),
    authors: createAuthors(writer, newId),
    writer,
    newId,
    tell: () => {},
  };
  const surroundings = {
    members: new Map<string, string>(),
    domains: new Set<string>(),
    origin: null,
  };
  const owner = new Map(unsigned === 'hers' ? [[PROOF, person.id]] : []);
  for (let place = 1; place <= 200; place += 1) {
    const at = { threadId: 'thread', place, moment: UNTIL.getTime() - 90_000_000 };
    writePost(ground, at, { person, scene, lately: [], surroundings, unsigned: owner }, random);
  }
  return texts.join('\n');
}

test('a post links to proofs, but never to one that its own author left unsigned', () => {
  expect(textsOf('of nobody')).toContain(PROOF);
  expect(textsOf('hers')).not.toContain(PROOF);
});
