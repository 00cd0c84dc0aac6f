import type { Sha256 } from '#shared/transparency-log/merkle.ts';

/** SHA-256 by the browser's WebCrypto, which needs https. */
export const sha256: Sha256 = async (bytes) =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes)));
