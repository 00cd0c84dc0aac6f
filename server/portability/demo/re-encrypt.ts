import { reencryptSigningKeys } from '#server/collective/pledges/signing-keys.ts';
import { SEALED_EVIDENCE } from '#server/collective/private-evidence/actions.ts';
import { SEALED_MESSAGES } from '#server/community/private-messages/keys.ts';
import type { Secrets } from '#server/core/secrets.ts';
import { SNAPSHOT_SECRETS } from './demo-snapshot.ts';
import type { Db } from '#server/database/db.ts';
import { resealRows } from '#server/database/shredding/reseal.ts';

/** Re-encrypts texts and boycotts' signing keys, from the snapshot's keys to the site's own. */
export async function reEncryptSnapshot(tx: Db, secrets: Secrets): Promise<void> {
  await reencryptSigningKeys(tx, SNAPSHOT_SECRETS, secrets);
  for (const table of [...SEALED_MESSAGES, SEALED_EVIDENCE]) {
    await resealRows(tx, SNAPSHOT_SECRETS, secrets, table);
  }
}
