import { entropyToMnemonic } from '@scure/bip39';
import { wordlist as english } from '@scure/bip39/wordlists/english.js';
import { wordlist as french } from '@scure/bip39/wordlists/french.js';
import { describe, expect, test } from 'vitest';
import { readCarryWords, writeCarryWords } from './carry-words.ts';

/** Twelve words bring a secret back, as they are typed on a phone; what is mistyped is told. */

const SECRET = Uint8Array.from({ length: 16 }, (_, at) => 255 - 13 * at);
const LANGUAGES = [
  ['fr', french],
  ['en', english],
] as const;

describe.each(LANGUAGES)('in %s', (language, list) => {
  test('they are those of BIP 39, by a library that others wrote', async () => {
    for (const first of [0, 1, 127, 128, 255]) {
      const secret = SECRET.with(0, first) as typeof SECRET;
      const words = (await writeCarryWords(secret, language)).join(' ');
      expect(words.normalize('NFKD')).toBe(entropyToMnemonic(secret, [...list]).normalize('NFKD'));
      expect(await readCarryWords(words)).toEqual(secret);
    }
  });

  test.each<[string, (words: readonly string[]) => string]>([
    ['with capitals, commas and line ends', (words) => words.join(',\n').toUpperCase()],
    ['numbered', (words) => words.map((one, nth) => `${nth + 1}. ${one}`).join(' ')],
    ['without accents', (words) => words.join(' ').normalize('NFKD').replaceAll(/\p{M}/gu, '')],
  ])('they are read %s', async (_, type) => {
    expect(await readCarryWords(type(await writeCarryWords(SECRET, language)))).toEqual(SECRET);
  });

  test('two of them in the other order, eleven, or a word of no list are told', async () => {
    const [first = '', second = '', ...rest] = await writeCarryWords(SECRET, language);
    expect(await readCarryWords([second, first, ...rest].join(' '))).toEqual({ kind: 'checksum' });
    expect(await readCarryWords([first, ...rest].join(' '))).toEqual({ kind: 'count', count: 11 });
    const typed = [first, 'zzyzx', ...rest].join(' ');
    expect(await readCarryWords(typed)).toEqual({ kind: 'unknown', word: 'zzyzx' });
  });
});
