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
