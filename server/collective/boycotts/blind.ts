import {
  constants,
  createPublicKey,
  privateDecrypt,
  publicEncrypt,
  verify,
  type KeyObject,
} from 'node:crypto';
import { refuseField } from '#server/core/errors.ts';
import { SALT_BYTES, SIGNATURE_BYTES } from '#shared/collective/pledge-messages.ts';

/**
 * Signs what a browser blinded (RFC 9474, BlindSign). The signature says nothing of what it is over,
 * and the same bytes always get the same one.
 * @throws AppError bad-input where it is no number below the modulus.
 */
export function blindSign(privateKey: KeyObject, blinded: Uint8Array): Buffer {
  const padding = constants.RSA_NO_PADDING;
  const signature = signRaw(privateKey, blinded);
  // A signature that came out wrong would give a factor of the modulus away.
  const again = publicEncrypt({ key: createPublicKey(privateKey), padding }, signature);
  if (!again.equals(blinded)) throw new Error('signing failure');
  return signature;
}

function signRaw(key: KeyObject, blinded: Uint8Array): Buffer {
  const { modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  try {
    // A shorter one is taken by some versions of the library, and refused by others.
    if (blinded.length === modulusLength / 8) {
      return privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, blinded);
    }
  } catch {
    // Not below the modulus.
  }
  throw refuseField('blinded', 'invalid');
}

/** What stands one after the other, for each key that signs. */
export function partsOf(joined: Buffer): Buffer[] {
  const parts = Math.floor(joined.length / SIGNATURE_BYTES);
  return Array.from({ length: parts }, (_, nth) =>
    joined.subarray(nth * SIGNATURE_BYTES, (nth + 1) * SIGNATURE_BYTES),
  );
}

/** Whether the key can sign this: a number from 1 up to, not with, its modulus. */
export function isInRange(publicKey: KeyObject, blinded: Buffer): boolean {
  const modulus = Buffer.from(publicKey.export({ format: 'jwk' }).n ?? '', 'base64url');
  return (
    blinded.length === modulus.length &&
    blinded.compare(modulus) < 0 &&
    blinded.some((byte) => byte !== 0)
  );
}

/** Whether the key signed what was blinded (RFC 9474, the check at the end of BlindSign). */
export function isSignedBlindly(publicKey: KeyObject, blinded: Buffer, signature: Buffer): boolean {
  if (!isInRange(publicKey, signature)) return false;
  const padding = constants.RSA_NO_PADDING;
  return publicEncrypt({ key: publicKey, padding }, signature).equals(blinded);
}

/** Whether the key made this signature over the message (RSASSA-PSS, SHA-384). */
export function isSigned(
  publicKey: KeyObject,
  message: Uint8Array,
  signature: Uint8Array,
  saltLength = SALT_BYTES,
): boolean {
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  return verify('sha384', message, { key: publicKey, padding, saltLength }, signature);
}
