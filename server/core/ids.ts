import { createHash, randomBytes } from 'node:crypto';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const ID_LENGTH = 12;

/** A random 60-bit id, which reveals neither time nor order of creation. */
export function randomId(): string {
  return writeId(randomBytes(ID_LENGTH));
}

/** A deterministic id from its parts, so that importing the same thing twice creates it once. */
export function deterministicId(...parts: readonly string[]): string {
  return writeId(createHash('sha256').update(JSON.stringify(parts)).digest());
}

function writeId(bytes: Uint8Array): string {
  return Array.from(bytes.subarray(0, ID_LENGTH), (byte) => ALPHABET[byte % 32]).join('');
}
