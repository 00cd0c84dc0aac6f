import type { Db } from '#server/database/db.ts';

/**
 * Ends access that needs no password: to her inbox by her private feed and her digest, to her account by
 * passkeys. An intruder in her account could have set up each of them.
 */
export async function revokeExternalAccess(tx: Db, memberId: string): Promise<void> {
  await tx.memberChoices.updateMany({ where: { memberId }, data: { feedHash: null } });
  await tx.mailAddress.deleteMany({ where: { memberId } });
  await tx.passkey.deleteMany({ where: { memberId } });
}
