import { expect, test } from 'vitest';
import { isAlike } from './alike-posts.ts';

const SPAM = 'Gagnez 200 € avec mon code : https://parrain.example/ab12';

test.each([
  ['the same link under other words', 'Voyez https://PARRAIN.example/ab12, merci.', true],
  ['another page of the same site', 'Voyez https://parrain.example/autre', false],
  ['most words in common', 'Gagnez 300 € avec mon code maintenant', true],
  ['an honest text', 'Chez moi le virement est arrivé le 3.', false],
  ['nothing', '', false],
])('a post with %s', (_, other, alike) => {
  expect(isAlike(SPAM, other)).toBe(alike);
});
