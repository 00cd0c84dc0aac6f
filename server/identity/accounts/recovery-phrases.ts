import { randomInt, timingSafeEqual } from 'node:crypto';
import { generateMnemonic } from '@scure/bip39';
import { wordlist as english } from '@scure/bip39/wordlists/english.js';
import { wordlist as french } from '@scure/bip39/wordlists/french.js';
import { keyedHash, type Secrets } from '#server/core/secrets.ts';
import type { Language } from '#shared/core/languages.ts';

const WORDS: Record<Language, string[]> = { fr: french, en: english };
const STRENGTH_BITS = 128;

/** Generates a recovery phrase for display: twelve words out of 2048. */
export function generateRecoveryPhrase(language: Language): string {
  return generateMnemonic(WORDS[language], STRENGTH_BITS).normalize('NFC');
}

/** Normalises a typed phrase: lower case, no accents, numbers or commas. */
export function normalizeRecoveryPhrase(typed: string): string {
  return typed
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, ' ')
    .trim();
}

/** HMAC of a phrase: cannot be guessed with the database alone. */
export function hashRecoveryPhrase(secrets: Secrets, phrase: string): string {
  return keyedHash(secrets.keyFor('recovery'), normalizeRecoveryPhrase(phrase));
}

/** The last word holds the checksum of the others, so it is never asked for. */
const ASKED_WORDS = 11;

/**
 * Draws the two words by which a phrase is checked later.
 * @returns their positions and the HMAC of them, the member and the words, as `3.9.HEX`: with the
 * database alone no word can be guessed. See docs/decisions/recovery-phrase-check.md.
 */
export function makePhraseCheck(secrets: Secrets, memberId: string, phrase: string): string {
  const first = randomInt(ASKED_WORDS);
  const second = (first + randomInt(1, ASKED_WORDS)) % ASKED_WORDS;
  const words = normalizeRecoveryPhrase(phrase).split(' ');
  const positions = [first, second].toSorted((one, other) => one - other);
  const asked = positions.map((position) => words[position] ?? '');
  return `${positions.join('.')}.${hashAsked(secrets, memberId, positions, asked)}`;
}

/** The positions of the two words that a check asks for, from 1. */
export function askedPositions(check: string): [number, number] {
  const [first = '', second = ''] = check.split('.');
  return [Number(first) + 1, Number(second) + 1];
}

/** Whether these are the two words, in order. */
export function fitsPhraseCheck(
  secrets: Secrets,
  memberId: string,
  check: string,
  typed: readonly [string, string],
): boolean {
  const [first = '', second = '', hash = ''] = check.split('.');
  const words = typed.map((word) => normalizeRecoveryPhrase(word));
  const sent = hashAsked(secrets, memberId, [Number(first), Number(second)], words);
  return hash.length === sent.length && timingSafeEqual(Buffer.from(sent), Buffer.from(hash));
}

function hashAsked(
  secrets: Secrets,
  memberId: string,
  positions: readonly number[],
  words: readonly string[],
): string {
  const text = JSON.stringify([memberId, positions, words]);
  return keyedHash(secrets.keyFor('recovery check'), text);
}
