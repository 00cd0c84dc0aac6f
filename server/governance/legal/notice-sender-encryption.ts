import { encryptText, decryptText } from '#server/core/encryption.ts';

/** The sender of a notice; null fields were not given. */
export type NoticeSender = {
  readonly name: string | null;
  readonly email: string | null;
  readonly aboutMinors: boolean;
};

/** Encrypts a sender for the row of notice `id`; decrypting needs the same id and key. */
export function encryptNoticeSender(key: Buffer, id: string, sender: NoticeSender): string {
  return encryptText(key, id, JSON.stringify(sender));
}

/**
 * Decrypts the sender of notice `id`.
 * @throws when the key, the id or the ciphertext differs.
 */
export function decryptNoticeSender(key: Buffer, id: string, sealed: string): NoticeSender {
  return JSON.parse(decryptText(key, id, sealed)) as NoticeSender;
}
