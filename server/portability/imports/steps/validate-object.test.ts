import { describe, expect, test } from 'vitest';
import { validatePseudonym } from '#server/identity/accounts/rules.ts';
import { pseudonymChoices } from './pseudonym-choices.ts';
import {
  findPostReferences,
  resolvePostReferences,
} from '#server/portability/imports/markdown/post-references.ts';
import { validateObject } from './validate-object.ts';

const NOW = new Date('2026-11-20T10:00:00Z');
const post = { kind: 'post', id: 1, thread: 2, date: '2010-05-01', text: 'Bonjour' };
const take = (value: unknown) => validateObject('ancien', value, 'line 1', NOW);

describe('a line', () => {
  test('is taken with ids as text and dates as moments', () => {
    expect(take({ ...post, author: 7, edited: 1_272_672_000 })).toMatchObject({
      kind: 'taken',
      row: {
        original: '1',
        parent: '2',
        date: '2010-05-01T00:00:00.000Z',
        text: 'Bonjour',
        more: { edited: '2010-05-01T00:00:00.000Z' },
      },
    });
  });

  test.each([
    ['no object', 7, 'missing, or no object'],
    ['another kind', { kind: 'group', id: 1 }, 'no kind of line'],
    [
      'an e-mail',
      { kind: 'member', id: 1, pseudonym: 'A', date: '2010-05-01', email: 'x@y.z' },
      'not a field: email',
    ],
    ['a date to come', { ...post, date: '2026-11-22' }, 'date: in the future'],
    ['a date before forums', { ...post, date: -1e9 }, 'date: before any forum'],
    ['no date', { ...post, date: 'hier' }, 'date'],
    ['no text', { ...post, text: ' \u0000\n ' }, 'text: empty'],
    ['a text that is too long', { ...post, text: 'x'.repeat(60_001) }, 'text'],
    ['an id that is none', { ...post, id: '../../etc' }, 'id'],
  ])('with %s is refused, and says why', (_, value, reason) => {
    expect(take(value)).toMatchObject({ kind: 'refused', reason: expect.stringContaining(reason) });
  });

  test('loses what no database keeps and what turns a page around', () => {
    expect(take({ ...post, text: 'a\u0000b\ud800\r\nc' })).toMatchObject({
      row: { text: 'ab\uFFFD\nc' },
    });
    const thread = { kind: 'thread', id: 1, category: 1, date: '2010-05-01' };
    expect(take({ ...thread, title: '\u202E<b>x</b>\u0007\n y' })).toMatchObject({
      row: { name: '<b>x</b> y' },
    });
    expect(take({ ...thread, title: 'x'.repeat(200) })).toMatchObject({
      notes: ['its title was cut at 150 characters'],
    });
  });
});

describe('the name of a member', () => {
  test.each([
    ['Aïna', 'Aïna'],
    ['  Jean   Paul ', 'Jean Paul'],
    ['*Star*', 'Star'],
    ['a|b', 'a-b'],
    ['x'.repeat(40), 'x'.repeat(30)],
    ['lea@example.org', 'Membre abcdefgh'],
    ['lea.gmail.com', 'Membre abcdefgh'],
    ['Administrateur', 'Membre abcdefgh'],
    ['Аdmin', 'Membre abcdefgh'],
    ['<script>', 'script'],
    ['☃', 'Membre abcdefgh'],
    ['Zoé ☕ 日本', 'Zoé 日本'],
    ['Zoé 👩🏽‍💻✌️', 'Zoé'],
    ['Zoé Пётр', 'Zoé'],
    ['lea gmail☕com', 'Membre abcdefgh'],
    ['', 'Membre abcdefgh'],
  ])('%j becomes %j', (theirs, ours) => {
    const choices = pseudonymChoices(theirs, 'abcdefghjkmn');
    expect(choices[0]).toBe(ours);
    for (const choice of choices)
      expect([choice, validatePseudonym(choice)]).toEqual([choice, null]);
    for (const choice of choices) expect(choice.length).toBeLessThanOrEqual(30);
  });
});

test('references become links where the post was brought, else words', () => {
  const text = '> [Aïna](import:post/12)\n> Oui\n\n> [B](import:post/4/3)\n> Non';
  expect(findPostReferences(text)).toEqual(['12', '4/3']);
  const posts = new Map([['12', { id: 'abcdefghjkmn', place: 5, pseudonym: 'Aïna_2' }]]);
  expect(resolvePostReferences(text, posts)).toBe(
    String.raw`> [Aïna\_2, n° 5](/p/abcdefghjkmn)` + '\n> Oui\n\n> B\n> Non',
  );
});
