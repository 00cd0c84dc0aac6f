import { z } from 'zod/mini';
import type { Secrets } from '#server/core/secrets.ts';
import type { Db } from '#server/database/db.ts';
import type { SealedTable } from '#server/database/shredding/re-encrypt-rows.ts';
import {
  decryptRowText,
  encryptRowText,
  type SealedText,
  type SealedRow,
} from '#server/database/shredding/sealed-text.ts';

/**
 * Purposes of the site's secret for private messages and for flagged copies; each row has a key of
 * its own besides.
 */
export const MESSAGE_KEY_PURPOSE = 'private messages';
export const MESSAGE_FLAG_KEY_PURPOSE = 'flagged messages';

/** Tables of this domain with encrypted texts. */
export const SEALED_MESSAGES: readonly SealedTable[] = [
  { table: 'private_message', column: 'sealed', purpose: MESSAGE_KEY_PURPOSE },
  { table: 'message_flag', column: 'sealed', purpose: MESSAGE_FLAG_KEY_PURPOSE },
];

export type FlaggedMessageCopy = { readonly text: string; readonly sentence: string };
const flagged = z.object({ text: z.string(), sentence: z.string() });

export function encryptFlaggedCopy(
  tx: Db,
  secrets: Secrets,
  id: string,
  what: FlaggedMessageCopy,
): Promise<SealedText> {
  return encryptRowText(tx, secrets, MESSAGE_FLAG_KEY_PURPOSE, id, JSON.stringify(what));
}

/** Decrypts a flag's copy of a message; null when its key or the copy is gone. */
export async function decryptFlaggedCopy(
  secrets: Secrets,
  row: SealedRow,
): Promise<FlaggedMessageCopy | null> {
  const text = await decryptRowText(secrets, MESSAGE_FLAG_KEY_PURPOSE, row);
  return text === null ? null : flagged.parse(JSON.parse(text));
}
