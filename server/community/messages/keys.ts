import { seal, unseal } from '#server/core/encryption.ts';
import type { Secrets } from '#server/core/secrets.ts';
import { z } from 'zod/mini';

/** The keys of private messages, which are not in the database. */
export type MessageKeys = { readonly messages: Buffer; readonly flags: Buffer };

export function messageKeys({ keyFor }: Secrets): MessageKeys {
  return { messages: keyFor('private messages'), flags: keyFor('flagged messages') };
}

/** A text as it was written; null where the key is another one than it was written with. */
export function openText(key: Buffer, id: string, sealed: string): string | null {
  try {
    return unseal(key, id, sealed);
  } catch {
    return null;
  }
}

/** What the moderators get to read of a message that was flagged. */
export type Flagged = { readonly text: string; readonly sentence: string };
const flagged = z.object({ text: z.string(), sentence: z.string() });

/** Encrypts what was flagged for the row of flag `id`. */
export function sealFlag(key: Buffer, id: string, what: Flagged): string {
  return seal(key, id, JSON.stringify(what));
}

/** Opens it; null where the key is another one, or the copy is gone. */
export function openFlag(key: Buffer, id: string, sealed: string): Flagged | null {
  const text = openText(key, id, sealed);
  return text === null ? null : flagged.parse(JSON.parse(text));
}
