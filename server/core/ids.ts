import { createHash, randomBytes } from 'node:crypto';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const ID_LENGTH = 12;

/** A random id of 60 bits that tells nothing of when or in what order it was made. */
export function newId(): string {
  return writeId(randomBytes(ID_LENGTH));
}

/** The id that the same parts always get: what is brought from elsewhere twice comes once. */
export function idOf(...parts: readonly string[]): string {
  return writeId(createHash('sha256').update(JSON.stringify(parts)).digest());
}

function writeId(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, ID_LENGTH), (byte) => ALPHABET[byte % 32]).join('');
}
