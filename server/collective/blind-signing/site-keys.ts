import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { encryptText, decryptText } from '#server/core/encryption.ts';
import type { Secrets } from '#server/core/secrets.ts';
import { MODULUS_BITS, PUBLIC_EXPONENT } from '#shared/collective/blind-signing.ts';

const PURPOSE = 'boycott keys';

const generate = promisify(generateKeyPair);

/**
 * Generates a pair that signs blinded messages: SubjectPublicKeyInfo, and PKCS #8 encrypted for
 * `subject`.
 */
export async function makeSiteKeyPair(
  secrets: Secrets,
  subject: string,
): Promise<{ publicKey: Uint8Array<ArrayBuffer>; privateKey: string }> {
  const { publicKey, privateKey } = await generate('rsa', {
    modulusLength: MODULUS_BITS,
    publicExponent: PUBLIC_EXPONENT,
  });
  const bytes = privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
  return {
    publicKey: Uint8Array.from(publicKey.export({ format: 'der', type: 'spki' })),
    privateKey: encryptText(secrets.keyFor(PURPOSE), subject, bytes),
  };
}

/** Decrypts the private half of a pair. @throws for another subject or another secret. */
export function openPrivateKey(secrets: Secrets, subject: string, sealed: string): KeyObject {
  const key = Buffer.from(decryptText(secrets.keyFor(PURPOSE), subject, sealed), 'base64');
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

/** Encrypts the private half of a pair with another secret of the site. */
export function reEncryptPrivateKey(
  from: Secrets,
  to: Secrets,
  subject: string,
  sealed: string,
): string {
  const bytes = decryptText(from.keyFor(PURPOSE), subject, sealed);
  return encryptText(to.keyFor(PURPOSE), subject, bytes);
}

export function parsePublicKey(spki: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
}
