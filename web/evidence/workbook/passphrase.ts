/** Words of a passphrase, each one of 2048: 88 bits. */
export const PASSPHRASE_WORDS = 8;

/** Makes a passphrase: eight uniformly random words out of 2048. */
export function makePassphrase(words: readonly string[]): string {
  // 2048 divides 65536, so there is no modulo bias.
  const numbers = crypto.getRandomValues(new Uint16Array(PASSPHRASE_WORDS));
  return [...numbers]
    .map((number) => words[number % words.length])
    .join(' ')
    .normalize('NFC');
}

/** Normalises typed words: no accents, capitals, numbers or commas. */
export function normalizePassphrase(typed: string): string {
  return typed
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, ' ')
    .trim();
}
