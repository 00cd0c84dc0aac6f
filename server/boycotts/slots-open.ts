import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '#server/db.ts';
import type { Environment } from '#server/env.ts';
import { openSecrets, type Secrets } from '#server/secrets.ts';
import { moveBatches } from './batches.ts';
import { openSlots, type SlotStore } from './slots.ts';

const PURPOSE = 'waiting pledges';

/** Opens the slots of the site, in its data folder. */
export function openSiteSlots(dataDir: string, secrets: Secrets): Promise<SlotStore> {
  return openSlots(folderOf(dataDir), secrets.keyFor(PURPOSE));
}

/** For a command beside the site: moves into the database what waits, so that nothing is missed. */
export async function moveAllWaiting(
  { dataDir, secretKey }: Pick<Environment, 'dataDir' | 'secretKey'>,
  database: Database,
): Promise<void> {
  if (!existsSync(folderOf(dataDir))) return;
  const slots = await openSiteSlots(dataDir, openSecrets(secretKey, dataDir));
  try {
    await moveBatches({ database, slots }, { all: true });
  } finally {
    await slots.close();
  }
}

function folderOf(dataDir: string): string {
  return join(dataDir, 'pledges');
}
