import type { Db } from '#server/database/db.ts';

/**
 * Ends access to a member's inbox that needs no password: her private feed and her digest. An
 * intruder in her account could have set up either.
 */
export async function revokeExternalAccess(tx: Db, memberId: string): Promise<void> {
  await tx.memberChoices.updateMany({ where: { memberId }, data: { feedHash: null } });
  await tx.mailAddress.deleteMany({ where: { memberId } });
}
