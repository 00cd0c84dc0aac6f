import { createHash } from 'node:crypto';

const MODULUS = 2n ** 256n;

/** An order-independent hash of a set: databases sort differently. */
export type SetHash = {
  readonly add: (...parts: readonly (string | Uint8Array)[]) => void;
  /** Hex. */
  readonly value: () => string;
};

/** The sum of the SHA-256 hashes of all elements, modulo 2^256. */
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

/** SHA-256, hex. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
