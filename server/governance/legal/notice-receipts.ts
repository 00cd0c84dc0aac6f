import { randomBytes } from 'node:crypto';
import { keyedHash } from '#server/core/secrets.ts';

// The letters and digits of receipts, without those that look alike (0 and O, 1 and I).
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const GROUPS = 4;
const GROUP_LENGTH = 4;

/** Makes a receipt of 80 bits to write down, e.g. "7KQM-2XPA-H4RT-9WVC". */
export function makeReceipt(): string {
  const letters = Array.from(
    randomBytes(GROUPS * GROUP_LENGTH),
    (byte) => ALPHABET[byte % ALPHABET.length],
  ).join('');
  return (letters.match(/.{4}/g) ?? []).join('-');
}

/** Hashes a receipt for storage; case, spaces and dashes do not matter. */
export function hashReceipt(key: Buffer, receipt: string): string {
  return keyedHash(key, receipt.toUpperCase().replaceAll(/[^A-Z0-9]/g, ''));
}
