import { randomBytes } from 'node:crypto';
import { KEY_BYTES, type ShreddingKeys } from '#server/core/shredding-keys.ts';
import type { S3Bucket } from './s3-bucket.ts';

const FOLDER = 'shredding-keys/';
const TYPE = 'application/octet-stream';
const AT_ONCE = 16;

/**
 * Keys in a bucket, an object each, for machines without a shared disk. Whether a replaced object is
 * destroyed is up to the service: with versions kept, it is not.
 */
export function openKeyBucket(bucket: S3Bucket): ShreddingKeys {
  return {
    read: (slots) =>
      inTurns(slots, async (slot) => (await bucket.get(FOLDER + slot))?.bytes ?? null),
    renew: async (slots) => {
      await inTurns(slots, (slot) => bucket.put(FOLDER + slot, randomBytes(KEY_BYTES), TYPE));
    },
  };
}

async function inTurns<Result>(
  slots: readonly number[],
  work: (slot: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let at = 0; at < slots.length; at += AT_ONCE) {
    results.push(...(await Promise.all(slots.slice(at, at + AT_ONCE).map(work))));
  }
  return results;
}
