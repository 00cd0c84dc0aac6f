import { createHash } from 'node:crypto';

/** SHA-256 of what is added piece by piece, as `#sha256` gives it to code that runs in browsers too. */
export type Sha256Hash = {
  /** Adds bytes, or text as UTF-8. */
  readonly update: (piece: string | Uint8Array) => Sha256Hash;
  readonly digest: () => Uint8Array;
  /** The digest, in hex. */
  readonly hex: () => string;
};

/** SHA-256 by Node.js. */
export function createSha256(): Sha256Hash {
  const hash = createHash('sha256');
  const own: Sha256Hash = {
    update: (piece) => {
      hash.update(piece);
      return own;
    },
    digest: () => hash.digest(),
    hex: () => hash.digest('hex'),
  };
  return own;
}
