import { seal, unseal } from '#server/core/encryption.ts';

/** Who sent a notice, as far as she said. */
export type Sender = {
  readonly name: string | null;
  readonly email: string | null;
  readonly aboutMinors: boolean;
};

/** Encrypts a sender for the row of notice `id`: it opens with that id and key only. */
export function sealSender(key: Buffer, id: string, sender: Sender): string {
  return seal(key, id, JSON.stringify(sender));
}

/** @throws where the key, the id or the text is another one. */
export function openSender(key: Buffer, id: string, sealed: string): Sender {
  return JSON.parse(unseal(key, id, sealed)) as Sender;
}
