import { wordlist as english } from '@scure/bip39/wordlists/english.js';
import { wordlist as french } from '@scure/bip39/wordlists/french.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { MAX_COPY_BYTES } from '#shared/evidence/workbook-copy.ts';
import { makeTaskEntry } from '#shared/evidence/workbook.testing.ts';
import {
  PBKDF2_ROUNDS,
  isKeyOfCopy,
  makeCopyKey,
  decryptCopy,
  encryptCopy,
  unlockCopy,
  type CopyKey,
} from './encrypted-copy-crypto.ts';
import { PASSPHRASE_WORDS, normalizePassphrase, makePassphrase } from './passphrase.ts';

/**
 * Without its passphrase a copy is indistinguishable from random bytes of a rounded size; with it,
 * the workbook is restored.
 */

const PASSPHRASE = 'abaisser éclair zoologie lundi amour ouvrage pinceau vétuste';
const ENTRIES = [makeTaskEntry({ title: 'Photographier un rayon', note: 'Zorglub' })];
let key: CopyKey;
let copy: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  key = await makeCopyKey(PASSPHRASE);
  copy = await encryptCopy(key, ENTRIES);
});

const noise = (length: number): string =>
  Array.from({ length }, () => Math.random().toString(36).slice(2)).join('');

describe('a passphrase', () => {
  test('has at least 80 bits, words from the whole list, and another one each time', () => {
    for (const words of [french, english]) {
      expect(Math.log2(words.length) * PASSPHRASE_WORDS).toBeGreaterThanOrEqual(80);
      const made = Array.from({ length: 500 }, () => makePassphrase(words));
      expect(new Set(made).size).toBe(500);
      const used = new Set(made.flatMap((phrase) => phrase.split(' ')));
      // 4,000 draws out of 2,048: some 1,770 different ones are expected.
      expect(used.size).toBeGreaterThan(1650);
      expect(made.every((phrase) => phrase.split(' ').length === PASSPHRASE_WORDS)).toBe(true);
    }
  });

  test.each([
    '  ABAISSER, eclair; zoologie lundi\namour ouvrage pinceau vetuste. ',
    '1. abaisser 2. éclair 3. zoologie 4. lundi 5. amour 6. ouvrage 7. pinceau 8. vétuste',
    PASSPHRASE.normalize('NFD'),
  ])('opens however it is typed: %j', async (typed) => {
    expect(normalizePassphrase(typed)).toBe(normalizePassphrase(PASSPHRASE));
    expect((await unlockCopy(typed, copy)).entries).toEqual(ENTRIES);
  });

  test('with one word wrong opens nothing', async () => {
    const wrong = PASSPHRASE.replace('lundi', 'mardi');
    await expect(unlockCopy(wrong, copy)).rejects.toMatchObject({ fault: 'wrong-passphrase' });
  });

  test('makes a key that nothing can read out of the device', async () => {
    expect(key.key.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('raw', key.key)).rejects.toThrow();
  });
});

describe('a copy', () => {
  test('is never twice the same, and holds no word of the book', async () => {
    const again = await encryptCopy(key, ENTRIES);
    expect(Buffer.from(again).equals(Buffer.from(copy))).toBe(false);
    expect(again.slice(25, 37)).not.toEqual(copy.slice(25, 37));
    const text = Buffer.from(copy).toString('latin1');
    for (const word of ['Photographier', 'Zorglub', 'Clickworker', 'lundi', 'platform']) {
      expect(text).not.toContain(word);
    }
  });

  test('has the layout that is written down', () => {
    const view = new DataView(copy.buffer);
    expect(new TextDecoder().decode(copy.slice(0, 4))).toBe('CNWB');
    expect([view.getUint8(4), view.getUint32(5)]).toEqual([1, PBKDF2_ROUNDS]);
    expect(copy.slice(9, 25)).toEqual(key.salt);
  });

  test.each([
    [0, 4096],
    [800, 8192],
    [1600, 16_384],
  ])('with a note of %i scraps is padded to %i bytes', async (scraps, bytes) => {
    expect((await encryptCopy(key, [makeTaskEntry({ note: noise(scraps) })])).length).toBe(bytes);
  });

  test('that the server would not take is refused on the device', async () => {
    const entries = [makeTaskEntry({ note: noise(MAX_COPY_BYTES / 5) })];
    await expect(encryptCopy(key, entries)).rejects.toMatchObject({ fault: 'too-large' });
  });

  test.each([
    ['the rounds', 8],
    ['the salt', 9],
    ['the nonce', 25],
    ['the text', 40],
    ['the tag', -1],
  ])('is not opened with a byte changed in %s', async (_, at) => {
    const changed = copy.slice();
    const index = at < 0 ? changed.length + at : at;
    changed[index] = (changed[index] ?? 0) ^ 1;
    await expect(decryptCopy(key, changed)).rejects.toThrow();
  });

  test.each([
    ['too short', (bytes: Uint8Array) => bytes.slice(0, 30), 'damaged'],
    ['something else', (bytes: Uint8Array) => bytes.fill(7), 'damaged'],
    ['of fewer rounds', (bytes: Uint8Array) => bytes.fill(0, 5, 7), 'damaged'],
    ['of rounds without end', (bytes: Uint8Array) => bytes.fill(255, 5, 9), 'damaged'],
    ['of a later format', (bytes: Uint8Array) => bytes.fill(2, 4, 5), 'newer-format'],
  ])('%s says so before a key is made', async (_, change, fault) => {
    const changed = new Uint8Array(change(copy.slice()));
    await expect(unlockCopy(PASSPHRASE, changed)).rejects.toMatchObject({ fault });
  });

  test('knows its key: the same words with another salt make another one', async () => {
    const other = await makeCopyKey(PASSPHRASE);
    expect([isKeyOfCopy(key, copy), isKeyOfCopy(other, copy)]).toEqual([true, false]);
    await expect(decryptCopy(other, copy)).rejects.toMatchObject({ fault: 'wrong-passphrase' });
  });
});
