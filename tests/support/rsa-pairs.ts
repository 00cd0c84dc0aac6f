import crypto, { type KeyObject } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { promisify } from 'node:util';

/**
 * A cache of RSA key pairs: generating one takes up to a quarter of a second, and most boycott tests
 * need some. Each test file gets the same pairs in the same order; within a file every pair is used
 * once.
 */

export type Pair = { readonly publicKey: KeyObject; readonly privateKey: KeyObject };

const BITS = 2048;
const find = promisify(crypto.generateKeyPair);
const found: (Pair | undefined)[] = [];
let given = 0;

/** The next pair that this file has not used. */
export function nextPair(): Pair {
  const place = given++;
  return (found[place] ??= crypto.generateKeyPairSync('rsa', { modulusLength: BITS }));
}

/** Makes all pairs available again, for the next file. */
export function takePairsBack(): void {
  given = 0;
}

/** Replaces the site's key generation; generates a new pair where none is left. */
async function findOrReuse(type: 'rsa', options: { modulusLength: number }): Promise<Pair> {
  if (options.modulusLength !== BITS) return find(type, options);
  const place = given++;
  return (found[place] ??= await find(type, options));
}

crypto.generateKeyPair = Object.assign(crypto.generateKeyPair.bind(crypto), {
  [promisify.custom]: findOrReuse,
  __promisify__: crypto.generateKeyPair.__promisify__,
});
syncBuiltinESMExports();
