import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const ID_LENGTH = 12;

/** A random id of 60 bits that tells nothing of when or in what order it was made. */
export function newId(): string {
  return Array.from(randomBytes(ID_LENGTH), (byte) => ALPHABET[byte % 32]).join('');
}
