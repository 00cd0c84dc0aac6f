import { wordlist as english } from '@scure/bip39/wordlists/english.js';
import { wordlist as french } from '@scure/bip39/wordlists/french.js';
import { normalizePassphrase } from '#web/evidence/workbook/passphrase.ts';
import { CARRY_SECRET_BYTES } from './pledge-derivation.ts';

export { qrPath } from '#web/ui/qr-path.ts';

/** Words of a member's secret (BIP 39): 128 bits, and 4 of a checksum. */
export const CARRY_WORDS = 12;
const WORD_BITS = 11n;
const CHECKSUM_BITS = 4n;

/** Why typed words are no secret: how many they are, a word of no list, or a wrong checksum. */
export type WordsIssue =
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'unknown'; readonly word: string }
  | { readonly kind: 'checksum' };

/** Writes a secret as words of a language. */
export async function writeCarryWords(
  secret: Uint8Array<ArrayBuffer>,
  language: string | undefined,
): Promise<readonly string[]> {
  const list = language === 'en' ? english : french;
  const bits = await withChecksum(secret);
  return Array.from({ length: CARRY_WORDS }, (_, nth) => {
    const at = (bits >> (WORD_BITS * BigInt(CARRY_WORDS - 1 - nth))) % (1n << WORD_BITS);
    return (list[Number(at)] ?? '').normalize('NFC');
  });
}

/** Reads words of either language, typed with or without accents and capitals. */
export async function readCarryWords(typed: string): Promise<Uint8Array<ArrayBuffer> | WordsIssue> {
  const words = normalizePassphrase(typed).split(' ').filter(Boolean);
  if (words.length !== CARRY_WORDS) return { kind: 'count', count: words.length };
  const places = [french, english].map((list) => {
    const at = new Map(list.map((word, nth) => [normalizePassphrase(word), nth]));
    return words.map((word) => at.get(word));
  });
  const strange = words.find((_, nth) => places.every((found) => found[nth] === undefined));
  if (strange !== undefined) return { kind: 'unknown', word: strange };
  for (const found of places) {
    if (found.includes(undefined)) continue;
    const bits = found.reduce<bigint>((sum, at) => (sum << WORD_BITS) + BigInt(at ?? 0), 0n);
    const secret = bytesOf(bits >> CHECKSUM_BITS);
    if ((await withChecksum(secret)) === bits) return secret;
  }
  return { kind: 'checksum' };
}

/** The bits of a secret, followed by the first ones of its SHA-256. */
async function withChecksum(secret: Uint8Array<ArrayBuffer>): Promise<bigint> {
  const [first = 0] = new Uint8Array(await crypto.subtle.digest('SHA-256', secret));
  const bits = secret.reduce((sum, byte) => (sum << 8n) + BigInt(byte), 0n);
  return (bits << CHECKSUM_BITS) + (BigInt(first) >> (8n - CHECKSUM_BITS));
}

function bytesOf(bits: bigint): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: CARRY_SECRET_BYTES }, (_, nth) =>
    Number((bits >> BigInt(8 * (CARRY_SECRET_BYTES - 1 - nth))) & 255n),
  );
}
