import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Who sent a notice, as far as she said. */
export type Sender = {
  readonly name: string | null;
  readonly email: string | null;
  readonly aboutMinors: boolean;
};

/** Encrypts a sender for the row of notice `id` (AES-256-GCM): it opens with that id and key only. */
export function sealSender(key: Buffer, id: string, sender: Sender): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(id));
  const text = Buffer.concat([cipher.update(JSON.stringify(sender), 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64');
}

/** @throws where the key, the id or the text is another one. */
export function openSender(key: Buffer, id: string, sealed: string): Sender {
  const bytes = Buffer.from(sealed, 'base64');
  const iv = bytes.subarray(0, IV_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(id));
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  const text = bytes.subarray(IV_BYTES + TAG_BYTES);
  return JSON.parse(Buffer.concat([decipher.update(text), decipher.final()]).toString()) as Sender;
}
