import { describe, expect, test } from 'vitest';
import { arrangePosts, type StandingPost } from './arrange-posts.ts';

/** Posts of a thread, `a` of thread A, in order; `times` are theirs. */
function thread(name: string, ...times: number[]): StandingPost[] {
  return times.map((postedAt, at) => ({
    id: `${name.toLowerCase()}${at + 1}`,
    thread: name,
    place: at + 1,
    postedAt,
    writtenIn: null,
    writtenPlace: null,
    movedBy: null,
  }));
}

/** All posts as they stand after some moved. */
function moved(posts: readonly StandingPost[], chosen: readonly string[], to: string, move = 'm') {
  const changed = new Map(
    arrangePosts(posts, new Set(chosen), { to, move }).map((post) => [post.id, post]),
  );
  return posts.map((post) => changed.get(post.id) ?? post);
}

/** The ids of a thread's posts, by position. */
function read(posts: readonly StandingPost[], name: string): string {
  const there = posts.filter((post) => post.thread === name).toSorted((a, b) => a.place - b.place);
  expect(there.map(({ place }) => place)).toEqual(there.map((_, at) => at + 1));
  return there.map(({ id }) => id).join(' ');
}

const ALL_OF_A = ['a1', 'a2', 'a3'];

describe('posts that moved stand in order of time', () => {
  test.each([
    ['later ones at the end', thread('A', 5, 6, 7), thread('B', 1, 2), 'b1 b2 a1 a2 a3'],
    ['between the others', thread('A', 2, 4, 6), thread('B', 1, 3, 5), 'b1 a1 b2 a2 b3 a3'],
    [
      'earlier ones after the opening post',
      thread('A', 1, 2, 9),
      thread('B', 5, 6),
      'b1 a1 a2 b2 a3',
    ],
    [
      'of the same second, as they were written',
      thread('A', 1, 1, 1),
      thread('B', 1, 1, 1),
      'b1 a1 b2 a2 b3 a3',
    ],
    [
      'in the order they had, whatever their times',
      thread('A', 9, 3, 4),
      thread('B', 1, 5),
      'b1 b2 a1 a2 a3',
    ],
  ])('%s', (_, a, b, merged) => {
    const after = moved([...a, ...b], ALL_OF_A, 'B');
    expect(read(after, 'B')).toBe(merged);
    expect(read(after, 'A')).toBe('');
  });

  test('what is left is counted anew', () => {
    const after = moved([...thread('A', 1, 2, 3, 4), ...thread('B', 1)], ['a2', 'a3'], 'B');
    expect([read(after, 'A'), read(after, 'B')]).toEqual(['a1 a4', 'b1 a2 a3']);
  });
});

describe('a post says where it was written', () => {
  test('while it is read in another thread, or at another position', () => {
    const after = moved([...thread('A', 2, 4), ...thread('B', 1, 3)], ['a1', 'a2'], 'B', 'm1');
    const said = Object.fromEntries(
      after.map(({ id, writtenIn, writtenPlace, movedBy }) => [
        id,
        [writtenIn, writtenPlace, movedBy],
      ]),
    );
    expect(said).toEqual({
      a1: ['A', 1, 'm1'],
      a2: ['A', 2, 'm1'],
      b1: [null, null, null],
      b2: [null, 2, null],
    });
  });

  test.each([
    ['at once', [ALL_OF_A]],
    ['in two steps', [['a1', 'a3'], ['a2']]],
  ])('moved back %s, all stand as before', (_, steps) => {
    const before = [...thread('A', 2, 4, 6), ...thread('B', 1, 3, 5)];
    let posts = moved(before, ALL_OF_A, 'B');
    for (const step of steps) posts = moved(posts, step, 'A');
    expect(posts).toEqual(before);
  });

  test('what was written between merging and parting stays where it was written', () => {
    const merged = moved([...thread('A', 2), ...thread('B', 1, 3)], ['a1'], 'B');
    const [late] = thread('B', 9);
    const answer = { ...late, id: 'b9', place: 4 } as StandingPost;
    const after = moved([...merged, answer], ['a1'], 'A');
    expect([read(after, 'A'), read(after, 'B')]).toEqual(['a1', 'b1 b2 b9']);
    expect(after.at(-1)).toMatchObject({ place: 3, writtenPlace: 4, writtenIn: null });
  });
});
