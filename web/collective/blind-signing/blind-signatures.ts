import { fromBase64, toBase64 } from '#shared/transparency-log/signed-notes.ts';
import {
  MODULUS_BITS,
  MESSAGE_PREFIX_BYTES,
  PUBLIC_EXPONENT,
  SALT_BYTES,
  SIGNATURE_BYTES,
} from '#shared/collective/blind-signing.ts';
import {
  blindMessageNumber,
  encodeMessage,
  unblindSignatureNumber,
  bytesToNumber,
  numberToBytes,
} from './blind-rsa.ts';

/** Returns this many secret bytes for a purpose: drawn, or the same ones each time. */
export type DeriveBytes = (purpose: string, length: number) => Promise<Uint8Array<ArrayBuffer>>;

/** The request to be signed, and the secrets that only this device needs for the answer. */
export type BlindedMessage = {
  readonly prefix: string;
  readonly message: string;
  readonly inverse: Uint8Array;
};

const ALGORITHM = { name: 'RSA-PSS', hash: 'SHA-384' };
const EXPONENT = BigInt(PUBLIC_EXPONENT);
/** 128 bits more than the modulus: reduced, they are uniform but for 2^-128 (RFC 9380, section 5). */
const BLINDING_BYTES = MODULUS_BITS / 8 + 16;

/**
 * Blinds a message (RSABSSA-SHA384-PSS-Randomized, RFC 9474) for each signing key, so that no
 * signer learns it; the results are concatenated. Prefix, salts and blinding factors come from `derive`: where
 * they are derived, another device of hers blinds the same message alike.
 * @throws for a key of the wrong kind.
 */
export async function blindMessage(
  publicKeys: readonly string[],
  message: Uint8Array,
  derive: DeriveBytes,
): Promise<BlindedMessage> {
  const prefix = await derive('prefix', MESSAGE_PREFIX_BYTES);
  const all = await Promise.all(
    publicKeys.map((publicKey) => blindFor(publicKey, join(prefix, message), derive)),
  );
  return {
    prefix: toBase64(prefix),
    message: toBase64(join(...all.map(({ blinded }) => numberToBytes(blinded, SIGNATURE_BYTES)))),
    inverse: join(...all.map(({ inverse }) => numberToBytes(inverse, SIGNATURE_BYTES))),
  };
}

async function blindFor(
  publicKey: string,
  message: Uint8Array<ArrayBuffer>,
  derive: DeriveBytes,
): Promise<{ blinded: bigint; inverse: bigint }> {
  const { modulus } = await readKey(publicKey);
  const salt = await derive(`salt ${publicKey}`, SALT_BYTES);
  const encoded = await encodeMessage(message, MODULUS_BITS, salt);
  const wide = bytesToNumber(await derive(`blind ${publicKey}`, BLINDING_BYTES));
  return blindMessageNumber(encoded, modulus, EXPONENT, (wide % (modulus - 1n)) + 1n);
}

/**
 * Unblinds the answers of each key to signatures over prefix and message, base64.
 * @throws when an answer is not signed by its key.
 */
export async function unblindSignatures(
  publicKeys: readonly string[],
  { prefix, inverse }: Pick<BlindedMessage, 'prefix' | 'inverse'>,
  message: Uint8Array,
  answers: readonly string[],
): Promise<string> {
  const inverses = partsOf(inverse);
  const signatures = await Promise.all(
    publicKeys.map(async (publicKey, nth) => {
      const { key, modulus } = await readKey(publicKey);
      const [answer, part] = [bytesOf(answers[nth] ?? ''), inverses[nth] ?? new Uint8Array()];
      const signature = numberToBytes(
        unblindSignatureNumber(bytesToNumber(answer), bytesToNumber(part), modulus),
        SIGNATURE_BYTES,
      );
      if (!(await holds(key, join(bytesOf(prefix), message), signature))) {
        throw new Error('not signed by this key');
      }
      return signature;
    }),
  );
  return toBase64(join(...signatures));
}

/** Whether each key, and no other, signed prefix and message. */
export async function areSignaturesValid(
  publicKeys: readonly string[],
  prefix: string,
  message: Uint8Array,
  signatures: string,
): Promise<boolean> {
  const bytes = bytesOf(signatures);
  if (bytes.length !== publicKeys.length * SIGNATURE_BYTES) return false;
  const parts = partsOf(bytes);
  const held = await Promise.all(
    publicKeys.map(async (publicKey, nth) => {
      const { key } = await readKey(publicKey);
      return holds(key, join(bytesOf(prefix), message), parts[nth] ?? new Uint8Array());
    }),
  );
  return held.every((one) => one);
}

function partsOf(joined: Uint8Array): Uint8Array<ArrayBuffer>[] {
  return Array.from({ length: Math.floor(joined.length / SIGNATURE_BYTES) }, (_, nth) =>
    Uint8Array.from(joined.subarray(nth * SIGNATURE_BYTES, (nth + 1) * SIGNATURE_BYTES)),
  );
}

function holds(
  key: CryptoKey,
  message: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  const algorithm = { name: ALGORITHM.name, saltLength: SALT_BYTES };
  return crypto.subtle.verify(algorithm, key, signature, message);
}

/** Checks size and exponent; other ones could be used to mark a member's requests. */
async function readKey(publicKey: string): Promise<{ key: CryptoKey; modulus: bigint }> {
  const key = await crypto.subtle.importKey('spki', bytesOf(publicKey), ALGORITHM, true, [
    'verify',
  ]);
  const { modulusLength, publicExponent } = key.algorithm as RsaHashedKeyAlgorithm;
  if (modulusLength !== MODULUS_BITS || bytesToNumber(publicExponent) !== EXPONENT) {
    throw new Error('not a key that signs here');
  }
  const { n = '' } = await crypto.subtle.exportKey('jwk', key);
  return { key, modulus: parseBase64UrlNumber(n) };
}

/** Parses a base64url number of an exported key. @throws when invalid. */
export function parseBase64UrlNumber(base64url: string): bigint {
  const base64 = base64url.replaceAll('-', '+').replaceAll('_', '/');
  return bytesToNumber(bytesOf(base64.padEnd(Math.ceil(base64.length / 4) * 4, '=')));
}

/** A uniformly random number from 1 to the limit (exclusive). */
export function drawRandomBelow(limit: bigint): bigint {
  for (;;) {
    const drawn = bytesToNumber(crypto.getRandomValues(new Uint8Array(MODULUS_BITS / 8)));
    if (drawn > 0n && drawn < limit) return drawn;
  }
}

function join(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(parts.flatMap((part) => [...part]));
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const bytes = fromBase64(base64);
  if (bytes === null) throw new Error('not base64');
  return Uint8Array.from(bytes);
}
