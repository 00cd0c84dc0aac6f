import crypto, { type KeyObject } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { promisify } from 'node:util';

/**
 * To find the primes of an RSA pair takes up to a quarter of a second, and most boycotts in tests need
 * some. Those that the boycotts of one file got, the boycotts of the next one get again, in their order:
 * within a file, as on a site, no two have the same.
 */

export type Pair = { readonly publicKey: KeyObject; readonly privateKey: KeyObject };

const BITS = 2048;
const find = promisify(crypto.generateKeyPair);
const found: (Pair | undefined)[] = [];
let given = 0;

/** A pair of the usual length that nobody in this file has. */
export function nextPair(): Pair {
  const place = given++;
  return (found[place] ??= crypto.generateKeyPairSync('rsa', { modulusLength: BITS }));
}

/** All pairs are nobody's again. */
export function takePairsBack(): void {
  given = 0;
}

/** What the site calls: as slow as ever where there is none to be had again. */
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
