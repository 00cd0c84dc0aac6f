import { expect, test } from 'vitest';
import { groupAlikeCases, putAlikeTogether, type CaseOfPost } from './group-alike-cases.ts';

const SPAM = 'Gagnez 200 € avec mon code : https://parrain.example/ab12';
const HONEST = 'Chez moi le virement est arrivé le 3, merci pour votre aide.';
const INSULT = 'Vous êtes tous des menteurs et des voleurs, fermez ce site.';

const about = (id: string, author: string | null, text: string): CaseOfPost => ({
  id,
  author,
  text,
});
const joinedOf = (...cases: CaseOfPost[]) => [...groupAlikeCases(cases)];

test.each([
  ['of one author', about('b', 'zoe', HONEST), [['b', 'a']]],
  ['with the same link', about('b', 'max', 'Voyez https://parrain.example/ab12'), [['b', 'a']]],
  ['with most words in common', about('b', 'max', `${SPAM} vite`), [['b', 'a']]],
  ['that say other things', about('b', 'max', HONEST), []],
  ['that answer a quote', about('b', 'max', `> ${SPAM}\n\nCela est interdit ici.`), []],
  ['of deleted accounts', about('b', null, HONEST), []],
])('posts %s', (_, other, joined) => {
  expect(joinedOf(about('a', 'zoe', SPAM), other)).toEqual(joined);
});

test('two deleted accounts are not one author', () => {
  expect(joinedOf(about('a', null, SPAM), about('b', null, HONEST))).toEqual([]);
});

test('all of an author stay together, and are compared with the most urgent of a group alone', () => {
  const joined = joinedOf(
    about('a', 'zoe', SPAM),
    about('b', 'max', `${SPAM} vite`),
    about('c', 'max', INSULT),
    about('d', 'ida', INSULT),
  );
  expect(joined).toEqual([
    ['b', 'a'],
    ['c', 'a'],
  ]);
});

test('those alike follow the most urgent, and the others keep their order', () => {
  const cases = [
    about('a', 'zoe', SPAM),
    about('b', 'max', HONEST),
    about('c', 'ida', SPAM),
    about('d', 'max', INSULT),
  ];
  const inOrder = putAlikeTogether(cases, groupAlikeCases(cases));
  expect(inOrder.map(({ id }) => id)).toEqual(['a', 'c', 'b', 'd']);
});
