import { reencryptSigningKeys } from '#server/collective/pledges/signing-keys.ts';
import type { Db } from '#server/database/db.ts';
import { deriveMessageKeys } from '#server/community/private-messages/keys.ts';
import { encryptText, decryptText } from '#server/core/encryption.ts';
import type { Secrets } from '#server/core/secrets.ts';
import { SNAPSHOT_SECRETS } from './demo-snapshot.ts';

/**
 * Re-encrypts private messages and boycotts' signing keys from the snapshot's keys to the site's
 * own.
 */
export async function reEncryptSnapshot(tx: Db, secrets: Secrets): Promise<void> {
  await reencryptSigningKeys(tx, SNAPSHOT_SECRETS, secrets);
  const theirs = deriveMessageKeys(SNAPSHOT_SECRETS).messages;
  const ours = deriveMessageKeys(secrets).messages;
  for (const { id, sealed } of await tx.privateMessage.findMany()) {
    const data = { sealed: encryptText(ours, id, decryptText(theirs, id, sealed)) };
    await tx.privateMessage.update({ where: { id }, data });
  }
}
