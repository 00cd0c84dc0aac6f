import { createHash, createPublicKey, randomBytes } from 'node:crypto';
import { SALT_BYTES } from '#shared/collective/blind-signing.ts';

/**
 * Blind and Finalize of RFC 9474 in plain BigInt arithmetic: independent of the browser's library, and
 * faster.
 */
export function blind(
  spki: Uint8Array,
  message: Uint8Array,
): { blinded: Buffer; finish: (signature: Uint8Array) => Buffer } {
  const { n, e } = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' }).export({
    format: 'jwk',
  });
  const [modulus, exponent] = [numberOf(fromUrl(n)), numberOf(fromUrl(e))];
  const bytes = fromUrl(n).length;
  const random = 1n + (numberOf(randomBytes(bytes + 16)) % (modulus - 1n));
  const inverse = inverseOf(random, modulus);
  const encoded = numberOf(encode(message, bytes * 8 - 1));
  return {
    blinded: bytesOf((encoded * power(random, exponent, modulus)) % modulus, bytes),
    finish: (signature) => bytesOf((numberOf(signature) * inverse) % modulus, bytes),
  };
}

/** EMSA-PSS-ENCODE (RFC 8017) with SHA-384 and a salt as long as the hash. */
function encode(message: Uint8Array, bits: number): Buffer {
  const length = Math.ceil(bits / 8);
  const salt = randomBytes(SALT_BYTES);
  const hash = sha384(Buffer.concat([Buffer.alloc(8), sha384(message), salt]));
  const block = Buffer.concat([
    Buffer.alloc(length - SALT_BYTES - hash.length - 2),
    Buffer.from([1]),
    salt,
  ]);
  const mask = maskOf(hash, block.length);
  const masked = Buffer.from(block.map((byte, at) => byte ^ (mask[at] ?? 0)));
  masked.writeUInt8(masked.readUInt8(0) & (0xff >> (8 * length - bits)), 0);
  return Buffer.concat([masked, hash, Buffer.from([0xbc])]);
}

function maskOf(seed: Buffer, length: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(length / 48) }, (_, nth) => {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(nth);
    return sha384(Buffer.concat([seed, counter]));
  });
  return Buffer.concat(blocks).subarray(0, length);
}

function sha384(bytes: Uint8Array): Buffer {
  return createHash('sha384').update(bytes).digest();
}

function fromUrl(text: string | undefined): Buffer {
  return Buffer.from(text ?? '', 'base64url');
}

/** Big-endian bytes to a number (OS2IP). */
export function numberOf(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}

/** A number to big-endian bytes (I2OSP). */
export function bytesOf(number: bigint, length: number): Buffer {
  return Buffer.from(number.toString(16).padStart(length * 2, '0'), 'hex');
}

function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let [result, square] = [1n, base];
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

export function inverseOf(number: bigint, modulus: bigint): bigint {
  let [r, next, s, after] = [modulus, number, 0n, 1n];
  while (next !== 0n) {
    const times = r / next;
    [r, next] = [next, r - times * next];
    [s, after] = [after, s - times * after];
  }
  return ((s % modulus) + modulus) % modulus;
}
