import { fromBase64, toBase64 } from '#shared/notes.ts';
import {
  MODULUS_BITS,
  PREFIX_BYTES,
  PUBLIC_EXPONENT,
  SALT_BYTES,
} from '#shared/pledge-messages.ts';
import { blindedOf, encodeMessage, unblindedOf, toNumber, toBytes } from './blind-rsa.ts';

/** What is sent to be signed, and what only this device needs to make use of the answer. */
export type Blinded = {
  readonly prefix: string;
  readonly message: string;
  readonly inverse: Uint8Array;
};

const ALGORITHM = { name: 'RSA-PSS', hash: 'SHA-384' };
const EXPONENT = BigInt(PUBLIC_EXPONENT);

/**
 * Hides a message (RSABSSA-SHA384-PSS-Randomized, RFC 9474), so that who signs it learns nothing of it.
 * @throws where the key is none of a boycott.
 */
export async function blind(publicKey: string, message: Uint8Array): Promise<Blinded> {
  const { modulus } = await readKey(publicKey);
  const prefix = crypto.getRandomValues(new Uint8Array(PREFIX_BYTES));
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const encoded = await encodeMessage(join(prefix, message), MODULUS_BITS, salt);
  const { blinded, inverse } = blindedOf(encoded, modulus, EXPONENT, drawBelow(modulus));
  const bytes = MODULUS_BITS / 8;
  return {
    prefix: toBase64(prefix),
    message: toBase64(toBytes(blinded, bytes)),
    inverse: toBytes(inverse, bytes),
  };
}

/** The signature over prefix and message, base64. @throws where the answer is not signed by that key. */
export async function unblind(
  publicKey: string,
  { prefix, inverse }: Pick<Blinded, 'prefix' | 'inverse'>,
  message: Uint8Array,
  answer: string,
): Promise<string> {
  const { key, modulus } = await readKey(publicKey);
  const signature = toBytes(
    unblindedOf(toNumber(bytesOf(answer)), toNumber(inverse), modulus),
    MODULUS_BITS / 8,
  );
  if (!(await holds(key, join(bytesOf(prefix), message), signature))) {
    throw new Error('not signed by this key');
  }
  return toBase64(signature);
}

/** Whether a key signed prefix and message. */
export async function isSignedBy(
  publicKey: string,
  prefix: string,
  message: Uint8Array,
  signature: string,
): Promise<boolean> {
  const { key } = await readKey(publicKey);
  return holds(key, join(bytesOf(prefix), message), bytesOf(signature));
}

function holds(
  key: CryptoKey,
  message: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const algorithm = { name: ALGORITHM.name, saltLength: SALT_BYTES };
  return crypto.subtle.verify(algorithm, key, signature, message);
}

/** Of another size or exponent it could be a mark on what one member sends. */
async function readKey(publicKey: string): Promise<{ key: CryptoKey; modulus: bigint }> {
  const key = await crypto.subtle.importKey('spki', bytesOf(publicKey), ALGORITHM, true, [
    'verify',
  ]);
  const { modulusLength, publicExponent } = key.algorithm as RsaHashedKeyAlgorithm;
  if (modulusLength !== MODULUS_BITS || toNumber(publicExponent) !== EXPONENT) {
    throw new Error('not a key of a boycott');
  }
  const { n = '' } = await crypto.subtle.exportKey('jwk', key);
  const base64 = n.replaceAll('-', '+').replaceAll('_', '/');
  return { key, modulus: toNumber(bytesOf(base64.padEnd(Math.ceil(n.length / 4) * 4, '='))) };
}

/** From 1 up to, not with, the limit; each as likely as every other. */
function drawBelow(limit: bigint): bigint {
  for (;;) {
    const drawn = toNumber(crypto.getRandomValues(new Uint8Array(MODULUS_BITS / 8)));
    if (drawn > 0n && drawn < limit) return drawn;
  }
}

function join(before: Uint8Array, after: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array([...before, ...after]);
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const bytes = fromBase64(base64);
  if (bytes === null) throw new Error('not base64');
  return Uint8Array.from(bytes);
}
