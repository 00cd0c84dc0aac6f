/** Sizes of blind signatures and of what is sent with them, without schemas, for small scripts. */

/** Modulus of RSABSSA-SHA384-PSS-Randomized (RFC 9474), in bits. */
export const MODULUS_BITS = 2048;
export const SIGNATURE_BYTES = MODULUS_BITS / 8;
export const PUBLIC_EXPONENT = 0x10001;
/** Length of a signature's salt, which is that of its hash. */
export const SALT_BYTES = 48;
/** Size of a public key with that modulus and the exponent 65537, as SubjectPublicKeyInfo. */
export const PUBLIC_KEY_BYTES = 294;
export const MESSAGE_PREFIX_BYTES = 32;
/** Bodies sent without a cookie are padded to this many characters, enough for three signatures. */
export const PADDED_BODY_LENGTH = 2_048;
/** Maximum random delay before a browser sends something without a cookie, in seconds. */
export const MAX_SENDING_DELAY_SECONDS = 120;
