/** What browsers sign and send, without the schemas: a browser that pledges loads as little as it can. */

/** RFC 9474, RSABSSA-SHA384-PSS-Randomized, with a modulus of 2048 bits. */
export const MODULUS_BITS = 2048;
export const SIGNATURE_BYTES = MODULUS_BITS / 8;
export const PUBLIC_EXPONENT = 0x10001;
/** The salt of a signature is as long as its hash. */
export const SALT_BYTES = 48;
/** Organisers whose keys can be required beside the site's. */
export const MAX_ORGANISERS = 2;
/** A public key of that size with the exponent 65537, as SubjectPublicKeyInfo. */
export const PUBLIC_KEY_BYTES = 294;
export const PREFIX_BYTES = 32;
export const PLEDGE_KEY_BYTES = 32;
export const ACT_SIGNATURE_BYTES = 64;
/** Every body that is sent without a cookie is padded to so many characters: three signatures fit in. */
export const PADDED_LENGTH = 2_048;
/** A browser waits so long at most, at random, before it sends a pledge or an act (seconds). */
export const MAX_DELAY_SECONDS = 120;

/** The purposes of acts, beside `ballot:` and its id. */
export const WITHDRAW = 'withdraw';
export const CHECK_IN = 'check-in';

/** What an act says. */
type SignedAct = { readonly purpose: string; readonly counter: number; readonly value: string };

/** The bytes that the key of a pledge signs: no act counts for another boycott, purpose or turn. */
export function actMessage(
  boycott: string,
  { purpose, counter, value }: SignedAct,
): Uint8Array<ArrayBuffer> {
  const lines = ['contrenote boycott act v1', boycott, purpose, String(counter), value, ''];
  return new TextEncoder().encode(lines.join('\n'));
}

/** The bytes that are hashed and signed blindly: no token counts for another boycott or rank. */
export function pledgeMessage(boycott: string, rank: string, key: string): Uint8Array<ArrayBuffer> {
  const lines = ['contrenote pledge v1', boycott, rank, key, ''];
  return new TextEncoder().encode(lines.join('\n'));
}
