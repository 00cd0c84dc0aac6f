import { expect, test } from 'vitest';
import { quoteSelected } from './quote-rules.ts';

const QUOTE = '> [Léa, n° 12](/p/abcdefghjkmn)\n> tout\n> le texte\n\n';

test.each([
  ['le texte', '> [Léa, n° 12](/p/abcdefghjkmn)\n> le texte\n\n'],
  [' a\n\n b ', '> [Léa, n° 12](/p/abcdefghjkmn)\n> a\n>\n> b\n\n'],
  ['', QUOTE],
  [' \n ', QUOTE],
])('%j selected', (selected, quote) => {
  expect(quoteSelected(QUOTE, selected)).toBe(quote);
});
