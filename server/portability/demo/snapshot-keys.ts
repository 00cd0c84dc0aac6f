import { createHash } from 'node:crypto';
import type { ShreddingKeys } from '#server/core/shredding-keys.ts';

/**
 * Returns keys that are derived from their slots, and so publicly known: a snapshot has no file of
 * keys beside it.
 */
export function snapshotKeys(): ShreddingKeys {
  return {
    read: async (slots) =>
      slots.map((slot) => createHash('sha256').update(`snapshot key ${slot}`).digest()),
    renew: async () => undefined,
  };
}
