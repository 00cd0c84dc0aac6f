import { seal, unseal } from '#server/core/encryption.ts';

/** The sender of a notice, as far as given. */
export type Sender = {
  readonly name: string | null;
  readonly email: string | null;
  readonly aboutMinors: boolean;
};

/** Encrypts a sender for the row of notice `id`; decrypts only with that id and key. */
export function sealSender(key: Buffer, id: string, sender: Sender): string {
  return seal(key, id, JSON.stringify(sender));
}

/** @throws when the key, the id or the ciphertext differs. */
export function openSender(key: Buffer, id: string, sealed: string): Sender {
  return JSON.parse(unseal(key, id, sealed)) as Sender;
}
