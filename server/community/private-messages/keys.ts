import { encryptText, decryptText } from '#server/core/encryption.ts';
import type { Secrets } from '#server/core/secrets.ts';
import { z } from 'zod/mini';

/** Keys of private messages, kept outside the database. */
export type MessageKeys = { readonly messages: Buffer; readonly flags: Buffer };

export function deriveMessageKeys({ keyFor }: Secrets): MessageKeys {
  return { messages: keyFor('private messages'), flags: keyFor('flagged messages') };
}

/** Decrypts a text; null when another key encrypted it. */
export function decryptMessageText(key: Buffer, id: string, sealed: string): string | null {
  try {
    return decryptText(key, id, sealed);
  } catch {
    return null;
  }
}

/** What moderators read of a flagged message. */
export type FlaggedMessageCopy = { readonly text: string; readonly sentence: string };
const flagged = z.object({ text: z.string(), sentence: z.string() });

/** Encrypts the copy for flag `id`. */
export function encryptFlaggedCopy(key: Buffer, id: string, what: FlaggedMessageCopy): string {
  return encryptText(key, id, JSON.stringify(what));
}

/** Decrypts a flag's copy; null when another key encrypted it or the copy is gone. */
export function decryptFlaggedCopy(
  key: Buffer,
  id: string,
  sealed: string,
): FlaggedMessageCopy | null {
  const text = decryptMessageText(key, id, sealed);
  return text === null ? null : flagged.parse(JSON.parse(text));
}
