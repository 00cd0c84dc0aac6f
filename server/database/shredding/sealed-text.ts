import { createHmac } from 'node:crypto';
import { decryptText, encryptText } from '#server/core/encryption.ts';
import type { Secrets } from '#server/core/secrets.ts';
import type { Db } from '#server/database/db.ts';
import { takeKey, takeKeys, type SlotKey } from './keys.ts';

/** A row with an encrypted text; `keySlot` is null in rows of versions that had no such keys. */
export type SealedRow = {
  readonly id: string;
  readonly keySlot: number | null;
  readonly sealed: string;
};

export type SealedText = { readonly keySlot: number; readonly sealed: string };

/**
 * Encrypts the text of row `id` under a key of its own, combined with the site's secret for `purpose`:
 * decrypting takes both.
 */
export async function encryptRowText(
  tx: Db,
  secrets: Secrets,
  purpose: string,
  id: string,
  text: string,
): Promise<SealedText> {
  return sealWith(await takeKey(tx, secrets), secrets, purpose, id, text);
}

/** Encrypts many texts, each under a key of its own; in the same order. */
export async function encryptRowTexts(
  tx: Db,
  secrets: Secrets,
  purpose: string,
  rows: readonly { readonly id: string; readonly text: string }[],
): Promise<readonly (SealedText & { readonly id: string })[]> {
  const keys = await takeKeys(tx, secrets, rows.length);
  return keys.flatMap((key, at) => {
    const row = rows[at];
    if (row === undefined) return [];
    return [{ id: row.id, ...sealWith(key, secrets, purpose, row.id, row.text) }];
  });
}

function sealWith(
  { slot, key }: SlotKey,
  secrets: Secrets,
  purpose: string,
  id: string,
  text: string,
): SealedText {
  return { keySlot: slot, sealed: encryptText(combine(secrets.keyFor(purpose), key), id, text) };
}

/**
 * Decrypts texts, in the same order; null for one whose key is destroyed or lost, or that another
 * secret encrypted.
 */
export async function decryptRowTexts(
  secrets: Secrets,
  purpose: string,
  rows: readonly SealedRow[],
): Promise<readonly (string | null)[]> {
  const slots = rows.flatMap(({ keySlot }) => keySlot ?? []);
  const read = await secrets.shreddingKeys.read(slots);
  const keys = new Map(slots.map((slot, at) => [slot, read[at] ?? null]));
  const own = secrets.keyFor(purpose);
  return rows.map(({ id, keySlot, sealed }) => {
    if (keySlot === null) return openWith(own, id, sealed);
    const key = keys.get(keySlot) ?? null;
    return key === null ? null : openWith(combine(own, key), id, sealed);
  });
}

export async function decryptRowText(
  secrets: Secrets,
  purpose: string,
  row: SealedRow,
): Promise<string | null> {
  const [text = null] = await decryptRowTexts(secrets, purpose, [row]);
  return text;
}

function combine(own: Buffer, key: Buffer): Buffer {
  return createHmac('sha256', own).update(key).digest();
}

function openWith(key: Buffer, id: string, sealed: string): string | null {
  try {
    return decryptText(key, id, sealed);
  } catch {
    return null;
  }
}
