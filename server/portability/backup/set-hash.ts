import { createHash } from 'node:crypto';

const MODULUS = 2n ** 256n;

/** An order-independent hash of a set, since databases sort differently. */
export type SetHash = {
  readonly add: (...parts: readonly (string | Uint8Array)[]) => void;
  /** Returns the hash in hex. */
  readonly value: () => string;
};

/** Creates a hash that is the sum of the SHA-256 hashes of all elements, modulo 2^256. */
export function createSetHash(): SetHash {
  let sum = 0n;
  return {
    add: (...parts) => {
      const hash = createHash('sha256');
      for (const part of parts) hash.update(part);
      sum = (sum + BigInt(`0x${hash.digest('hex')}`)) % MODULUS;
    },
    value: () => sum.toString(16).padStart(64, '0'),
  };
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
