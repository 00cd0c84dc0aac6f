import { seal, unseal } from '#server/core/encryption.ts';
import type { Secrets } from '#server/core/secrets.ts';
import { z } from 'zod/mini';

/** Keys of private messages, kept outside the database. */
export type MessageKeys = { readonly messages: Buffer; readonly flags: Buffer };

export function messageKeys({ keyFor }: Secrets): MessageKeys {
  return { messages: keyFor('private messages'), flags: keyFor('flagged messages') };
}

/** Decrypts a text; null when another key encrypted it. */
export function openText(key: Buffer, id: string, sealed: string): string | null {
  try {
    return unseal(key, id, sealed);
  } catch {
    return null;
  }
}

/** What moderators read of a flagged message. */
export type Flagged = { readonly text: string; readonly sentence: string };
const flagged = z.object({ text: z.string(), sentence: z.string() });

/** Encrypts the copy for flag `id`. */
export function sealFlag(key: Buffer, id: string, what: Flagged): string {
  return seal(key, id, JSON.stringify(what));
}

/** Decrypts a flag's copy; null when another key encrypted it or the copy is gone. */
export function openFlag(key: Buffer, id: string, sealed: string): Flagged | null {
  const text = openText(key, id, sealed);
  return text === null ? null : flagged.parse(JSON.parse(text));
}
