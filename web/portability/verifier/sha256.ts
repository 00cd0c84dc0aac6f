import { sha256 } from '@noble/hashes/sha2.js';
import type { Sha256Hash } from '#sha256';
import { toHex } from '#shared/core/hex.ts';
import { encodeUtf8 } from '#shared/core/utf8.ts';

type State = ReturnType<typeof sha256.create>;

/** The state before the first byte. */
const EMPTY = sha256.create();
/** States of hashes that are done, to be used again: each has a buffer outside of the heap. */
const spare: State[] = [];
const digested = new Uint8Array(EMPTY.outputLen);

/** SHA-256 at once, which WebCrypto only promises: a verifier hashes millions of short texts. */
export function createSha256(): Sha256Hash {
  let state: State | null = EMPTY._cloneInto(spare.pop());
  const open = (): State => {
    if (state === null) throw new Error('This hash has been taken already');
    return state;
  };
  const digest = (): Uint8Array => {
    open().digestInto(digested);
    spare.push(open());
    state = null;
    return digested.slice();
  };
  const own: Sha256Hash = {
    update: (piece) => {
      open().update(typeof piece === 'string' ? encodeUtf8(piece) : piece);
      return own;
    },
    digest,
    hex: () => toHex(digest()),
  };
  return own;
}
