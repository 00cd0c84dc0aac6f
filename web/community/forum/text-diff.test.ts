import { describe, expect, test } from 'vitest';
import { diffWords } from './text-diff.ts';

describe('what changed between two versions', () => {
  test.each([
    ['nothing', 'Ils paient.', 'Ils paient.', [['same', 'Ils paient.']]],
    [
      'a word in the middle',
      'Ils paient toujours bien.',
      'Ils paient parfois bien.',
      [
        ['same', 'Ils paient '],
        ['removed', 'toujours'],
        ['added', 'parfois'],
        ['same', ' bien.'],
      ],
    ],
    [
      'more at the end',
      'Reçu.',
      'Reçu. Merci',
      [
        ['same', 'Reçu.'],
        ['added', ' Merci'],
      ],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(diffWords(before, after)?.map(({ kind, text }) => [kind, text])).toEqual(expected);
  });

  test('both versions can be read out of it, whatever they hold', () => {
    const before = '> Citation\n\nUn texte — « long » — 😀\nsur trois lignes.';
    const after = '> Citation\n\nUn autre texte — « plus court »\nsur deux lignes. 👍🏽';
    const changes = diffWords(before, after) ?? [];
    const read = (without: string): string =>
      changes
        .filter(({ kind }) => kind !== without)
        .map(({ text }) => text)
        .join('');
    expect(read('added')).toBe(before);
    expect(read('removed')).toBe(after);
  });

  test('a text that was written anew is not compared: that could hold up the server', () => {
    const words = (one: string): string =>
      Array.from({ length: 4000 }, (_, n) => one + n).join(' ');
    expect(diffWords(words('a'), words('b'))).toBeNull();
  });
});
