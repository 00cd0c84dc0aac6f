import { describe, expect, test } from 'vitest';
import { AppError } from '#server/core/errors.ts';
import { MAX_POSTS_A_MERGE } from '#shared/community/moved-posts.ts';
import { checkMerge, checkMove, type MovingPost, type MovingThread } from './move-rules.ts';

const thread = (id: string, overrides: Partial<MovingThread> = {}): MovingThread => ({
  id,
  posts: 3,
  closed: false,
  debate: false,
  guided: false,
  ...overrides,
});
const post = (place: number, overrides: Partial<MovingPost> = {}): MovingPost => ({
  thread: 'A',
  place,
  writtenIn: null,
  writtenPlace: null,
  ...overrides,
});

/** Why something is refused: `to: same-topic`; null where it is not. */
function refusal(act: () => void): string | null {
  try {
    act();
    return null;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const [field] = Object.entries(error.fields ?? {});
    return field === undefined ? error.code : `${field[0]}: ${field[1].code}`;
  }
}

describe('a thread is merged into another', () => {
  test.each<[string | null, Partial<MovingThread>, Partial<MovingThread>]>([
    [null, {}, {}],
    [null, {}, { debate: true }],
    [null, {}, { guided: true }],
    ['to: same-topic', {}, { id: 'A' }],
    ['to: topic-emptied', { posts: 0 }, {}],
    ['to: topic-emptied', {}, { posts: 0 }],
    ['to: closed-there', {}, { closed: true }],
    ['to: topic-of-boycott', { debate: true }, {}],
    ['to: topic-is-guide', { guided: true }, {}],
    ['to: topic-closed', { closed: true }, {}],
    [null, { posts: MAX_POSTS_A_MERGE }, {}],
    ['to: too-many-posts', { posts: MAX_POSTS_A_MERGE + 1 }, {}],
  ])('%s', (why, from, to) => {
    expect(refusal(() => checkMerge(thread('A', from), thread('B', to)))).toBe(why);
  });
});

describe('chosen posts move', () => {
  const B = thread('B');
  test.each<[string | null, Partial<MovingThread>, MovingThread | null, MovingPost[], number?]>([
    [null, {}, B, [post(2), post(3)]],
    [null, {}, null, [post(2)]],
    [null, { closed: true, debate: true, guided: true }, B, [post(2)]],
    ['to: same-topic', {}, thread('A'), [post(2)]],
    ['to: closed-there', {}, thread('B', { closed: true }), [post(2)]],
    ['to: topic-emptied', { posts: 0 }, B, [post(2)]],
    ['to: topic-emptied', { posts: 0 }, null, [post(2)]],
    ['posts: no-posts', {}, B, []],
    ['posts: posts-elsewhere', {}, B, [post(2)], 2],
    ['posts: posts-elsewhere', {}, B, [post(2, { thread: 'C' })]],
    ['posts: opening-post', {}, B, [post(1), post(2)]],
    ['posts: opening-post', {}, null, [post(1), post(2), post(3)]],
    [null, {}, B, [post(1), post(2), post(3)]],
    ['posts: topic-of-boycott', { debate: true }, B, [post(1), post(2), post(3)]],
    ['posts: topic-is-guide', { guided: true }, B, [post(1), post(2), post(3)]],
    ['posts: topic-closed', { closed: true }, B, [post(1), post(2), post(3)]],
    // Back into an emptied thread: what opened it first.
    ['posts: needs-opening-post', {}, thread('B', { posts: 0 }), [post(2)]],
    [null, {}, thread('B', { posts: 0 }), [post(2, { writtenIn: 'B', writtenPlace: 1 })]],
  ])('%s', (why, from, to, chosen, wanted = chosen.length) => {
    expect(refusal(() => checkMove(thread('A', from), to, chosen, wanted))).toBe(why);
  });
});
