import {
  constants,
  createPublicKey,
  privateDecrypt,
  publicEncrypt,
  verify,
  type KeyObject,
} from 'node:crypto';
import { fieldError } from '#server/core/errors.ts';
import { SALT_BYTES, SIGNATURE_BYTES } from '#shared/collective/blind-signing.ts';

/**
 * Signs a blinded message (RFC 9474, BlindSign). Deterministic; the signature reveals nothing about
 * the message.
 * @throws AppError bad-input when the message is not a number below the modulus.
 */
export function signBlindedMessage(privateKey: KeyObject, blinded: Uint8Array): Buffer {
  const padding = constants.RSA_NO_PADDING;
  const signature = signRaw(privateKey, blinded);
  // Verify before returning: a faulty signature would reveal a factor of the modulus.
  const again = publicEncrypt({ key: createPublicKey(privateKey), padding }, signature);
  if (!again.equals(blinded)) throw new Error('signing failure');
  return signature;
}

function signRaw(key: KeyObject, blinded: Uint8Array): Buffer {
  const { modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  try {
    // Some versions of OpenSSL accept a shorter message, others refuse it: refuse it always.
    if (blinded.length === modulusLength / 8) {
      return privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, blinded);
    }
  } catch {
    // OpenSSL throws for a number that is not below the modulus.
  }
  throw fieldError('blinded', 'invalid');
}

/** Splits concatenated signatures or blinded messages into one for each signing key. */
export function splitSignatureParts(joined: Buffer): Buffer[] {
  const parts = Math.floor(joined.length / SIGNATURE_BYTES);
  return Array.from({ length: parts }, (_, nth) =>
    joined.subarray(nth * SIGNATURE_BYTES, (nth + 1) * SIGNATURE_BYTES),
  );
}

/** Whether a key can sign a blinded message: it is a number from 1 to the modulus, exclusive. */
export function isBlindedMessageInRange(publicKey: KeyObject, blinded: Buffer): boolean {
  const modulus = Buffer.from(publicKey.export({ format: 'jwk' }).n ?? '', 'base64url');
  return (
    blinded.length === modulus.length &&
    blinded.compare(modulus) < 0 &&
    blinded.some((byte) => byte !== 0)
  );
}

/** Whether a blind signature is valid (RFC 9474, the check at the end of BlindSign). */
export function isBlindSignatureValid(
  publicKey: KeyObject,
  blinded: Buffer,
  signature: Buffer,
): boolean {
  if (!isBlindedMessageInRange(publicKey, signature)) return false;
  const padding = constants.RSA_NO_PADDING;
  return publicEncrypt({ key: publicKey, padding }, signature).equals(blinded);
}

/** Whether a signature over an unblinded message is valid (RSASSA-PSS, SHA-384). */
export function isMessageSignatureValid(
  publicKey: KeyObject,
  message: Uint8Array,
  signature: Uint8Array,
  saltLength = SALT_BYTES,
): boolean {
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  return verify('sha384', message, { key: publicKey, padding, saltLength }, signature);
}
