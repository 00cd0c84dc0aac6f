import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '#server/database/db.ts';
import type { Environment } from '#server/core/env.ts';
import { openSecrets, type Secrets } from '#server/core/secrets.ts';
import { moveBatches } from '#server/collective/pledge-slots/move-batches.ts';
import { SURVEY_BATCHES } from '#server/collective/survey/answer-batches.ts';
import { PLEDGE_BATCHES } from './pledge-batches.ts';
import { openSlotBucket } from '#server/collective/pledge-slots/slot-bucket.ts';
import { decryptSlots } from '#server/collective/pledge-slots/slot-file-format.ts';
import { openSlotFolder } from '#server/collective/pledge-slots/slot-folder.ts';
import { openSlotStore, type SlotStore } from '#server/collective/pledge-slots/slot-store.ts';

const PURPOSE = 'waiting pledges';
/** Number of slots in a bucket, where each write sends the whole file: fewer than on disk. */
const BUCKET_SLOTS = 512;

type SlotSettings = Pick<Environment, 'dataDir' | 's3'>;

/** Opens the site's slots: in its bucket, which all machines share, else in its data folder. */
export async function openSlotsOfSite(
  { dataDir, s3 }: SlotSettings,
  secrets: Secrets,
): Promise<SlotStore> {
  const key = secrets.keyFor(PURPOSE);
  const folder = folderOf(dataDir);
  if (s3 === null) return openSlotStore(folder, key);
  // Imported only where a bucket is configured: the SDK is large.
  const { openS3Bucket } = await import('#server/media/files/s3-bucket.ts');
  const slots = await openSlotStore(openSlotBucket(openS3Bucket(s3)), key, { slots: BUCKET_SLOTS });
  if (existsSync(folder)) await bringAlong(folder, key, slots);
  return slots;
}

/**
 * Moves records that waited in the data folder into the bucket, which the site did not have then.
 */
async function bringAlong(folder: string, key: Buffer, slots: SlotStore): Promise<void> {
  const before = await openSlotFolder(folder);
  for (const name of await before.names()) {
    const bytes = await before.read(name);
    const records = bytes === null ? null : decryptSlots(bytes, key);
    if (records === null) continue;
    for (const record of records) await slots.put(record);
    await before.remove(name);
  }
}

/**
 * Moves all waiting records into the database, for commands that run beside the site and read only
 * that.
 */
export async function moveAllWaitingRecords(
  env: SlotSettings & Pick<Environment, 'secretKey'>,
  database: Database,
): Promise<void> {
  if (env.s3 === null && !existsSync(folderOf(env.dataDir))) return;
  const slots = await openSlotsOfSite(env, openSecrets(env.secretKey, env.dataDir));
  try {
    await moveBatches({ database, slots }, [PLEDGE_BATCHES, SURVEY_BATCHES], { all: true });
  } finally {
    await slots.close();
  }
}

function folderOf(dataDir: string): string {
  return join(dataDir, 'pledges');
}
