import { describe, expect, test } from 'vitest';
import { coverWords, holdsWords, parseCoveredWords } from './covered-words.ts';

// What a decision covers must go wherever it stands, and nothing else with it.
describe('covered words', () => {
  test.each([
    ['Appelez le 06 11 22 33 44.', ['06 11 22 33 44'], 'Appelez le [x].'],
    // Each occurrence, in any case.
    ['Jean Dupont, JEAN DUPONT', ['Jean Dupont'], '[x], [x]'],
    // Across a line break, as a text that was pasted may hold it.
    ['Jean\nDupont', ['Jean Dupont'], '[x]'],
    // Whole words alone: what is left of another word would tell the covered one.
    ['qualité, Ali, Alicia', ['Ali'], 'qualité, [x], Alicia'],
    ['Élise et élisent', ['élise'], '[x] et élisent'],
    // Signs of patterns are signs.
    ['a.b@c.fr et aXb@c.fr', ['a.b@c.fr'], '[x] et aXb@c.fr'],
    ['(06) 11? [là]', ['(06) 11?', '[là]'], '[x] [x]'],
    // The longest first.
    ['rue de la Paix', ['rue', 'rue de la Paix'], '[x]'],
    // No link is made of the mark.
    ['Dupont(06 11)', ['Dupont'], '[x] (06 11)'],
    ['rien', [], 'rien'],
  ] as const)('of %j, %j are covered', (text, words, covered) => {
    expect(coverWords(text, words, '[x]')).toBe(covered);
    expect(holdsWords(text, words)).toBe(words.length > 0);
    expect(holdsWords(covered, words)).toBe(false);
  });

  test('are typed one a line', () => {
    expect(parseCoveredWords(' Jean Dupont\r\n\n06 11\nJean Dupont ')).toEqual([
      'Jean Dupont',
      '06 11',
    ]);
  });
});
