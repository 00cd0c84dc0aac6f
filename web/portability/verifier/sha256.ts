import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Sha256Hash } from '#sha256';

/** SHA-256 at once, which WebCrypto only promises: a verifier hashes millions of short texts. */
export function createSha256(): Sha256Hash {
  const hash = sha256.create();
  const own: Sha256Hash = {
    update: (piece) => {
      hash.update(typeof piece === 'string' ? utf8ToBytes(piece) : piece);
      return own;
    },
    digest: () => hash.digest(),
    hex: () => bytesToHex(hash.digest()),
  };
  return own;
}
